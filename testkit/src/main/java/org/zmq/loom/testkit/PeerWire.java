package org.zmq.loom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;

/**
 * One connection of a {@link ScriptedPeer}: says what the test wants, and insists on what the test expects.
 *
 * <p>Each step returns this connection, so that a script reads as a sentence. {@code send…} writes at once. {@code expect…} waits for bytes and
 * fails if they are others, or if none come as long as the testkit's patience lasts: with what was expected, what was seen, both in
 * hexadecimal digits, the position in the stream, and the steps before. Nothing is read but what is asked for, so a script that does not read
 * is a peer that has stalled.
 *
 * <p>Threading: one thread at a time; {@link #close} is for any.
 */
public final class PeerWire implements AutoCloseable {
    private static final int STEPS_SHOWN = 12;
    private static final int MAX_BODY_BYTES = 1 << 26;

    /** Ends a script whose connection was cut. */
    private static final class Cut extends RuntimeException {
        @java.io.Serial
        private static final long serialVersionUID = 1;

        Cut(long bytes) {
            super("cut after " + bytes + " bytes", null, false, false);
        }
    }

    private final PeerStream stream;
    private final String name;
    private final ArrayDeque<String> steps = new ArrayDeque<>();
    private long stepCount;
    private long sent;
    private long received;
    private long cutAt = Long.MAX_VALUE;
    private boolean trickles;
    private Map<String, byte[]> properties = Map.of();

    PeerWire(PeerStream stream, String name) {
        this.stream = stream;
        this.name = name;
    }

    // ---- how bytes are sent ----

    /**
     * From now on every byte is written by itself.
     *
     * @return this
     */
    public PeerWire trickle() {
        trickles = true;
        return this;
    }

    /**
     * When so many more bytes are sent, the connection is closed and the script that {@link #play} runs ends. So one script can be cut at each
     * of its bytes.
     *
     * @param bytes how many are still sent; may end within a frame
     * @return this
     */
    public PeerWire cutAfter(long bytes) {
        cutAt = sent + bytes;
        return this;
    }

    /**
     * Plays a script on this connection, up to its end or to where it is cut.
     *
     * @param script what to do
     * @return this
     */
    public PeerWire play(Script script) {
        try {
            script.play(this);
        } catch (Cut e) {
            did("cut");
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("the script failed: " + e + history(), e);
        }
        return this;
    }

    // ---- sending ----

    /**
     * Sends any bytes.
     *
     * @param bytes which
     * @return this
     */
    public PeerWire send(byte... bytes) {
        return send("bytes", bytes);
    }

    /**
     * Sends any bytes.
     *
     * @param hex two digits for each, with or without spaces
     * @return this
     */
    public PeerWire sendHex(String hex) {
        return send("bytes", Hex.parse(hex));
    }

    /**
     * Sends the greeting of ZMTP 3.1 without security.
     *
     * @return this
     */
    public PeerWire sendGreeting() {
        return send("greeting", Zmtp.greeting());
    }

    /**
     * Sends READY.
     *
     * @param type what to claim to be
     * @return this
     */
    public PeerWire sendReady(SocketType type) {
        return send(Zmtp.ready(type));
    }

    /**
     * Sends a frame.
     *
     * @param frame of a message, or a command
     * @return this
     */
    public PeerWire send(ZmtpFrame frame) {
        return send(frame.kind(), frame.encoded());
    }

    /**
     * Sends a message.
     *
     * @param message which
     * @return this
     */
    public PeerWire sendMessage(Message message) {
        return send(message.toString(), Zmtp.encoded(message));
    }

    /**
     * Sends a message of text frames.
     *
     * @param first the first frame
     * @param more the other frames
     * @return this
     */
    public PeerWire sendMessage(String first, String... more) {
        return sendMessage(Message.of(first, more));
    }

    /**
     * Sends SUBSCRIBE.
     *
     * @param topic the beginning of what is wanted
     * @return this
     */
    public PeerWire sendSubscribe(String topic) {
        return send(Zmtp.subscribe(topic));
    }

    /**
     * Sends CANCEL.
     *
     * @param topic what is not wanted any more
     * @return this
     */
    public PeerWire sendCancel(String topic) {
        return send(Zmtp.cancel(topic));
    }

    /**
     * Sends JOIN.
     *
     * @param group what is wanted
     * @return this
     */
    public PeerWire sendJoin(String group) {
        return send(Zmtp.join(group));
    }

