package org.zmq.loom.blackbox.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.zmq.loom.Message;

/** Subscriptions as messages: what an XSUB sends and an XPUB receives. */
public final class Topics {
    private Topics() {}

    public static Message subscription(String topic) {
        return Message.wrap(marked(1, topic));
    }

    public static Message cancellation(String topic) {
        return Message.wrap(marked(0, topic));
    }

    private static byte[] marked(int mark, String topic) {
        byte[] text = topic.getBytes(UTF_8);
        byte[] message = new byte[1 + text.length];
        message[0] = (byte) mark;
        System.arraycopy(text, 0, message, 1, text.length);
        return message;
    }
}
