package org.zmq.loom.support;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.zmq.loom.Message;

/** Messages as ZMTP 3 frames and back, in the plainest way. */
public final class WireFrames {
    private static final int MORE = 1;
    private static final int LARGE = 2;
    private static final int COMMAND = 4;

    private WireFrames() {}

    /** The frames of a message. */
    public static byte[] encode(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < message.frameCount(); i++) {
            bytes.writeBytes(frame(i + 1 < message.frameCount() ? MORE : 0, message.frame(i)));
        }
        return bytes.toByteArray();
    }

    /** The frames of messages, one behind the other. */
    public static byte[] encode(List<Message> messages) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        messages.forEach(message -> bytes.writeBytes(encode(message)));
        return bytes.toByteArray();
    }

    /** A command frame. */
    public static byte[] command(String name, byte[] data) {
        byte[] body = new byte[1 + name.length() + data.length];
        body[0] = (byte) name.length();
        for (int i = 0; i < name.length(); i++) {
            body[1 + i] = (byte) name.charAt(i);
        }
        System.arraycopy(data, 0, body, 1 + name.length(), data.length);
        return frame(COMMAND, body);
    }

    private static byte[] frame(int flags, byte[] body) {
        ByteBuffer frame = ByteBuffer.allocate(9 + body.length);
        if (body.length < 256) {
            frame.put((byte) flags).put((byte) body.length);
        } else {
            frame.put((byte) (flags | LARGE)).putLong(body.length);
        }
        frame.put(body).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** Whole messages; a command is a message of its own frame, whose first byte is the length of a name. */
    public static List<Message> decode(byte[] bytes) {
        List<Message> messages = new ArrayList<>();
        for (byte[] message : split(bytes)) {
            List<byte[]> frames = new ArrayList<>();
            ByteBuffer in = ByteBuffer.wrap(message);
            while (in.hasRemaining()) {
                int flags = in.get();
                byte[] body = new byte[(flags & LARGE) == 0 ? in.get() & 0xff : (int) in.getLong()];
                in.get(body);
                frames.add(body);
            }
            byte[][] more = frames.subList(1, frames.size()).toArray(byte[][]::new);
            messages.add(Message.of(frames.getFirst(), more));
        }
        return messages;
    }

    /** The bytes of each message, whole. */
    public static List<byte[]> split(byte[] bytes) {
        List<byte[]> messages = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int begin = 0;
        while (in.hasRemaining()) {
            int flags = in.get();
            int length = (flags & LARGE) == 0 ? in.get() & 0xff : (int) in.getLong();
            in.position(in.position() + length);
            if ((flags & MORE) == 0) {
                byte[] message = new byte[in.position() - begin];
                in.get(begin, message);
                messages.add(message);
                begin = in.position();
            }
        }
        if (begin != bytes.length) {
            throw new IllegalArgumentException("the last message is cut off");
        }
        return messages;
    }
}
