package org.zmq.loom.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;

/**
 * The bytes of ZMTP 3, and some of older versions, written by hand: they owe nothing to the encoder that they test, and each can be changed into something wrong.
 *
 * <p>Source: RFC 37/ZMTP; where libzmq says it in another way, as libzmq says it.
 */
public final class Zmtp {
    /** The name of the property that says what type a socket is. */
    public static final String SOCKET_TYPE = "Socket-Type";
    /** The name of the property that says what a socket wants to be called. */
    public static final String IDENTITY = "Identity";

    /** How long a greeting is. */
    public static final int GREETING_BYTES = 64;

    private Zmtp() {}

    // ---- greetings ----

    /**
     * The greeting of ZMTP 3.1 without security: what libzmq sends.
     *
     * @return a new array of 64 bytes
     */
    public static byte[] greeting() {
        return greeting(3, 1, "NULL");
    }

    /**
     * A greeting.
     *
     * <p>Shape: {@code ff}, eight bytes of which the last is 1, {@code 7f}; major, minor; the mechanism in 20 bytes; 32 zeros.
     *
     * @param major the version
     * @param minor its minor version
     * @param mechanism at most 20 characters
     * @return a new array of 64 bytes
     */
    public static byte[] greeting(int major, int minor, String mechanism) {
        byte[] name = mechanism.getBytes(US_ASCII);
        return ByteBuffer.allocate(GREETING_BYTES)
                .put((byte) 0xff)
                .putLong(1)
                .put((byte) 0x7f)
                .put((byte) major)
                .put((byte) minor)
                .put(name)
                .array();
    }

    // ---- commands ----

    /**
     * READY with a socket type, and for the types that have one an empty routing id.
     *
     * @param type the type
     * @return a new frame
     */
    public static ZmtpFrame ready(SocketType type) {
        Map<String, byte[]> properties = new LinkedHashMap<>();
        properties.put(SOCKET_TYPE, type.name().getBytes(US_ASCII));
        if (type == SocketType.REQ || type == SocketType.DEALER || type == SocketType.ROUTER) {
            properties.put(IDENTITY, new byte[0]);
        }
        return ready(properties);
    }