    /**
     * Sends LEAVE.
     *
     * @param group what is not wanted any more
     * @return this
     */
    public PeerWire sendLeave(String group) {
        return send(Zmtp.leave(group));
    }

    /**
     * Sends PING without a TTL.
     *
     * @param context what the PONG is to repeat
     * @return this
     */
    public PeerWire sendPing(String context) {
        return send(Zmtp.ping(0, context));
    }

    /**
     * Sends PONG.
     *
     * @param context what the PING said
     * @return this
     */
    public PeerWire sendPong(String context) {
        return send(Zmtp.pong(context));
    }

    /**
     * Sends ERROR.
     *
     * @param reason why
     * @return this
     */
    public PeerWire sendError(String reason) {
        return send(Zmtp.error(reason));
    }

    private PeerWire send(String what, byte[] bytes) {
        int count = (int) Math.min(bytes.length, cutAt - sent);
        try {
            if (trickles) {
                for (int i = 0; i < count; i++) {
                    stream.write(bytes, i, 1);
                }
            } else {
                stream.write(bytes, 0, count);
            }
        } catch (IOException e) {
            throw new AssertionError(
                    "cannot send " + what + " at byte " + sent + " of the script's: " + e + history(), e);
        }
        did("sent " + sent + ".." + (sent + count) + ": " + what + " " + Hex.text(bytes, 0, count));
        sent += count;
        if (sent == cutAt) {
            stream.close();
            throw new Cut(sent);
        }
        return this;
    }

    // ---- the handshake ----

    /**
     * A whole handshake of ZMTP 3.1, after which messages may flow.
     *
     * @param type what to claim to be
     * @return this
     */
    public PeerWire handshake(SocketType type) {
        return sendGreeting().expectGreeting().sendReady(type).expectReady();
    }

    /**
     * A whole handshake of ZMTP 3.0, in which subscriptions are messages.
     *
     * @param type what to claim to be
     * @return this
     */
    public PeerWire handshake30(SocketType type) {
        return send("greeting 3.0", Zmtp.greeting(3, 0, "NULL"))
                .expectGreeting()
                .sendReady(type)
                .expectReady();
    }

    /**
     * Expects a greeting of ZMTP 3.1 without security.
     *
     * @return this
     */
    public PeerWire expectGreeting() {
        byte[] golden = Zmtp.greeting();
        return expectBytes(
                golden.length,
                "the greeting of ZMTP 3.1 with NULL " + Hex.text(golden),
                // The eight bytes before 7f are the length of the routing id and one; nobody reads them but old peers.
                seen -> seen[0] == (byte) 0xff && Arrays.equals(seen, 9, golden.length, golden, 9, golden.length));
    }

    /**
     * Expects READY, with any properties.
     *
     * @return this
     */
    public PeerWire expectReady() {
        ZmtpFrame ready =
                expected("READY", frame -> frame.commandName().orElse("").equals("READY"));
        properties = Zmtp.properties(ready);
        return this;
    }

    /**
     * What the other side told of itself in its READY.
     *
     * @return empty before {@link #expectReady}
     */
    public Map<String, byte[]> properties() {
        return properties;
    }

    // ---- expecting ----

    /**
     * Expects exactly these bytes.
     *
     * @param bytes which
     * @return this
     */
    public PeerWire expect(byte... bytes) {
        long begin = received;
        String what = Hex.text(bytes);
        byte[] seen = take(bytes.length, what, begin);
        int differs = Arrays.mismatch(bytes, seen);
        if (differs >= 0) {
            throw unexpected(what, begin, seen, seen.length, "differs at byte " + (begin + differs));
        }
        did("saw " + begin + ".." + received + ": " + what);
        return this;
    }

    /**
     * Expects exactly these bytes.
     *
     * @param hex two digits for each, with or without spaces
     * @return this
     */
    public PeerWire expectHex(String hex) {
        return expect(Hex.parse(hex));
    }

    /**
     * Expects bytes that have some property.
     *
     * @param count how many
     * @param what the property in words
     * @param wanted the property
     * @return this
     */
    public PeerWire expectBytes(int count, String what, Predicate<byte[]> wanted) {
        long begin = received;
        byte[] seen = take(count, what, begin);
        if (!wanted.test(seen)) {
            throw unexpected(what, begin, seen, seen.length, "");
        }
        did("saw " + begin + ".." + received + ": " + Hex.text(seen));
        return this;
    }

    /**
     * Reads one frame, whatever it is.
     *
     * @return the frame
     */
    public ZmtpFrame readFrame() {
        return expected("a frame", _ -> true);
    }

