package org.zmq.loom.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.support.Rfc;

/** Receiving from peers in turn. */
class PullTest {
    private final Bench pull = new Bench(new Pull());

    private List<String> receivesAll() {
        return pull.receivesAll().stream().map(Message::text).toList();
    }

    @Test
    @Rfc(number = 30, says = "receive from its pushers in turn")
    void receivesOneMessageOfEachPeerBeforeTheSecondOfAny() {
        var a = pull.peer();
        var b = pull.peer();
        var c = pull.peer();
        a.says("a1").says("a2").says("a3");
        b.says("b1").says("b2");
        c.says("c1");
        assertThat(receivesAll()).containsExactly("a1", "b1", "c1", "a2", "b2", "a3");
    }

    @Test
    void receivesWholeMessages() {
        pull.peer().says("1", "", "2").says("3", "4");
        assertThat(pull.receivesAll()).containsExactly(Message.of("1", "", "2"), Message.of("3", "4"));
    }

    @Test
    void hasNothingWithoutPeersAndWithSilentOnes() {
        assertThat(pull.canReceive()).isFalse();
        assertThat(pull.receives()).isEmpty();
        var a = pull.peer();
        assertThat(pull.canReceive()).isFalse();
        a.says("a1");
        assertThat(pull.canReceive()).isTrue();
        assertThat(pull.canReceive()).isTrue();
        assertThat(pull.receives()).contains(Message.of("a1"));
        assertThat(pull.canReceive()).isFalse();
    }

    @Test
    void hearsAPeerThatWasSilentForLong() {
        var a = pull.peer();
        var b = pull.peer();
        for (int i = 0; i < 10; i++) {
            a.says("a");
            assertThat(receivesAll()).containsExactly("a");
        }
        b.says("b");
        a.says("a");
        assertThat(receivesAll()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void hearsWhatWasSaidBeforeItKnewThePeer() {
        var stranger = pull.stranger();
        stranger.says("early");
        assertThat(pull.receives()).isEmpty();
        assertThat(pull.attach(stranger)).isTrue();
        assertThat(receivesAll()).containsExactly("early");
    }

    @Test
    void hearsAPeerThatHasLeftToItsEnd() {
        var a = pull.peer();
        var b = pull.peer();
        a.says("a1").says("a2");
        b.says("b1").says("b2");
        a.leaves();
        assertThat(receivesAll()).containsExactlyInAnyOrder("a1", "b1", "a2", "b2");
        b.leaves();
        assertThat(pull.receives()).isEmpty();
    }

    @Test
    void doesNotHearAPeerThatItHasAbandoned() {
        var a = pull.peer();
        a.says("a1");
        assertThat(pull.canReceive()).isTrue();
        a.isAbandoned();
        assertThat(pull.receives()).isEmpty();
        a.says("a2");
        assertThat(pull.receives()).isEmpty();
    }

    @Test
    void goesOnWithTheOthersWhenAPeerLeaves() {
        var a = pull.peer();
        var b = pull.peer();
        var c = pull.peer();
        a.says("a1").says("a2");
        b.says("b1").says("b2");
        c.says("c1").says("c2");
        assertThat(pull.receives()).contains(Message.of("a1"));
        b.isAbandoned();
        assertThat(receivesAll()).containsExactlyInAnyOrder("c1", "a2", "c2");
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void hearsThoseThatHaveSpokenBeforeItListensInTheOrderOfTheirTurns(@ForAll("turns") List<Integer> turns) {
        Bench fresh = new Bench(new Pull());
        turns.forEach(turn -> come(fresh, turn, 1));
        assertThat(fresh.receivesAll())
                .map(Message::text)
                .isEqualTo(turns.stream().sorted().map(String::valueOf).toList());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void nobodyIsPassedOverWhenOthersOfEarlierTurnsCome(
            @ForAll("turns") List<Integer> turns, @ForAll @IntRange(min = 1, max = 5) int between) {
        Bench fresh = new Bench(new Pull());
        List<String> heard = new ArrayList<>();
        Map<String, Integer> came = new HashMap<>();
        for (int turn : turns) {
            come(fresh, turn, 100);
            came.put("" + turn, heard.size());
            for (int i = 0; i < between; i++) {
                heard.add(fresh.receives().orElseThrow().text());
            }
        }
        for (int i = 0; i < 2 * turns.size(); i++) {
            heard.add(fresh.receives().orElseThrow().text());
        }
        came.forEach((name, from) -> {
            List<String> since = new ArrayList<>();
            for (String one : heard.subList(from, heard.size())) {
                if (one.equals(name)) {
                    since.clear();
                } else {
                    since.add(one);
                    assertThat(since)
                            .as("heard while %s has waited for its turn", name)
                            .doesNotHaveDuplicates();
                }
            }
        });
    }

    @Provide
    Arbitrary<List<Integer>> turns() {
        return Arbitraries.shuffle(IntStream.range(0, 12).boxed().toList());
    }

    private static void come(Bench bench, int turn, int messages) {
        Bench.Peer peer = bench.stranger();
        peer.pipe().turn(turn);
        assertThat(bench.attach(peer)).isTrue();
        for (int i = 0; i < messages; i++) {
            peer.says("" + turn);
        }
    }

    /** Steps: who speaks (0 to 3), or somebody listens (4 to 6), leaves (7) or comes (8, 9). */
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void losesNothingAndKeepsTheOrderOfEachPeerAndIsFair(
            @ForAll @Size(max = 120) List<@IntRange(max = 9) Integer> steps) {
        Bench fresh = new Bench(new Pull());
        List<Bench.Peer> here = new ArrayList<>(List.of(fresh.peer(), fresh.peer()));
        Map<Bench.Peer, Queue<String>> said = new HashMap<>();
        Map<String, Bench.Peer> sayer = new HashMap<>();
        Map<Bench.Peer, Integer> passedOver = new HashMap<>();
        int number = 0;
        for (int step : steps) {
            if (step < 4 && !here.isEmpty()) {
                Bench.Peer peer = here.get(step % here.size());
                String text = "" + number++;
                said.computeIfAbsent(peer, _ -> new ArrayDeque<>()).add(text);
                sayer.put(text, peer);
                peer.says(text);
            } else if (step == 7 && !here.isEmpty()) {
                here.remove(number % here.size()).leaves();
            } else if (step > 7 && here.size() < 5) {
                here.add(fresh.peer());
            } else {
                Optional<Message> received = fresh.receives();
                assertThat(received.isPresent())
                        .isEqualTo(said.values().stream().anyMatch(queue -> !queue.isEmpty()));
                received.ifPresent(message -> heard(message.text(), said, sayer, passedOver));
            }
        }
        fresh.receivesAll().forEach(message -> heard(message.text(), said, sayer, passedOver));
        assertThat(said.values()).allSatisfy(queue -> assertThat(queue).isEmpty());
    }

    private static void heard(
            String text,
            Map<Bench.Peer, Queue<String>> said,
            Map<String, Bench.Peer> sayer,
            Map<Bench.Peer, Integer> passedOver) {
        Bench.Peer peer = Objects.requireNonNull(sayer.get(text));
        assertThat(Objects.requireNonNull(said.get(peer)).poll())
                .as("the next of this peer")
                .isEqualTo(text);
        passedOver.put(peer, 0);
        said.forEach((other, queue) -> {
            if (other != peer && !queue.isEmpty()) {
                int times = passedOver.merge(other, 1, Integer::sum);
                assertThat(times)
                        .as("times that a peer with something to say was passed over")
                        .isLessThan(2 * said.size());
            }
        });
    }
}
