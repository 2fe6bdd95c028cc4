package org.zmq.loom.blackbox.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Events;
import org.zmq.loom.Message;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;

/** Peers that are of libzmq take turns in the order in which they were accepted. */
@Timeout(120)
class LibzmqOrderTest {
    private static final int PEERS = 5;
    private static final int ROUNDS = 200;

    @RegisterExtension
    static final Theirs<Libzmq> THEIRS = new Theirs<>(Libzmq::start);

    @RegisterExtension
    final OurContext our = new OurContext();

    @ParameterizedTest(name = "between them {0} silent connections")
    @ValueSource(ints = {0, 25})
    void pullsAreServedInTheOrderInWhichTheyWereAccepted(int silent) throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            OurEnd push = our.socket(SocketType.PUSH);
            try (Events events = push.socket().events()) {
                String endpoint = push.bind(Cases.ANYWHERE);
                List<End> pulls = new ArrayList<>();
                List<PeerWire> wires = new ArrayList<>();
                int handshakes = 0;
                for (int i = 0; i < PEERS; i++) {
                    pulls.add(THEIRS.peer().socket(SocketType.PULL));
                    pulls.get(i).connect(endpoint);
                    handshakes += handshakesBeforeAccepted(events);
                    for (int j = 0; j < silent && i < PEERS - 1; j++) {
                        wires.add(ScriptedPeer.dial(Endpoint.parse(endpoint)));
                        handshakes += handshakesBeforeAccepted(events);
                    }
                }
                for (int i = handshakes; i < PEERS; i++) {
                    var _ = OurContext.await(events, SocketEvent.HandshakeSucceeded.class);
                }
                for (int i = 0; i < PEERS; i++) {
                    push.send(Message.of("" + i));
                }
                for (int i = 0; i < PEERS; i++) {
                    assertThat(pulls.get(i).receive()).as("in round %d", round).isEqualTo(Message.of("" + i));
                }
                wires.forEach(PeerWire::close);
                pulls.forEach(End::close);
            }
            push.close();
        }
    }

    /** Waits until the next connection is accepted; how many others have shaken hands meanwhile. */
    private static int handshakesBeforeAccepted(Events events) throws InterruptedException {
        int handshakes = 0;
        SocketEvent event = events.next(End.PATIENCE).orElseThrow();
        while (!(event instanceof SocketEvent.Accepted)) {
            handshakes += event instanceof SocketEvent.HandshakeSucceeded ? 1 : 0;
            event = events.next(End.PATIENCE).orElseThrow();
        }
        return handshakes;
    }
}
