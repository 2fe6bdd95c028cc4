package org.zmq.loom.blackbox.events;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.PairSocket;
import org.zmq.loom.PullSocket;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.SubSocket;

/** Reads what a monitor sends, as tools for libzmq do. */
public final class MonitorReader {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int FIRST_FRAME_OF_V1 = 6;

    /**
     * An event.
     *
     * @param name libzmq's name of it
     * @param values one in the first format
     * @param endpoints one in the first format, two in the second
     */
    public record Seen(String name, List<Long> values, List<String> endpoints) {}

    private final ReceivingSocket socket;

    private MonitorReader(ReceivingSocket socket) {
        this.socket = socket;
    }

    /** Connects to a PAIR. */
    public static MonitorReader pair(Context context, String endpoint) {
        PairSocket pair = context.pair();
        var _ = pair.connect(endpoint);
        return new MonitorReader(pair);
    }

    /** Connects to a PUSH. */
    static MonitorReader pull(Context context, String endpoint) {
        PullSocket pull = context.pull();
        var _ = pull.connect(endpoint);
        return new MonitorReader(pull);
    }

    /** Connects to a PUB. */
    static MonitorReader sub(Context context, String endpoint) {
        SubSocket sub = context.sub();
        sub.subscribe("");
        var _ = sub.connect(endpoint);
        return new MonitorReader(sub);
    }

    /** The next event. */
    public Seen next() throws InterruptedException {
        return read(socket.receive(PATIENCE).orElseThrow(() -> new AssertionError("no event")));
    }

    /** The names of the events up to this one. */
    public List<String> namesTo(String last) throws InterruptedException {
        List<String> names = new ArrayList<>();
        while (names.isEmpty() || !names.getLast().equals(last)) {
            Optional<Message> message = socket.receive(PATIENCE);
            names.add(read(message.orElseThrow(() -> new AssertionError("no " + last + " but " + names)))
                    .name());
        }
        return names;
    }

    private static Seen read(Message message) {
        List<Long> values = new ArrayList<>();
        List<String> endpoints = new ArrayList<>();
        ByteBuffer first = ByteBuffer.wrap(message.frame(0)).order(ByteOrder.nativeOrder());
        if (first.remaining() == FIRST_FRAME_OF_V1) {
            String name = name(first.getShort() & 0xffff);
            values.add(first.getInt() & 0xffffffffL);
            endpoints.add(message.text(1));
            return new Seen(name, values, endpoints);
        }
        int count = (int) number(message, 1);
        for (int i = 0; i < count; i++) {
            values.add(number(message, 2 + i));
        }
        endpoints.add(message.text(2 + count));
        endpoints.add(message.text(3 + count));
        return new Seen(name(first.getLong()), values, endpoints);
    }

    private static long number(Message message, int frame) {
        return ByteBuffer.wrap(message.frame(frame))
                .order(ByteOrder.nativeOrder())
                .getLong();
    }

    /** By the numbers in zmq.h. */
    private static String name(long number) {
        return switch ((int) number) {
            case 0x0001 -> "CONNECTED";
            case 0x0002 -> "CONNECT_DELAYED";
            case 0x0004 -> "CONNECT_RETRIED";
            case 0x0008 -> "LISTENING";
            case 0x0010 -> "BIND_FAILED";
            case 0x0020 -> "ACCEPTED";
            case 0x0040 -> "ACCEPT_FAILED";
            case 0x0080 -> "CLOSED";
            case 0x0100 -> "CLOSE_FAILED";
            case 0x0200 -> "DISCONNECTED";
            case 0x0400 -> "MONITOR_STOPPED";
            case 0x0800 -> "HANDSHAKE_FAILED_NO_DETAIL";
            case 0x1000 -> "HANDSHAKE_SUCCEEDED";
            case 0x2000 -> "HANDSHAKE_FAILED_PROTOCOL";
            case 0x4000 -> "HANDSHAKE_FAILED_AUTH";
            case 0x10000 -> "PIPES_STATS";
            default -> throw new AssertionError("event 0x" + Long.toHexString(number));
        };
    }
}
