package org.zmq.loom.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Context;
import org.zmq.loom.Errno;
import org.zmq.loom.PushSocket;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;

/** A program that does not allow calls of the operating system, as this one, is told which option needs them, and what to do. */
class NativeAccessTest {
    private static final List<ZmqOptions> NATIVE = List.of(
            ZmqOptions.none().with(ZmqOption.PRIORITY, 1),
            ZmqOptions.none().with(ZmqOption.BUSY_POLL, 50),
            ZmqOptions.none().with(ZmqOption.BIND_TO_DEVICE, "lo"),
            ZmqOptions.none().with(ZmqOption.TCP_MAXRT, Duration.ofSeconds(1)));

    private static void assertRefused(Runnable call) {
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(call::run)
                .withMessageContaining("ZMQ_")
                .withMessageContaining(
                        System.getProperty("os.name").startsWith("Linux")
                                ? "--enable-native-access=org.zmq.loom.transport"
                                : "Linux only")
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.ENOTSUP));
    }

    @Test
    void optionsThatNeedCallsOfTheSystemAreRefused() {
        try (Context context = Context.create()) {
            PushSocket push = context.push();
            for (ZmqOptions options : NATIVE) {
                assertRefused(() -> push.bind("tcp://127.0.0.1:*", options));
                assertRefused(() -> push.connect("tcp://127.0.0.1:9", options));
            }
            assertThat(push.lastEndpoint()).isEmpty();
            push.bind("inproc://elsewhere", NATIVE.getFirst());
        }
    }
}
