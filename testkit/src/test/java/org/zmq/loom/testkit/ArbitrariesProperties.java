package org.zmq.loom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.zmq.loom.Context;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;

/** The generated values are what they say, shown with real sockets. */
class ArbitrariesProperties {
    private static final MemoryTransport MEMORY = new MemoryTransport();
    private static LeakWatch watch = new LeakWatch();
    private static Context context = watch.context();

    @BeforeContainer
    static void begin() {
        watch = new LeakWatch();
        context = watch.context(builder -> builder.transport(MEMORY));
    }

    @AfterContainer
    static void end() {
        watch.close();
    }

    @Property(tries = 200)
    void messagesArriveAsTheyWereSent(@ForAll("messages") Message message) throws Exception {
        try (PushSocket push = context.push();
                PullSocket pull = context.pull()) {
            push.connect(pull.bind("mem://*").toString());
            push.send(message);
            assertThat(pull.receive()).isEqualTo(message);
        }
    }

    @Provide
    Arbitrary<Message> messages() {
        return LoomArbitraries.messages();
    }

    @Property(tries = 200)
    void trafficInAnyPiecesIsUnderstood(@ForAll("trafficInPieces") List<byte[]> pieces) throws Exception {
        try (PullSocket pull = context.pull();
                PeerWire wire = ScriptedPeer.dial(MEMORY, pull.bind("mem://*"))) {
            wire.handshake(SocketType.PUSH);
            Fork<?> sender = Fork.virtual("sender", () -> {
                pieces.forEach(wire::send);
                return wire.sendMessage("the end");
            });
            Message last = pull.receive();
            while (!last.equals(Message.of("the end"))) {
                last = pull.receive();
            }
            Object _ = sender.join();
        }
    }

    @Provide
    Arbitrary<List<byte[]>> trafficInPieces() {
        return LoomArbitraries.traffic().flatMap(traffic -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            traffic.forEach(frame -> bytes.writeBytes(frame.encoded()));
            return LoomArbitraries.splits(bytes.toByteArray());
        });
    }

    @Property
    void piecesMakeUpTheWhole(@ForAll("pieces") List<byte[]> pieces) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        pieces.forEach(joined::writeBytes);
        assertThat(pieces).allSatisfy(piece -> assertThat(piece).isNotEmpty());
        byte[] whole = joined.toByteArray();
        for (int i = 0; i < whole.length; i++) {
            assertThat(whole[i]).isEqualTo((byte) i);
        }
    }

    @Provide
    Arbitrary<List<byte[]>> pieces() {
        return Arbitraries.integers().between(0, 300).flatMap(size -> {
            byte[] counting = new byte[size];
            for (int i = 0; i < size; i++) {
                counting[i] = (byte) i;
            }
            return LoomArbitraries.splits(counting);
        });
    }

    @Property
    void framesAreEqualInBothEncodings(@ForAll("frames") ZmtpFrame frame) {
        assertThat(new ZmtpFrame(frame.flags() ^ ZmtpFrame.LARGE, frame.body())).isEqualTo(frame);
        assertThat(new ZmtpFrame(frame.flags() ^ ZmtpFrame.MORE, frame.body())).isNotEqualTo(frame);
        int header = frame.body().length > 255 || (frame.flags() & ZmtpFrame.LARGE) != 0 ? 9 : 2;
        assertThat(frame.encoded()).hasSize(header + frame.body().length);
    }

    @Provide
    Arbitrary<ZmtpFrame> frames() {
        return LoomArbitraries.frames();
    }

    @Property
    void goodEndpointsCanBeParsedAndChecked(@ForAll("goodEndpoints") String text) {
        Endpoint endpoint = Endpoint.parse(text);
        assertThat(endpoint).hasToString(text);
        if (endpoint.scheme().equals("tcp")) {
            FaultyTransport.found("tcp")
                    .checkDial(endpoint.address(), ZmqOptions.none().with(ZmqOption.IPV6, true));
        }
    }

    @Provide
    Arbitrary<String> goodEndpoints() {
        return LoomArbitraries.goodEndpoints();
    }

    @Property
    void badEndpointsAreRefused(@ForAll("badEndpoints") String text) {
        try (PushSocket push = context.push()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> push.connect(text))
                    .withMessageStartingWith("EINVAL: ");
        }
    }

    @Provide
    Arbitrary<String> badEndpoints() {
        return LoomArbitraries.badEndpoints();
    }
}
