package org.zmq.loom.transport.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;

/** Options that only the operating system has reach the right socket. */
@EnabledOnOs(OS.LINUX)
class LinuxOptionsTest {
    private static final int SOL_SOCKET = 1;
    private static final int SO_PRIORITY = 12;
    private static final int SO_BUSY_POLL = 46;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_USER_TIMEOUT = 18;
    private static final ZmqOptions SOME =
            ZmqOptions.none().with(ZmqOption.PRIORITY, 5).with(ZmqOption.TCP_MAXRT, Duration.ofMillis(12_345));

    private static int look(NetworkChannel channel, int level, int option) throws IOException {
        return SystemCalls.get(Descriptors.of(channel), level, option).orElseThrow();
    }

    @Test
    void areSetOnTheChannelAndOnNoOther() throws IOException {
        try (SocketChannel before = SocketChannel.open();
                SocketChannel channel = SocketChannel.open();
                SocketChannel after = SocketChannel.open()) {
            LinuxOptions.of(SOME).apply(channel);
            assertThat(look(channel, SOL_SOCKET, SO_PRIORITY)).isEqualTo(5);
            assertThat(look(channel, IPPROTO_TCP, TCP_USER_TIMEOUT)).isEqualTo(12_345);
            for (SocketChannel other : List.of(before, after)) {
                assertThat(look(other, SOL_SOCKET, SO_PRIORITY)).isZero();
                assertThat(look(other, IPPROTO_TCP, TCP_USER_TIMEOUT)).isZero();
            }
        }
    }

    @Test
    void timeThatIsLessThanTheSystemCountsIsNotTheOneThatMeansNone() throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            LinuxOptions.of(ZmqOptions.none().with(ZmqOption.TCP_MAXRT, Duration.ofNanos(1)))
                    .apply(channel);
            assertThat(look(channel, IPPROTO_TCP, TCP_USER_TIMEOUT)).isEqualTo(1);
        }
    }

    @Test
    void acceptedConnectionsHaveThoseOfTheirListener() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            LinuxOptions options = LinuxOptions.of(SOME);
            options.apply(server);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel connected = SocketChannel.open(server.getLocalAddress());
                    SocketChannel accepted = server.accept()) {
                assertThat(connected.isConnected()).isTrue();
                options.ofAccepted().apply(accepted);
                assertThat(look(accepted, SOL_SOCKET, SO_PRIORITY)).isEqualTo(5);
                assertThat(look(accepted, IPPROTO_TCP, TCP_USER_TIMEOUT)).isEqualTo(12_345);
            }
        }
    }

    @Test
    void findingADescriptorLeavesNoMark() throws IOException {
        var marked = List.of(
                ExtendedSocketOptions.TCP_KEEPIDLE,
                ExtendedSocketOptions.TCP_KEEPINTERVAL,
                ExtendedSocketOptions.TCP_KEEPCOUNT);
        try (SocketChannel channel = SocketChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 77);
            List<Integer> before = new ArrayList<>();
            for (var option : marked) {
                before.add(channel.getOption(option));
            }
            int descriptor = Descriptors.of(channel);
            assertThat(Descriptors.of(channel)).isEqualTo(descriptor);
            for (int i = 0; i < marked.size(); i++) {
                assertThat(channel.getOption(marked.get(i))).isEqualTo(before.get(i));
            }
        }
    }

    @Test
    void manyThreadsFindTheirOwnDescriptors() throws Exception {
        List<Thread> threads = new ArrayList<>();
        Map<Integer, Integer> wrong = new ConcurrentHashMap<>();
        for (int i = 1; i <= 8; i++) {
            int timeout = 1000 * i;
            threads.add(Thread.ofVirtual().start(() -> {
                for (int round = 0; round < 20; round++) {
                    try (SocketChannel channel = SocketChannel.open()) {
                        LinuxOptions.of(ZmqOptions.none().with(ZmqOption.TCP_MAXRT, Duration.ofMillis(timeout)))
                                .apply(channel);
                        int seen = look(channel, IPPROTO_TCP, TCP_USER_TIMEOUT);
                        if (seen != timeout) {
                            wrong.put(timeout, seen);
                        }
                    } catch (IOException e) {
                        wrong.put(timeout, -1);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void closedChannelHasNoDescriptor() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.close();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> LinuxOptions.of(SOME).apply(channel));
    }

    @Test
    void optionThatTheSystemRefusesIsNamed() throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            LinuxOptions options = LinuxOptions.of(ZmqOptions.none().with(ZmqOption.BIND_TO_DEVICE, "no-such-device"));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> options.apply(channel))
                    .withMessageMatching("ZMQ_BINDTODEVICE cannot be set: .+ \\(error 19\\)");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50})
    void busyPollingIsSetOrRefusedByTheSystem(int micros) throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            try {
                LinuxOptions.of(ZmqOptions.none().with(ZmqOption.BUSY_POLL, micros))
                        .apply(channel);
                assertThat(look(channel, SOL_SOCKET, SO_BUSY_POLL)).isEqualTo(micros);
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("ZMQ_BUSY_POLL cannot be set: .+ \\(error [0-9]+\\)");
            }
        }
    }

    @Test
    void nothingIsDoneWhereNothingIsWanted() throws IOException {
        SocketChannel closed = SocketChannel.open();
        closed.close();
        LinuxOptions.of(ZmqOptions.none()).apply(closed);
    }
}
