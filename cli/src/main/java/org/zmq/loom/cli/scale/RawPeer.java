package org.zmq.loom.cli.scale;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.zmq.loom.SocketType;

/**
 * A peer that is nothing but a channel: it speaks as much ZMTP 3.1 as makes it a peer.
 *
 * <p>Threading: one thread. Source: RFC 37/ZMTP, "Greeting", "The NULL Security Mechanism", "Framing".
 */
final class RawPeer implements AutoCloseable {
    private static final int GREETING_BYTES = 64;
    private static final int COMMAND = 4;
    private static final int HEADER_BYTES = 2;
    private static final int BATCH_BYTES = 64 << 10;

    private final SocketChannel channel;

    /** A peer that has connected and not said anything. */
    RawPeer(InetSocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
    }

    private RawPeer(SocketChannel channel) {
        this.channel = channel;
    }

    /** A peer that has connected, and for which the system keeps so few bytes that it has not read. */
    static RawPeer withSmallBuffer(InetSocketAddress address, int bytes) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, bytes); // before connecting, which agrees on the window
        boolean _ = channel.connect(address);
        return new RawPeer(channel);
    }

    /** Where a tcp endpoint is. */
    static InetSocketAddress address(String endpoint) {
        String address = endpoint.substring("tcp://".length());
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /** Says all that this side of a handshake has to say. */
    void greet(SocketType type) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * GREETING_BYTES);
        bytes.put((byte) 0xff).position(9).put((byte) 0x7f).put((byte) 3).put((byte) 1);
        bytes.put("NULL".getBytes(US_ASCII)).position(GREETING_BYTES);
        byte[] name = type.name().getBytes(US_ASCII);
        ByteBuffer ready = ByteBuffer.allocate(GREETING_BYTES);
        ready.put(text("READY")).put(text("Socket-Type")).putInt(name.length).put(name);
        writeAll(frame(bytes, COMMAND, ready.flip()).flip());
    }

    /** Hears what the other side has to say in a handshake. */
    void hear() throws IOException {
        skip(GREETING_BYTES);
        ByteBuffer header = read(HEADER_BYTES);
        skip(header.get(1) & 0xff);
    }

    /** Asks a publisher for everything. */
    void subscribeToAll() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(GREETING_BYTES);
        writeAll(frame(bytes, COMMAND, ByteBuffer.wrap(text("SUBSCRIBE"))).flip());
    }

    /** Sends so many messages of one short frame each. */
    void push(int messageBytes, long count) throws IOException {
        int each = HEADER_BYTES + messageBytes;
        ByteBuffer batch = ByteBuffer.allocateDirect(Math.max(1, BATCH_BYTES / each) * each);
        while (batch.hasRemaining()) {
            ByteBuffer _ = frame(batch, 0, ByteBuffer.allocate(messageBytes));
        }
        for (long left = count; left > 0; ) {
            int messages = (int) Math.min(left, batch.capacity() / each);
            writeAll(batch.limit(messages * each).position(0));
            left -= messages;
        }
    }

    /** Waits for something to read. */
    void awaitSomething() throws IOException {
        skip(1);
    }

    /** A text with its length before it. */
    private static byte[] text(String text) {
        return ((char) text.length() + text).getBytes(US_ASCII);
    }

    private static ByteBuffer frame(ByteBuffer to, int flags, ByteBuffer body) {
        return to.put((byte) flags).put((byte) body.remaining()).put(body);
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int _ = channel.write(bytes);
        }
    }

    private void skip(int bytes) throws IOException {
        ByteBuffer _ = read(bytes);
    }

    private ByteBuffer read(int bytes) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(bytes);
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new EOFException("the other side has ended the connection");
            }
        }
        return into;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