    /**
     * Reads one message.
     *
     * @return the message
     * @throws AssertionError if a command comes instead
     */
    public Message readMessage() {
        List<byte[]> frames = new ArrayList<>();
        boolean more = true;
        while (more) {
            ZmtpFrame frame = expected("a frame of a message", seen -> !seen.isCommand());
            frames.add(frame.body());
            more = frame.hasMore();
        }
        return Message.wrap(frames.getFirst(), frames.subList(1, frames.size()).toArray(byte[][]::new));
    }

    /**
     * Expects exactly this frame, in whichever encoding of its size.
     *
     * @param frame which
     * @return this
     */
    public PeerWire expect(ZmtpFrame frame) {
        return expectFrame(frame.toString(), frame::equals);
    }

    /**
     * Expects a frame that has some property.
     *
     * @param what the property in words
     * @param wanted the property
     * @return this
     */
    public PeerWire expectFrame(String what, Predicate<ZmtpFrame> wanted) {
        ZmtpFrame _ = expected(what, wanted);
        return this;
    }

    /**
     * Expects a command with some data.
     *
     * @param command its name
     * @param data what follows the name
     * @return this
     */
    public PeerWire expectCommand(String command, String data) {
        return expect(ZmtpFrame.command(command, data.getBytes(UTF_8)));
    }

    /**
     * Expects a command, whatever its data.
     *
     * @param command its name
     * @return this
     */
    public PeerWire expectCommand(String command) {
        return expectFrame(
                "command " + command, frame -> frame.commandName().orElse("").equals(command));
    }

    /**
     * Expects exactly this message.
     *
     * @param message which
     * @return this
     */
    public PeerWire expectMessage(Message message) {
        for (int i = 0; i < message.frameCount(); i++) {
            int flags = i + 1 < message.frameCount() ? ZmtpFrame.MORE : 0;
            PeerWire _ = expect(new ZmtpFrame(flags, message.frame(i)));
        }
        return this;
    }

    /**
     * Expects exactly this message.
     *
     * @param first the text of the first frame
     * @param more the texts of the other frames
     * @return this
     */
    public PeerWire expectMessage(String first, String... more) {
        return expectMessage(Message.of(first, more));
    }

    // ---- expecting nothing ----

    /** Something that a test waits for. */
    @FunctionalInterface
    public interface Condition {
        /**
         * Returns when it has come.
         *
         * @throws Exception if it does not come
         */
        void await() throws Exception;
    }

    /**
     * Expects that nothing is sent before some condition holds.
     *
     * @param condition returns when it holds
     * @return this
     * @throws Exception what the condition throws
     */
    public PeerWire expectNothingUntil(Condition condition) throws Exception {
        condition.await();
        int there = stream.available();
        if (there > 0) {
            byte[] seen = take(there, "nothing", received);
            throw unexpected("nothing", received - there, seen, there, "");
        }
        did("saw nothing");
        return this;
    }

    /**
     * Expects that nothing is waiting to be sent: two PINGs in turn are answered by their PONGs and by nothing else. The second is needed
     * because a PONG overtakes what was queued before it, but not what was queued before the PONG that went before.
     *
     * @return this
     */
    public PeerWire expectQuiet() {
        for (String context : List.of("quiet?", "quiet!")) {
            PeerWire _ = sendPing(context).expect(Zmtp.pong(context));
        }
        return this;
    }

    /**
     * Expects the end of the stream and nothing before it.
     *
     * @return this
     */
    public PeerWire expectEnd() {
        byte[] one = new byte[1];
        int count;
        try {
            count = stream.read(one, 0, 1);
        } catch (SocketTimeoutException e) {
            throw unexpected("the end", received, one, 0, "but there is none");
        } catch (IOException e) {
            throw unexpected("the end", received, one, 0, "but the connection broke: " + e);
        }
        if (count > 0) {
            received++;
            throw unexpected("the end", received - 1, one, 1, "");
        }
        did("saw the end");
        return this;
    }

    /**
     * Reads and forgets what comes until the connection is over, in whatever way.
     *
     * @return this
     */
    public PeerWire expectGone() {
        byte[] waste = new byte[8192];
        int count = 0;
        long forgotten = 0;
        try {
            while (count >= 0) {
                forgotten += count;
                count = stream.read(waste, 0, waste.length);
            }
            did("saw the end behind " + forgotten + " bytes");
        } catch (SocketTimeoutException e) {
            throw unexpected("the end of the connection", received + forgotten, waste, 0, "but it goes on");
        } catch (IOException e) {
            did("saw the connection break behind " + forgotten + " bytes: " + e.getMessage());
        }
        received += forgotten;
        return this;
    }

