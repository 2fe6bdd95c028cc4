package org.zmq.loom.blackbox.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;
import org.zmq.loom.testkit.ZmtpFrame;

/** How much a peer may tell of itself in the handshake. */
@ExtendWith(LoomExtension.class)
class PropertyLimitsTest {
    private static final int SOCKET_TYPE_BYTES = "Socket-Type".length() + "PUSH".length();

    /** Tells its socket type, and behind that so many properties with names of two letters. */
    private static PeerWire tells(PeerWire wire, int count, int valueBytes) {
        ByteBuffer properties = ByteBuffer.allocate(20 + count * (7 + valueBytes));
        put(properties, "Socket-Type", "PUSH");
        for (int i = 0; i < count; i++) {
            put(properties, "P" + (char) ('A' + i), "x".repeat(valueBytes));
        }
        return wire.sendGreeting()
                .expectGreeting()
                .send(ZmtpFrame.command("READY", Arrays.copyOf(properties.array(), properties.position())));
    }

    private static void put(ByteBuffer properties, String name, String value) {
        properties.put((byte) name.length()).put(name.getBytes(UTF_8));
        properties.putInt(value.length()).put(value.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"2, 10", "2, 0", "0, 0"})
    void asMuchAsIsAllowedIsTaken(int count, int valueBytes, Loom loom) throws InterruptedException {
        PeerWire wire = tells(loom.own(ScriptedPeer.dial(limited(loom).bind("tcp://127.0.0.1:*"))), count, valueBytes);
        wire.expectReady().sendMessage("hello");
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "2, 11", "1, 23"})
    void whoTellsMoreIsNotLetIn(int count, int valueBytes, Loom loom) throws InterruptedException {
        ZmqSocket pull = limited(loom);
        var events = loom.events(pull);
        tells(loom.own(ScriptedPeer.dial(pull.bind("tcp://127.0.0.1:*"))), count, valueBytes)
                .expectGone();
        Cause cause = events.await(SocketEvent.HandshakeFailed.class).cause();
        assertThat(cause).isInstanceOfSatisfying(Cause.Violation.class, violation -> {
            assertThat(violation.error()).isEqualTo(ProtocolError.ZMTP_INVALID_METADATA);
            assertThat(violation.reason())
                    .contains(count + 1 + " properties", "LOOM_MAXPROPERTIES", "LOOM_MAXPROPERTYBYTES");
        });
    }

    /**
     * Three properties are allowed, of which the socket type is one, and room for two with names of two and values of
     * ten bytes.
     */
    private static ZmqSocket limited(Loom loom) {
        ZmqSocket pull = loom.context().pull();
        pull.set(ZmqOption.MAX_PROPERTIES, 3);
        pull.set(ZmqOption.MAX_PROPERTY_BYTES, SOCKET_TYPE_BYTES + 24L);
        return pull;
    }

    @LoomTest
    void aPeerWithTheLongestRoutingIdIsLetIn(Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        DealerSocket dealer = loom.context().dealer();
        byte[] id = "x".repeat(255).getBytes(UTF_8);
        dealer.set(ZmqOption.ROUTING_ID, id);
        dealer.connect(router.bind("tcp://127.0.0.1:*"));
        dealer.send("hello");
        assertThat(router.receive().frame(0)).isEqualTo(id);
    }
}
