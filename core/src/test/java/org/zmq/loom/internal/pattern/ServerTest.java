package org.zmq.loom.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqException;
import org.zmq.loom.support.Rfc;

/** Calling peers by numbers. */
class ServerTest {
    private final Server pattern = new Server();
    private final Bench server = new Bench(pattern);

    private Message asked(Bench.Peer peer, String question) {
        peer.says(question);
        Message received = server.receives().orElseThrow();
        assertThat(received).isEqualTo(Message.of(question));
        return received;
    }

    @Test
    @Rfc(number = 41, says = "tell its user the routing id of a message, and route by it")
    void answersWhoeverAsked() {
        var a = server.peer();
        var b = server.peer();
        Message fromA = asked(a, "a?");
        Message fromB = asked(b, "b?");
        assertThat(server.sends(fromB.reply("b!"))).isTrue();
        assertThat(server.sends(fromA.reply("a!"))).isTrue();
        assertThat(a.hears()).containsExactly(Message.of("a!"));
        assertThat(b.hears()).containsExactly(Message.of("b!"));
    }

    @Test
    void doesNotSendTheRoutingIdAlong() {
        var a = server.peer();
        assertThat(server.sends(asked(a, "?").reply("!"))).isTrue();
        assertThat(a.hears().getFirst().routingId()).isZero();
    }

    @Test
    @Rfc(number = 41, says = "identify each peer by a unique number that is not 0")
    void givesEachPeerANumberOfItsOwn() {
        Set<Integer> ids = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            ids.add(pattern.idOf(server.peer().pipe()));
        }
        assertThat(ids).hasSize(1000).doesNotContain(0);
    }

    @Test
    @Rfc(number = 41, says = "return an error if the peer does not exist")
    void refusesAMessageToNobody() {
        var a = server.peer();
        int id = asked(a, "?").routingId();
        assertThatExceptionOfType(ZmqException.Unreachable.class)
                .isThrownBy(() -> server.sends(Message.of("!").withRoutingId(id + 1)))
                .withMessageContaining(Integer.toUnsignedString(id + 1));
        assertThatExceptionOfType(ZmqException.Unreachable.class)
                .isThrownBy(() -> server.sends("to whom?"))
                .withMessageContaining("withRoutingId");
        a.leaves();
        assertThatExceptionOfType(ZmqException.Unreachable.class)
                .isThrownBy(() -> server.sends(Message.of("!").withRoutingId(id)));
    }

    @Test
    @Rfc(number = 41, says = "wait when the queue of the peer is full, and not discard the message")
    void isFullWhenThePeerIsAndStillSendsToOthers() {
        var slow = server.peer(1);
        var quick = server.peer();
        Message toSlow = asked(slow, "?").reply("!");
        Message toQuick = asked(quick, "?").reply("!");
        assertThat(server.sends(toSlow)).isTrue();
        assertThat(server.sends(toSlow)).isFalse();
        assertThat(server.sends(toQuick)).isTrue();
        assertThat(server.canSend()).isTrue();
        assertThat(slow.hears()).hasSize(1);
        assertThat(server.sends(toSlow)).isTrue();
    }

    @Test
    @Rfc(number = 41, says = "receive from its peers in turn")
    void receivesFromItsPeersInTurn() {
        var a = server.peer().says("a1").says("a2");
        var b = server.peer().says("b1").says("b2");
        assertThat(server.receivesAll())
                .containsExactly(Message.of("a1"), Message.of("b1"), Message.of("a2"), Message.of("b2"));
        assertThat(a.hears()).isEmpty();
        assertThat(b.hears()).isEmpty();
    }

    @Test
    void saysWhomTheLastWordsOfAPeerCameFrom() {
        var a = server.peer();
        int id = pattern.idOf(a.pipe());
        a.says("first").says("last");
        a.leaves();
        assertThat(server.receivesAll()).extracting(Message::routingId).containsExactly(id, id);
        assertThat(pattern.idOf(a.pipe())).isEqualTo(id);
    }

    @Test
    void findsAPeerByItsNumberAsLongAsItIsThere() {
        var a = server.peer();
        int id = pattern.idOf(a.pipe());
        assertThat(pattern.pipe(id)).isSameAs(a.pipe());
        a.isAbandoned();
        assertThatExceptionOfType(ZmqException.Unreachable.class).isThrownBy(() -> pattern.pipe(id));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void routesToWhoeverIsMeantWhoeverComesAndGoes(@ForAll @Size(max = 60) List<@IntRange(max = 99) Integer> steps) {
        Server fresh = new Server();
        Bench bench = new Bench(fresh);
        List<Bench.Peer> peers = new ArrayList<>();
        Map<Integer, Bench.Peer> byId = new HashMap<>();
        int number = 0;
        for (int step : steps) {
            if (step < 25 || peers.isEmpty()) {
                Bench.Peer peer = bench.peer();
                peers.add(peer);
                assertThat(byId.put(fresh.idOf(peer.pipe()), peer)).isNull();
            } else if (step < 35) {
                Bench.Peer gone = peers.remove(step % peers.size());
                gone.leaves();
                assertThatExceptionOfType(ZmqException.Unreachable.class)
                        .isThrownBy(() -> bench.sends(Message.of("?").withRoutingId(fresh.idOf(gone.pipe()))));
            } else {
                Bench.Peer peer = peers.get(step % peers.size());
                peer.says("" + number);
                Message received = bench.receives().orElseThrow();
                assertThat(byId.get(received.routingId())).isSameAs(peer);
                assertThat(bench.sends(received.reply("" + number))).isTrue();
                for (Bench.Peer each : peers) {
                    assertThat(each.hears()).isEqualTo(each == peer ? List.of(Message.of("" + number)) : List.of());
                }
                number++;
            }
        }
    }
}
