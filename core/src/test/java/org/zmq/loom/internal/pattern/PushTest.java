package org.zmq.loom.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.support.Rfc;

/** Sending to peers in turn. */
class PushTest {
    private final Bench push = new Bench(new Push());

    private void sends(int from, int to) {
        for (int i = from; i <= to; i++) {
            assertThat(push.sends("" + i)).as("message %d", i).isTrue();
        }
    }

    private static List<Message> messages(int... numbers) {
        List<Message> messages = new ArrayList<>();
        for (int number : numbers) {
            messages.add(Message.of("" + number));
        }
        return messages;
    }

    @Test
    @Rfc(number = 30, says = "send messages to its pullers in turn")
    void sendsToItsPeersInTheOrderInWhichTheyCame() {
        var a = push.peer();
        var b = push.peer();
        var c = push.peer();
        sends(1, 7);
        assertThat(a.hears()).isEqualTo(messages(1, 4, 7));
        assertThat(b.hears()).isEqualTo(messages(2, 5));
        assertThat(c.hears()).isEqualTo(messages(3, 6));
    }

    @Test
    void newPeerComesLast() {
        var a = push.peer();
        var b = push.peer();
        sends(1, 1);
        var c = push.peer();
        sends(2, 5);
        assertThat(a.hears()).isEqualTo(messages(1, 4));
        assertThat(b.hears()).isEqualTo(messages(2, 5));
        assertThat(c.hears()).isEqualTo(messages(3));
    }

    @Test
    void sendsAllFramesOfAMessageToOnePeer() {
        var a = push.peer();
        var b = push.peer();
        assertThat(push.sends("1", "", "2")).isTrue();
        assertThat(push.sends("3", "4")).isTrue();
        assertThat(a.hears()).containsExactly(Message.of("1", "", "2"));
        assertThat(b.hears()).containsExactly(Message.of("3", "4"));
    }

    @Test
    @Rfc(number = 30, says = "not accept a message while it has no puller")
    void isFullWithoutPeers() {
        assertThat(push.canSend()).isFalse();
        assertThat(push.sends("1")).isFalse();
        var a = push.peer();
        assertThat(push.canSend()).isTrue();
        assertThat(push.sends("1")).isTrue();
        a.leaves();
        assertThat(push.canSend()).isFalse();
        assertThat(push.sends("2")).isFalse();
    }

    @Test
    void passesOverPeersThatAreFullAndComesBackToThem() {
        var slow = push.peer(1);
        var b = push.peer();
        var c = push.peer();
        sends(1, 3);
        sends(4, 7);
        assertThat(slow.hears()).isEqualTo(messages(1));
        assertThat(b.hears()).hasSize(3);
        assertThat(c.hears()).hasSize(3);
        sends(8, 10);
        assertThat(slow.hears()).hasSize(1);
        assertThat(b.hears()).hasSize(1);
        assertThat(c.hears()).hasSize(1);
    }

    @Test
    @Rfc(number = 30, says = "not discard a message that it cannot queue")
    void isFullWhenAllPeersAreAndGoesOnWhenOneHasRoom() {
        var a = push.peer(2);
        var b = push.peer(2);
        sends(1, 4);
        assertThat(push.sends("5")).isFalse();
        assertThat(push.canSend()).isFalse();
        assertThat(b.hears()).isEqualTo(messages(2, 4));
        assertThat(push.canSend()).isTrue();
        sends(5, 6);
        assertThat(push.sends("7")).isFalse();
        assertThat(a.hears()).isEqualTo(messages(1, 3));
        assertThat(b.hears()).isEqualTo(messages(5, 6));
    }

    @Test
    void goesOnWithTheOthersWhenAPeerLeaves() {
        var a = push.peer();
        var b = push.peer();
        var c = push.peer();
        sends(1, 1);
        b.leaves();
        sends(2, 5);
        assertThat(a.hears().size() + c.hears().size()).isEqualTo(5);
        assertThat(b.hears()).isEmpty();
    }

