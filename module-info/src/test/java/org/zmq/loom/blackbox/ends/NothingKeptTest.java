package org.zmq.loom.blackbox.ends;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.testkit.EventLog;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;
import org.zmq.loom.testkit.Zmtp;

/**
 * Of peers that have gone nothing is kept, though the context stays open and their time limits would have lasted for
 * long.
 */
@ExtendWith(LoomExtension.class)
class NothingKeptTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:*";
    private static final int PEERS = 300;
    private static final int MAX_TTL_MILLIS = 6_553_500;
    private static final Duration LONG = Duration.ofHours(1);

    /** What a peer does before it goes. */
    enum Visit {
        IT_PINGS_WITH_A_LONG_TTL {
            @Override
            void make(PeerWire wire) {
                wire.handshake(SocketType.PUSH)
                        .send(Zmtp.ping(MAX_TTL_MILLIS, "x"))
                        .expectCommand("PONG", "x");
            }
        },
        IT_DOES_NOT_ANSWER_A_PING {
            @Override
            void set(ZmqSocket socket) {
                socket.set(ZmqOption.HEARTBEAT_INTERVAL, Duration.ofMillis(1));
                socket.set(ZmqOption.HEARTBEAT_TIMEOUT, LONG);
            }

            @Override
            void make(PeerWire wire) {
                wire.handshake(SocketType.PUSH).expectCommand("PING");
            }
        },
        IT_BREAKS_THE_HANDSHAKE_OFF {
            @Override
            void set(ZmqSocket socket) {
                socket.set(ZmqOption.HANDSHAKE_INTERVAL, LONG);
            }

            @Override
            void make(PeerWire wire) {
                wire.sendGreeting().expectGreeting();
            }
        },
        IT_IS_REFUSED {
            @Override
            void make(PeerWire wire) {
                wire.sendGreeting().expectGreeting().sendReady(SocketType.SUB);
            }
        };

        void set(ZmqSocket socket) {}

        abstract void make(PeerWire wire);
    }

    @ParameterizedTest
    @EnumSource
    void ofPeersThatHaveComeAndGone(Visit visit, Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        visit.set(pull);
        EventLog events = loom.events(pull);
        var endpoint = pull.bind(ANYWHERE);
        for (int i = 0; i < PEERS; i++) {
            try (PeerWire wire = ScriptedPeer.dial(endpoint)) {
                visit.make(wire);
            }
        }
        awaitEnds(events, PEERS);
        loom.watch().verifyNothingKept();
        assertThat(loom.watch().census().sockets()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void ofPeersThatWereConnectedTo(Visit visit, Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        visit.set(pull);
        pull.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));
        EventLog events = loom.events(pull);
        ScriptedPeer peer = loom.peer();
        var _ = pull.connect(peer.endpoint());
        int visits = visit == Visit.IT_IS_REFUSED ? 1 : 50; // who breaks the protocol is not connected again
        for (int i = 0; i < visits; i++) {
            try (PeerWire wire = peer.accept()) {
                visit.make(wire);
            }
        }
        peer.stopListening();
        awaitEnds(events, visits);
        loom.watch().verifyNothingKept();
    }

    @LoomTest
    void ofSocketsInTheSameProcess(Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        var endpoint = pull.bind("inproc://here");
        for (int i = 0; i < PEERS; i++) {
            try (PushSocket push = loom.context().push()) {
                var _ = push.connect(endpoint);
                push.send("hello");
                assertThat(pull.receive().text()).isEqualTo("hello");
            }
        }
        loom.watch().verifyNothingKept();
    }

    private static void awaitEnds(EventLog events, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            var _ = events.await(SocketEvent.Disconnected.class);
        }
    }
}
