package org.zmq.loom.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Errno;
import org.zmq.loom.Message;
import org.zmq.loom.MonitorEvent;
import org.zmq.loom.MonitorFormat;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.internal.socket.Endpoints.Way;
import org.zmq.loom.internal.socket.EventFeed.AttributedEvent;

/** Events as the frames that tools for libzmq's monitors expect, byte for byte. */
class MonitorMessagesTest {
    private static final Endpoint AT = Endpoint.parse("tcp://host:5");
    private static final String PEER = "10.0.0.2:5";
    private static final String OTHER = "10.0.0.3:7";
    private static final String HERE = "10.0.0.1:9";

    private final MonitorMessages v1 = new MonitorMessages(MonitorFormat.V1, MonitorEvent.allOfV1());
    private final MonitorMessages v2 = new MonitorMessages(MonitorFormat.V2, MonitorEvent.allOfV2());

    private static AttributedEvent bound(SocketEvent event) {
        return new AttributedEvent(event, Way.BOUND, HERE);
    }

    private static AttributedEvent connected(SocketEvent event) {
        return new AttributedEvent(event, Way.CONNECTED, HERE);
    }

    /** The frames, numbers as the machine's byte order has them and texts as they are: {@code "8:0 …"} for eight bytes that are 0. */
    private static List<String> shown(List<Message> messages) {
        List<String> shown = new ArrayList<>();
        for (Message message : messages) {
            List<String> frames = new ArrayList<>();
            for (int i = 0; i < message.frameCount(); i++) {
                byte[] frame = message.frame(i);
                boolean isText =
                        frame.length == 0 || frame[0] >= 'a' || message.text(i).contains(":");
                frames.add(isText ? "'" + message.text(i) + "'" : HexFormat.of().formatHex(bigEndian(frame)));
            }
            shown.add(String.join(" ", frames));
        }
        return shown;
    }