    @Test
    void fullPeerThatLeavesIsForgotten() {
        var a = push.peer(1);
        sends(1, 1);
        assertThat(push.sends("2")).isFalse();
        a.leaves();
        a.hears(); // room, but nobody to send to
        assertThat(push.canSend()).isFalse();
    }

    @Test
    void peerThatWasFullKeepsItsPlace() {
        var a = push.peer(1);
        var b = push.peer();
        var c = push.peer();
        var d = push.peer();
        sends(1, 7); // the fifth finds the first peer full
        assertThat(a.hears()).isEqualTo(messages(1));
        assertThat(List.of(b.hears(), c.hears(), d.hears()))
                .containsExactly(messages(2, 5), messages(3, 6), messages(4, 7));
        sends(8, 11);
        assertThat(List.of(a.hears(), b.hears(), c.hears(), d.hears()))
                .containsExactly(messages(8), messages(9), messages(10), messages(11));
    }

    @Test
    void othersKeepTheirOrderWhenAPeerLeaves() {
        var a = push.peer();
        var b = push.peer();
        var c = push.peer();
        var d = push.peer();
        sends(1, 3);
        b.leaves();
        sends(4, 9);
        assertThat(a.hears()).isEqualTo(messages(1, 5, 8));
        assertThat(c.hears()).isEqualTo(messages(3, 6, 9));
        assertThat(d.hears()).isEqualTo(messages(4, 7));
    }

    /** The next peer comes when so many messages were sent. */
    record Arrival(int turn, int sentBefore) {}

    @Provide
    Arbitrary<List<Arrival>> arrivals() {
        return Combinators.combine(
                        Arbitraries.shuffle(IntStream.range(0, 12).boxed().toList()),
                        Arbitraries.integers().between(0, 15).list().ofSize(12))
                .as((turns, sent) -> IntStream.range(0, 12)
                        .mapToObj(i -> new Arrival(turns.get(i), sent.get(i)))
                        .toList());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void servesEachRoundInTheOrderOfTurnsInWhateverOrderPeersComeReady(@ForAll("arrivals") List<Arrival> arrivals) {
        Bench fresh = new Bench(new Push());
        NavigableMap<Integer, Bench.Peer> peers = new TreeMap<>();
        int last = -1;
        for (Arrival arrival : arrivals) {
            for (int i = 0; i < arrival.sentBefore() && !peers.isEmpty(); i++) {
                last = serves(fresh, peers, last);
            }
            Bench.Peer peer = fresh.stranger();
            peer.pipe().turn(arrival.turn());
            assertThat(fresh.attach(peer)).isTrue();
            peers.put(arrival.turn(), peer);
        }
        for (int i = 0; i < 2 * peers.size(); i++) {
            last = serves(fresh, peers, last);
        }
    }

    /** Sends a message, which the one behind the last in order must hear; who it is. */
    private static int serves(Bench bench, NavigableMap<Integer, Bench.Peer> peers, int last) {
        Integer higher = peers.higherKey(last);
        int next = higher == null ? peers.firstKey() : higher;
        assertThat(bench.sends("yours")).isTrue();
        peers.forEach((turn, peer) ->
                assertThat(peer.hears()).as("heard by %d after %d", turn, last).hasSize(turn == next ? 1 : 0));
        return next;
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void sharesEvenlyWhoeverComesAndGoes(@ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> steps) {
        Bench fresh = new Bench(new Push());
        List<Bench.Peer> peers = new ArrayList<>();
        int sent = 0;
        for (int step : steps) {
            if (step < 3) {
                peers.add(fresh.peer());
            } else if (step < 5 && !peers.isEmpty()) {
                peers.remove(sent % peers.size()).leaves();
            } else if (!peers.isEmpty()) {
                int rounds = step - 4;
                peers.forEach(Bench.Peer::hears);
                for (int i = 0; i < rounds * peers.size() + 1; i++) {
                    assertThat(fresh.sends("" + sent++)).isTrue();
                }
                for (Bench.Peer peer : peers) {
                    assertThat(peer.hears().size()).isBetween(rounds, rounds + 1);
                }
            } else {
                assertThat(fresh.sends("nobody")).isFalse();
            }
        }
    }
}
