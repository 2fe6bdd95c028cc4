package org.zmq.loom.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.transport.linux.LinuxOptions;

/** Closing neither waits for anybody nor fails. */
@Timeout(60)
class TcpClosingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static TcpListener listener(FragileServerChannel channel) throws IOException {
        return new TcpListener(channel, ZmqOptions.none(), LinuxOptions.of(ZmqOptions.none()));
    }

    @Test
    void listenerThatTheSystemComplainsOfIsClosedWithoutAWord() throws IOException {
        FragileServerChannel channel = new FragileServerChannel("the operating system complains");
        listener(channel).close();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void connectionThatTheSystemComplainsOfIsClosedWithoutAWord() throws IOException {
        FragileChannel channel = new FragileChannel();
        new TcpConnection(channel).close();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closingAListenerDoesNotWaitForTheThreadThatAccepts() throws Exception {
        FragileServerChannel channel = new FragileServerChannel("");
        TcpListener listener = listener(channel);
        Thread accepts = Thread.ofPlatform().daemon().start(() -> acceptInVain(listener));
        channel.awaitAccepting();
        Thread closes = Thread.ofPlatform().daemon().start(listener::close);
        boolean closed = closes.join(PATIENCE);
        channel.letGo();
        assertThat(closed)
                .as("closed while the other thread was in the channel")
                .isTrue();
        assertThat(accepts.join(PATIENCE)).isTrue();
    }

    private static void acceptInVain(TcpListener listener) {
        try {
            listener.accept().close();
        } catch (IOException e) {
            // It is closed.
        }
    }
}