    /** With each number turned around, on machines that write them the other way. */
    private static byte[] bigEndian(byte[] frame) {
        if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
            return frame;
        }
        int[] ends = frame.length == 6 ? new int[] {2, 6} : new int[] {frame.length};
        byte[] turned = new byte[frame.length];
        int begin = 0;
        for (int end : ends) {
            for (int i = begin; i < end; i++) {
                turned[i] = frame[end - 1 - (i - begin)];
            }
            begin = end;
        }
        return turned;
    }

    @Test
    void theFirstFormatHasTheEventAndAValueAndOneEndpoint() {
        assertThat(shown(v1.of(AttributedEvent.of(new SocketEvent.Listening(AT)))))
                .containsExactly("000800000001 'tcp://host:5'");
        assertThat(shown(v1.of(bound(new SocketEvent.Accepted(AT, PEER)))))
                .as("the local end of what was accepted")
                .containsExactly("002000000002 'tcp://10.0.0.1:9'");
        assertThat(shown(v1.of(connected(new SocketEvent.Connected(AT, OTHER)))))
                .as("the endpoint that was connected")
                .containsExactly("000100000003 'tcp://host:5'");
        assertThat(shown(v1.of(AttributedEvent.of(new SocketEvent.ConnectDelayed(AT)))))
                .containsExactly("000200000073 'tcp://host:5'");
        assertThat(shown(v1.of(AttributedEvent.of(new SocketEvent.ConnectRetried(AT, Duration.ofMillis(123))))))
                .containsExactly("00040000007b 'tcp://host:5'");
        assertThat(shown(v1.stopped())).containsExactly("040000000000 ''");
    }

    @Test
    void theSecondFormatHasEveryValueAndBothEndpoints() {
        String eight = "0000000000000";
        String one = eight + "001";
        assertThat(shown(v2.of(AttributedEvent.of(new SocketEvent.Listening(AT)))))
                .containsExactly(eight + "008 " + one + " " + one + " 'tcp://host:5' ''");
        assertThat(shown(v2.of(bound(new SocketEvent.Accepted(AT, PEER)))))
                .containsExactly(eight + "020 " + one + " " + eight + "002 'tcp://10.0.0.1:9' 'tcp://10.0.0.2:5'");
        assertThat(shown(v2.of(connected(new SocketEvent.Connected(AT, OTHER)))))
                .containsExactly(eight + "001 " + one + " " + eight + "003 'tcp://10.0.0.1:9' 'tcp://host:5'");
        assertThat(shown(v2.of(AttributedEvent.of(new SocketEvent.ConnectFailed(AT, "refused")))))
                .containsExactly(eight + "080 " + one + " " + eight + "004 '' 'tcp://host:5'");
        assertThat(shown(v2.of(bound(new SocketEvent.PipeStats(AT, PEER, 3, 4)))))
                .containsExactly("0000000000010000 " + eight + "002 " + eight + "003 " + eight
                        + "004 'tcp://10.0.0.1:9' 'tcp://10.0.0.2:5'");
        assertThat(shown(v2.stopped())).containsExactly(eight + "400 " + one + " " + eight + "000 '' ''");
    }

    @Test
    void aConnectionHasOneNumberWhichIsGivenAgainWhenItHasEnded() {
        assertThat(shown(v1.of(bound(new SocketEvent.Accepted(AT, PEER)))))
                .first()
                .asString()
                .startsWith("002000000001");
        assertThat(shown(v1.of(bound(new SocketEvent.Accepted(AT, OTHER)))))
                .first()
                .asString()
                .startsWith("002000000002");
        AttributedEvent end = bound(new SocketEvent.Disconnected(AT, PEER, new Cause.PeerClosed()));
        assertThat(shown(v1.of(end))).first().asString().startsWith("020000000001");
        assertThat(shown(v1.of(bound(new SocketEvent.Accepted(AT, "10.0.0.4:1")))))
                .first()
                .asString()
                .startsWith("002000000001");
    }

    @Test
    void whatCouldNotBeBoundIsClosedIfItWasOpen() {
        assertThat(shown(v1.of(AttributedEvent.of(new SocketEvent.BindFailed(AT, Errno.EADDRINUSE)))))
                .containsExactly("008000000001 ''", "001000000062 'host:5'");
        assertThat(shown(v1.of(AttributedEvent.of(new SocketEvent.BindFailed(AT, Errno.ENODEV)))))
                .containsExactly("001000000013 'host:5'");
    }

    @Test
    void failedHandshakesHaveTheNumberOfTheirCause() {
        assertThat(failed(new Cause.PeerClosed())).isEqualTo("080000000020");
        assertThat(failed(new Cause.Broken("reset"))).isEqualTo("080000000068");
        assertThat(failed(new Cause.TimedOut("late"))).isEqualTo("08000000000b");
        assertThat(failed(new Cause.Refused("a second one"))).isEqualTo("080000000067");
        assertThat(failed(new Cause.Rejected("no"))).isEqualTo("080000000047");
        assertThat(failed(new Cause.Rejected("400"))).isEqualTo("400000000190");
        assertThat(failed(new Cause.Violation(ProtocolError.ZMTP_MECHANISM_MISMATCH, "PLAIN")))
                .isEqualTo("200011000002");
    }

    private String failed(Cause cause) {
        return shown(v1.of(bound(new SocketEvent.HandshakeFailed(AT, PEER, cause))))
                .getFirst()
                .split(" ", -1)[0];
    }

    @ParameterizedTest
    @CsvSource({"CLOSED, 1", "BIND_FAILED, 1", "LISTENING, 0"})
    void onlyWhatIsWantedIsSent(MonitorEvent wanted, int count) {
        MonitorMessages messages = new MonitorMessages(MonitorFormat.V1, Set.of(wanted));
        assertThat(messages.of(AttributedEvent.of(new SocketEvent.BindFailed(AT, Errno.EADDRINUSE))))
                .hasSize(count);
        assertThat(messages.stopped()).isEmpty();
    }

    @Test
    void lostEventsCannotBeTold() {
        assertThat(v2.of(AttributedEvent.of(new SocketEvent.EventsLost(AT, 5)))).isEmpty();
    }
}
