package org.zmq.loom.blackbox.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Context;
import org.zmq.loom.Endpoint;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomTest;

/** What docs/guide/options.md shows. */
class OptionsTest {
    @LoomTest
    void areSetAndLookedUp(Loom loom) {
        Context context = loom.context();

        PushSocket push = context.push();
        push.set(ZmqOption.SEND_HWM, 10_000);
        push.set(ZmqOption.LINGER, Duration.ofSeconds(2));
        int most = push.get(ZmqOption.SEND_HWM);

        assertThat(most).isEqualTo(10_000);
    }

    @LoomTest
    void belongToAnEndpoint(Loom loom) throws Exception {
        Context context = loom.context();
        PullSocket pull = context.pull();
        Endpoint endpoint = pull.bind("tcp://127.0.0.1:*");
        PushSocket push = context.push();

        push.connect(
                endpoint,
                ZmqOptions.none()
                        .with(ZmqOption.SEND_HWM, 10)
                        .with(ZmqOption.HEARTBEAT_INTERVAL, Duration.ofSeconds(1)));

        push.send("hello");
        assertThat(pull.receive().text()).isEqualTo("hello");
        assertThat(push.get(ZmqOption.SEND_HWM)).isEqualTo(1000);
    }

    @LoomTest
    void areRefused(Loom loom) {
        Context context = loom.context();
        List<String> reasons = new ArrayList<>();

        try (PullSocket pull = context.pull()) {
            pull.set(ZmqOption.RECEIVE_HWM, -1);
        } catch (IllegalArgumentException e) {
            reasons.add(e.getMessage());
        }

        assertThat(reasons).singleElement().asString().startsWith("EINVAL: ZMQ_RCVHWM cannot be -1");
        assertThatThrownBy(() -> context.pull().set(ZmqOption.XPUB_VERBOSE, true))
                .hasMessageContaining("does not apply to PULL, only to XPUB");
    }

    static <T> void set(ZmqSocket socket, ZmqOption<T> option, String text) {
        socket.set(option, option.parse(text));
    }

    @LoomTest
    void comeFromACommandLine(Loom loom) {
        Context context = loom.context();
        PushSocket socket = context.push();

        set(socket, ZmqOption.named("sndhwm").orElseThrow(), "10000");
        set(socket, ZmqOption.named("ZMQ_LINGER").orElseThrow(), "FOREVER");
        set(socket, ZmqOption.named("ZMQ_MAXMSGSIZE").orElseThrow(), "-1");

        assertThat(socket.get(ZmqOption.SEND_HWM)).isEqualTo(10_000);
        assertThat(socket.get(ZmqOption.LINGER)).isEqualTo(ZmqOption.FOREVER);
        assertThat(socket.get(ZmqOption.MAX_MESSAGE_SIZE)).isEqualTo(ZmqOption.UNLIMITED_BYTES);
    }

    @Test
    void tellWhatTheyAre() {
        List<String> lines = new ArrayList<>();

        for (ZmqOption<?> option : ZmqOption.all()) {
            if (option.appliesTo().contains(SocketType.XPUB)) {
                lines.add(option.name() + " takes " + option.range() + ", counts " + option.effect());
            }
        }

        assertThat(lines)
                .contains("ZMQ_XPUB_VERBOSE takes true or false, counts at once")
                .contains("ZMQ_SNDHWM takes messages, or UNLIMITED, counts at once");
    }
}
