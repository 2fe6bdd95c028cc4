package org.zmq.loom.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Connection;

/** The operating system tells how much of what was written has not reached the peer's machine. */
class TcpTableTest {
    private static final String HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    // ---- the text ----

    private TcpTable table(String ipv4, String ipv6) throws IOException {
        return new TcpTable(List.of(
                Files.writeString(folder.resolve("tcp"), HEAD + ipv4),
                Files.writeString(folder.resolve("tcp6"), HEAD + ipv6)));
    }

    @Test
    @DisabledIf(
            value = "isBigEndian",
            disabledReason = "the table that it reads is written as a little-endian machine prints it")
    void connectionsAreFoundByTheirAddresses() throws IOException {
        TcpTable table = table("""
                   0: 0100007F:15B3 0100007F:9C40 01 00000A31:00000000 00:00000000 00000000     0        0 1 1
                   1: 0100007F:9C40 0100007F:15B3 01 00000000:00000A31 00:00000000 00000000     0        0 2 1
                """, """
                   0: 0000000000000000FFFF00000100007F:15B4 0000000000000000FFFF00000100007F:9C41 05 00000007:00000000 00:0 0 0 0 3 1
                   1: 000080FE00000000FF005450B6AD1DFE:0016 000080FE00000000FF005450B6AD1DFF:0017 01 00000009:00000000 00:0 0 0 0 4 1
                """);
        assertThat(table.unacknowledged(at("127.0.0.1", 0x15b3), at("127.0.0.1", 0x9c40)))
                .isEqualTo(0xa31);
        assertThat(table.unacknowledged(at("127.0.0.1", 0x9c40), at("127.0.0.1", 0x15b3)))
                .isZero();
        assertThat(table.unacknowledged(at("127.0.0.1", 0x15b4), at("127.0.0.1", 0x9c41)))
                .isEqualTo(7);
        assertThat(table.unacknowledged(at("fe80::5054:ff:fe1d:adb6", 0x16), at("fe80::5054:ff:ff1d:adb6", 0x17)))
                .isEqualTo(9);
        assertThat(table.unacknowledged(at("127.0.0.1", 1), at("127.0.0.1", 2))).isEqualTo(Connection.UNKNOWN_BYTES);
    }

    static boolean isBigEndian() {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "what is this\n", "0: a b c d:e f\n", "\n\n"})
    void whatIsNotUnderstoodSaysNothing(String text) throws IOException {
        assertThat(table(text, text).unacknowledged(at("127.0.0.1", 1), at("127.0.0.1", 2)))
                .isEqualTo(Connection.UNKNOWN_BYTES);
    }

    @Test
    void whereThereIsNoTableNothingIsKnown() {
        TcpTable none = new TcpTable(List.of(folder.resolve("no such file")));
        assertThat(none.unacknowledged(at("127.0.0.1", 1), at("127.0.0.1", 2))).isEqualTo(Connection.UNKNOWN_BYTES);
    }

    // ---- real connections ----

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @EnabledOnOs(OS.LINUX)
    void whatThePeersMachineHasNotTakenIsCountedAndTheEndAsOne(boolean ipv6) throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            server.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
            server.bind(at("127.0.0.1", 0));
            String address = TcpAddress.text((InetSocketAddress) server.getLocalAddress());
            ZmqOptions options = ZmqOptions.none().with(ZmqOption.IPV6, ipv6).with(ZmqOption.SEND_BUFFER, 1 << 20);
            Connection connection = new TcpTransport().dial(address, options);
            try (SocketChannel peer = server.accept()) {
                assertThat(connection.unacknowledged()).isZero();
                int size = 200_000;
                ByteBuffer[] buffers = {ByteBuffer.allocate(size)};
                while (buffers[0].hasRemaining()) {
                    connection.write(buffers, 0, 1);
                }
                connection.shutdownOutput();
                long before = connection.unacknowledged();
                assertThat(before).isBetween(100_000L, size + 1L);
                ByteBuffer all = ByteBuffer.allocate(size + 1);
                while (peer.read(all) >= 0) {
                    // to the end
                }
                assertThat(all.position()).isEqualTo(size);
                awaitNothingLeft(connection);
            } finally {
                connection.close();
            }
        }
    }

    /** The acknowledgement of the last byte is on its way. */
    @SuppressWarnings("ThreadPriorityCheck") // nobody tells when it is there
    private static void awaitNothingLeft(Connection connection) {
        long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (connection.unacknowledged() != 0) {
            assertThat(System.nanoTime() - limit).as("the peer has everything").isNegative();
            Thread.yield();
        }
    }
}