    /**
     * READY with any properties.
     *
     * @param properties in order
     * @return a new frame
     */
    public static ZmtpFrame ready(Map<String, byte[]> properties) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        properties.forEach((name, value) -> {
            data.write(name.length());
            data.writeBytes(name.getBytes(US_ASCII));
            data.writeBytes(ByteBuffer.allocate(4).putInt(value.length).array());
            data.writeBytes(value);
        });
        return ZmtpFrame.command("READY", data.toByteArray());
    }

    /**
     * The properties of a READY.
     *
     * @param ready the command
     * @return in order; of several with the same name, the first
     * @throws AssertionError if this is no READY or a broken one
     */
    public static Map<String, byte[]> properties(ZmtpFrame ready) {
        if (!ready.commandName().equals(java.util.Optional.of("READY"))) {
            throw new AssertionError("this is no READY: " + ready);
        }
        Map<String, byte[]> properties = new LinkedHashMap<>();
        ByteBuffer data = ByteBuffer.wrap(ready.commandData());
        try {
            while (data.hasRemaining()) {
                byte[] name = new byte[data.get() & 0xff];
                data.get(name);
                int length = data.getInt();
                byte[] value = new byte[Math.min(length, data.remaining() + 1)];
                data.get(value);
                properties.putIfAbsent(new String(name, US_ASCII), value);
            }
        } catch (RuntimeException e) {
            throw new AssertionError("the properties are cut off: " + ready, e);
        }
        return properties;
    }

    /**
     * SUBSCRIBE, as a 3.1 subscriber sends it.
     *
     * @param topic the beginning of what is wanted
     * @return a new frame
     */
    public static ZmtpFrame subscribe(String topic) {
        return ZmtpFrame.command("SUBSCRIBE", topic.getBytes(UTF_8));
    }

    /**
     * CANCEL, as a 3.1 subscriber sends it.
     *
     * @param topic what is not wanted any more
     * @return a new frame
     */
    public static ZmtpFrame cancel(String topic) {
        return ZmtpFrame.command("CANCEL", topic.getBytes(UTF_8));
    }

    /**
     * JOIN, as a DISH sends it.
     *
     * @param group what is wanted
     * @return a new frame
     */
    public static ZmtpFrame join(String group) {
        return ZmtpFrame.command("JOIN", group.getBytes(UTF_8));
    }

    /**
     * LEAVE, as a DISH sends it.
     *
     * @param group what is not wanted any more
     * @return a new frame
     */
    public static ZmtpFrame leave(String group) {
        return ZmtpFrame.command("LEAVE", group.getBytes(UTF_8));
    }

    /**
     * PING.
     *
     * @param ttlTenths for how many tenths of a second the sender may be silent; 0 for ever
     * @param context what the PONG repeats, up to 16 bytes
     * @return a new frame
     */
    public static ZmtpFrame ping(int ttlTenths, String context) {
        byte[] repeated = context.getBytes(UTF_8);
        return ZmtpFrame.command(
                "PING",
                ByteBuffer.allocate(2 + repeated.length)
                        .putShort((short) ttlTenths)
                        .put(repeated)
                        .array());
    }

    /**
     * PONG.
     *
     * @param context what the PING said
     * @return a new frame
     */
    public static ZmtpFrame pong(String context) {
        return ZmtpFrame.command("PONG", context.getBytes(UTF_8));
    }

    /**
     * ERROR.
     *
     * @param reason at most 255 characters
     * @return a new frame
     */
    public static ZmtpFrame error(String reason) {
        byte[] text = reason.getBytes(US_ASCII);
        return ZmtpFrame.command(
                "ERROR",
                ByteBuffer.allocate(1 + text.length)
                        .put((byte) text.length)
                        .put(text)
                        .array());
    }

    // ---- messages ----

    /**
     * A message as it goes over the wire.
     *
     * @param message the message
     * @return the bytes of its frames
     */
    public static byte[] encoded(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < message.frameCount(); i++) {
            int flags = i + 1 < message.frameCount() ? ZmtpFrame.MORE : 0;
            bytes.writeBytes(new ZmtpFrame(flags, message.frame(i)).encoded());
        }
        return bytes.toByteArray();
    }

    /**
     * A message in the framing of ZMTP 1.0.
     *
     * @param message which
     * @return its frames
     */
    public static byte[] encodedOld(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < message.frameCount(); i++) {
            byte[] body = message.frame(i);
            if (body.length < 254) {
                bytes.write(body.length + 1);
            } else {
                bytes.write(0xff);
                bytes.writeBytes(ByteBuffer.allocate(8).putLong(body.length + 1).array());
            }
            bytes.write(i + 1 < message.frameCount() ? ZmtpFrame.MORE : 0);
            bytes.writeBytes(body);
        }
        return bytes.toByteArray();
    }

    /**
     * A header that promises a body of any size.
     *
     * @param flags the flags; LARGE is set
     * @param size the size, without a sign
     * @return nine bytes
     */
    public static byte[] largeHeader(int flags, long size) {
        return ByteBuffer.allocate(9)
                .put((byte) (flags | ZmtpFrame.LARGE))
                .putLong(size)
                .array();
    }

    // ---- what other programs say ----

    /**
     * What a browser says.
     *
     * @return a request line and a header
     */
    public static byte[] httpGet() {
        return "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);
    }

    /**
     * What a TLS client says first.
     *
     * @return the beginning of a ClientHello
     */
    public static byte[] tlsHello() {
        return Hex.parse("16 03 01 00 c8 01 00 00 c4 03 03 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f");
    }

    /**
     * What port scanners say to find a ZeroMQ socket, and what is no greeting: a signature with another last byte.
     *
     * @return eleven bytes
     */
    public static byte[] scanner() {
        return Hex.parse("ff ff ff ff ff ff ff ff ff e2 aa");
    }
}
