package org.zmq.loom.transport.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.spi.Connection;

/**
 * The operating system's table of TCP connections, as Linux shows it: how many bytes of each were written and are not
 * acknowledged.
 *
 * <p>Shape of a line: its number, the local and the remote address, the state, and the two queues, all in hexadecimal
 * digits; each group of four bytes of an address is a number in the machine's own order.
 *
 * <pre>
 *   0: 0100007F:15B3 0100007F:9C40 01 00000A31:00000000 …
 *                                     unacknowledged:unread
 * </pre>
 *
 * <p>Threading: any thread. The table is read anew for whoever asks, but once for all who ask while it is about to be
 * read: a context that ends many connections asks for all of them at the same time.
 *
 * <p>Source: proc(5), /proc/net/tcp.
 */
final class TcpTable {
    private static final TcpTable LINUX = new TcpTable(List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")));
    private static final String MAPPED_IPV4 = words(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1});
    private static final int HEX = 16;

    private final List<Path> files;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock: what was read last, as long as somebody waits for it, and when that was begun.
    private @Nullable Map<String, Long> unacknowledged;
    private long begun;

    TcpTable(List<Path> files) {
        this.files = files;
    }

    /** The table of this machine; nothing is in it if the machine does not show one. */
    static TcpTable ofThisMachine() {
        return LINUX;
    }

    /**
     * How many bytes have not reached the peer's machine; {@link Connection#UNKNOWN_BYTES} if the connection is not in
     * the table.
     */
    long unacknowledged(InetSocketAddress local, InetSocketAddress remote) {
        long asked = System.nanoTime();
        lock.lock();
        try {
            Map<String, Long> table = unacknowledged;
            if (table == null || begun - asked < 0) {
                begun = System.nanoTime();
                table = read();
            }
            unacknowledged = lock.hasQueuedThreads() ? table : null; // it may be long
            Long bytes = table.get(place(local, remote, false));
            return bytes != null ? bytes : table.getOrDefault(place(local, remote, true), Connection.UNKNOWN_BYTES);
        } finally {
            lock.unlock();
        }
    }

    private Map<String, Long> read() {
        Map<String, Long> table = new HashMap<>();
        for (Path file : files) {
            try (Stream<String> lines = Files.lines(file)) {
                lines.skip(1).forEach(line -> add(line, table));
            } catch (IOException | RuntimeException e) {
                // Not on this machine, or not for this process: then nothing is known.
            }
        }
        return table;
    }

    private static void add(String line, Map<String, Long> table) {
        String[] columns = line.strip().split(" +", 6);
        if (columns.length == 6) {
            String queues = columns[4];
            table.put(columns[1] + " " + columns[2], Long.parseLong(queues.substring(0, queues.indexOf(':')), HEX));
        }
    }

    // ---- addresses as the table has them ----

    /**
     * Where a connection stands.
     *
     * @param mapped whether IPv4 addresses are those of a socket that is open to IPv6, too
     */
    static String place(InetSocketAddress local, InetSocketAddress remote, boolean mapped) {
        return text(local, mapped) + " " + text(remote, mapped);
    }

    private static String text(InetSocketAddress address, boolean mapped) {
        InetAddress host = address.getAddress();
        String words = words(host.getAddress());
        boolean isMapped = mapped && host.getAddress().length == 4;
        return (isMapped ? MAPPED_IPV4 + words : words) + String.format(Locale.ROOT, ":%04X", address.getPort());
    }

    private static String words(byte[] address) {
        ByteBuffer bytes = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
        StringBuilder text = new StringBuilder();
        while (bytes.hasRemaining()) {
            text.append(String.format(Locale.ROOT, "%08X", bytes.getInt()));
        }
        return text.toString();
    }
}