    /**
     * How many bytes are there and were not read.
     *
     * @return a lower bound
     */
    public int available() {
        try {
            return stream.available();
        } catch (IOException e) {
            throw new AssertionError("the connection is over: " + e + history(), e);
        }
    }

    /**
     * Acknowledges what has come if all of it was read, which the operating system may otherwise put off for some 40
     * ms. For TCP on Linux.
     *
     * @return this
     */
    public PeerWire acknowledge() {
        try {
            stream.acknowledge();
        } catch (IOException e) {
            throw new AssertionError("cannot acknowledge: " + e + history(), e);
        }
        did("acknowledged");
        return this;
    }

    // ---- ending ----

    /**
     * Ends the stream to the other side, and can still read.
     *
     * @return this
     */
    public PeerWire halfClose() {
        try {
            stream.shutdownOutput();
        } catch (IOException e) {
            throw new AssertionError("cannot half-close: " + e + history(), e);
        }
        did("half-closed");
        return this;
    }

    /** Breaks the connection: over TCP with a reset. */
    public void reset() {
        try {
            stream.reset();
        } catch (IOException e) {
            throw new AssertionError("cannot reset: " + e + history(), e);
        }
        did("reset");
    }

    /** Ends the connection. */
    @Override
    public void close() {
        stream.close();
    }

    // ---- reading ----

    private ZmtpFrame expected(String what, Predicate<ZmtpFrame> wanted) {
        long begin = received;
        byte[] flags = take(1, what, begin);
        boolean large = (flags[0] & ZmtpFrame.LARGE) != 0;
        byte[] size = take(large ? 8 : 1, what, begin, flags);
        long length = large ? ByteBuffer.wrap(size).getLong() : size[0] & 0xff;
        byte[] header = joined(flags, size);
        if (length < 0 || length > MAX_BODY_BYTES) {
            throw unexpected(what, begin, header, header.length, "a size of " + Long.toUnsignedString(length));
        }
        byte[] body = take((int) length, what, begin, header);
        ZmtpFrame frame = new ZmtpFrame(flags[0] & 0xff, body);
        if (!wanted.test(frame)) {
            byte[] seen = joined(header, body);
            throw unexpected(what, begin, seen, seen.length, "which is " + frame);
        }
        did("saw " + begin + ".." + received + ": " + frame);
        return frame;
    }

    /** The next bytes; {@code before} are those of the same thing that were read already. */
    private byte[] take(int count, String what, long begin, byte... before) {
        byte[] taken = new byte[count];
        int size = 0;
        try {
            while (size < count) {
                int got = stream.read(taken, size, count - size);
                if (got < 0) {
                    throw new EOFException();
                }
                size += got;
                received += got;
            }
            return taken;
        } catch (EOFException e) {
            throw cutShort(what, begin, before, taken, size, "then the end");
        } catch (SocketTimeoutException e) {
            throw cutShort(
                    what,
                    begin,
                    before,
                    taken,
                    size,
                    "then nothing more for " + Patience.limit().toSeconds() + " s");
        } catch (IOException e) {
            throw cutShort(what, begin, before, taken, size, "then the connection broke: " + e);
        }
    }

    private AssertionError cutShort(String what, long begin, byte[] before, byte[] taken, int size, String how) {
        byte[] seen = joined(before, Arrays.copyOf(taken, size));
        return unexpected(what, begin, seen, seen.length, how);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private AssertionError unexpected(String what, long begin, byte[] seen, int count, String note) {
        return new AssertionError("at byte " + begin + " of what the other side sent\n  expected " + what
                + "\n  saw      " + Hex.text(seen, 0, count) + (note.isEmpty() ? "" : "\n  " + note) + history());
    }

    // ---- history ----

    private void did(String step) {
        if (steps.size() == STEPS_SHOWN) {
            steps.removeFirst();
        }
        steps.add(step);
        stepCount++;
    }

    private String history() {
        StringBuilder text = new StringBuilder("\n").append(name);
        if (stepCount > steps.size()) {
            text.append("\n  … ").append(stepCount - steps.size()).append(" steps");
        }
        steps.forEach(step -> text.append("\n  ").append(step));
        return text.toString();
    }

    /** Where it leads, and what was done on it. */
    @Override
    public String toString() {
        return name + ", sent " + sent + " and read " + received + " bytes";
    }
}
