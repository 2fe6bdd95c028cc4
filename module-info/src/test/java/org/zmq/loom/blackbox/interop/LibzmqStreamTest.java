package org.zmq.loom.blackbox.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;

/** Bytes that we and libzmq exchange without ZMTP, each with STREAM and with a raw ROUTER. */
@Timeout(60)
class LibzmqStreamTest implements Cases {
    private static final byte[] NOTHING = {};

    @RegisterExtension
    static final Theirs<Libzmq> THEIRS = new Theirs<>(Libzmq::start);

    @RegisterExtension
    final OurContext our = new OurContext();

    @Override
    public OurContext our() {
        return our;
    }

    @Override
    public Libzmq their() {
        return THEIRS.peer();
    }

    /** Which type of ours exchanges bytes with which of theirs, and who of them binds. */
    static Stream<Meeting> raw() {
        return Stream.of(SocketType.STREAM, SocketType.ROUTER)
                .flatMap(ours -> Stream.of(SocketType.STREAM, SocketType.ROUTER)
                        .flatMap(theirs -> Arrays.stream(Meeting.Binder.values())
                                .map(binder -> new Meeting(ours, theirs, binder))));
    }

    /** Two connected ends, and what each calls the other. */
    private record Line(End our, byte[] ourPeer, End their, byte[] theirPeer) {}

    private Line connect(Meeting meeting) throws InterruptedException {
        End our = ours(meeting.ours());
        End their = theirs(meeting.theirs());
        for (End end : new End[] {our, their}) {
            if (end.type() == SocketType.ROUTER) {
                end.set(ZmqOption.ROUTER_RAW, true);
            }
        }
        if (meeting.binder() == Meeting.Binder.OURS) {
            their.connect(our.bind(ANYWHERE));
        } else {
            our.connect(their.bind(ANYWHERE));
        }
        return new Line(our, notified(our), their, notified(their));
    }

    /** What an end calls the peer of which it tells that it has come or gone. */
    private static byte[] notified(End end) throws InterruptedException {
        Message notice = end.receive();
        assertThat(notice.frameCount()).isEqualTo(2);
        assertThat(notice.frame(0)).hasSize(5).startsWith(0);
        assertThat(notice.frame(1)).isEmpty();
        return notice.frame(0);
    }

    private static byte[] receive(End end, byte[] id, int count) throws InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < count) {
            Message chunk = end.receive();
            assertThat(chunk.frame(0)).isEqualTo(id);
            all.writeBytes(chunk.frame(1));
        }
        return all.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("raw")
    void bytesGoBothWays(Meeting meeting) throws InterruptedException {
        Line line = connect(meeting);
        for (int size : new int[] {1, 255, 256, 8192, 8193, 100_000}) {
            byte[] bytes = "x".repeat(size).getBytes(UTF_8);
            line.our.send(Message.of(line.ourPeer, bytes));
            assertThat(receive(line.their, line.theirPeer, size)).isEqualTo(bytes);
            line.their.send(Message.of(line.theirPeer, bytes));
            assertThat(receive(line.our, line.ourPeer, size)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("raw")
    void weEndTheConnectionAndTheyAreTold(Meeting meeting) throws InterruptedException {
        Line line = connect(meeting);
        line.our.send(Message.of(line.ourPeer, "last words".getBytes(UTF_8)));
        line.our.send(Message.of(line.ourPeer, NOTHING));
        assertThat(receive(line.their, line.theirPeer, 10)).isEqualTo("last words".getBytes(UTF_8));
        assertThat(notified(line.their)).isEqualTo(line.theirPeer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("raw")
    void theyEndTheConnectionAndWeAreTold(Meeting meeting) throws InterruptedException {
        Line line = connect(meeting);
        line.their.send(Message.of(line.theirPeer, NOTHING));
        assertThat(line.our.receiveFrom(line.their)).isEqualTo(Message.of(line.ourPeer, NOTHING));
    }
}
