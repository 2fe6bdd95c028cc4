package org.zmq.loom.blackbox.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;

/**
 * libzmq in a process of its own, in which Python does what it is told, line by line; see {@code peer.py}.
 *
 * <p>Threading: one thread at a time.
 */
final class Libzmq implements Peer {
    private static final long SECONDS_TO_END = 10;

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;
    private int sockets;

    private Libzmq(Process process) {
        this.process = process;
        commands = process.outputWriter(UTF_8);
        answers = process.inputReader(UTF_8);
    }

    /** A new process; the test is skipped if there is no Python that knows libzmq. */
    static Libzmq start() {
        return started(Python.start("peer.py"));
    }

    /** A new process whose libzmq has draft sockets; the test is skipped if nobody said where one is. */
    static Libzmq startWithDrafts() {
        return started(Python.startWithDrafts("peer.py"));
    }

    private static Libzmq started(Process process) {
        Libzmq peer = new Libzmq(process);
        if (peer.answer() == null) {
            throw new AssertionError("the peer did not start");
        }
        return peer;
    }

    @Override
    public LibzmqSocket socket(SocketType type) {
        LibzmqSocket socket = new LibzmqSocket(type, type.label() + "-" + ++sockets);
        socket.done("make", type.name());
        return socket;
    }

    @Override
    public void closeSockets() {
        if (process.isAlive()) {
            List<String> _ = ask("close-all", "all");
        }
    }

    /** The command's results; null if something was not in time. */
    private @Nullable List<String> ask(String command, String socket, String... arguments) {
        List<String> words = new ArrayList<>(List.of(command, socket));
        words.addAll(List.of(arguments));
        try {
            commands.write(String.join(" ", words));
            commands.newLine();
            commands.flush();
            return answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable List<String> answer() {
        String line;
        try {
            line = answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (line == null) {
            throw new AssertionError("the peer has ended");
        }
        List<String> words = List.of(line.split(" "));
        return switch (words.getFirst()) {
            case "ok" -> words.subList(1, words.size());
            case "again" -> null;
            default -> throw new AssertionError("the peer " + line);
        };
    }

    // ---- the process ----

    /** Kills it, as if its machine lost power: it can do nothing about it. */
    void kill() throws InterruptedException {
        Process _ = process.destroyForcibly();
        int _ = process.waitFor();
    }

    /** Stops it where it is, until {@link #resume}. */
    void suspend() throws InterruptedException {
        Python.signal("STOP", process);
    }

    void resume() throws InterruptedException {
        Python.signal("CONT", process);
    }

    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                Process _ = process.destroyForcibly();
                throw new AssertionError("the peer does not end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A socket of libzmq. */
    final class LibzmqSocket implements End {
        private final SocketType type;
        private final String name;

        private LibzmqSocket(SocketType type, String name) {
            this.type = type;
            this.name = name;
        }

        private List<String> done(String command, String... arguments) {
            List<String> results = ask(command, name, arguments);
            if (results == null) {
                throw new AssertionError(this + ": " + command + " was not done in time");
            }
            return results;
        }

        @Override
        public SocketType type() {
            return type;
        }

        @Override
        public <T> void set(ZmqOption<T> option, T value) {
            String number = Integer.toString(option.number().orElseThrow());
            List<String> _ = value instanceof byte[] bytes
                    ? done("set-bytes", number, Content.written(bytes))
                    : done("set-number", number, Integer.toString(OptionValue.number(value)));
        }

        @Override
        public String bind(String endpoint) {
            return done("bind", endpoint).getFirst();
        }

        @Override
        public void connect(String endpoint) {
            List<String> _ = done("connect", endpoint);
        }

        @Override
        public void disconnect(String endpoint) {
            List<String> _ = done("disconnect", endpoint);
        }

        @Override
        public void subscribe(String topic) throws InterruptedException {
            if (type == SocketType.XSUB) {
                send(Topics.subscription(topic));
            } else {
                List<String> _ = done("set-bytes", OptionValue.SUBSCRIBE + "", Content.written(topic.getBytes(UTF_8)));
            }
        }

        @Override
        public void unsubscribe(String topic) throws InterruptedException {
            if (type == SocketType.XSUB) {
                send(Topics.cancellation(topic));
            } else {
                List<String> _ =
                        done("set-bytes", OptionValue.UNSUBSCRIBE + "", Content.written(topic.getBytes(UTF_8)));
            }
        }

        @Override
        public boolean send(Message message, Duration atMost) {
            List<String> arguments = new ArrayList<>();
            arguments.add(millis(atMost));
            for (int i = 0; i < message.frameCount(); i++) {
                arguments.add(Content.written(message.frame(i)));
            }
            return ask("send", name, arguments.toArray(String[]::new)) != null;
        }

        @Override
        public Optional<Message> receive(Duration atMost) {
            List<String> frames = ask("receive", name, millis(atMost));
            if (frames == null) {
                return Optional.empty();
            }
            byte[][] read = frames.stream().map(Content::read).toArray(byte[][]::new);
            return Optional.of(Message.wrap(read[0], Arrays.copyOfRange(read, 1, read.length)));
        }

        @Override
        public int sendNumbers(Duration atMostEach, long first, int count, int size, byte[]... envelope) {
            List<String> arguments = new ArrayList<>(List.of(millis(atMostEach), first + "", count + "", size + ""));
            Arrays.stream(envelope).map(Content::written).forEach(arguments::add);
            return count(done("send-numbers", arguments.toArray(String[]::new)));
        }

        @Override
        public int receiveNumbers(Duration atMostEach, long first, int count) {
            return count(done("receive-numbers", millis(atMostEach), first + "", count + ""));
        }

        @Override
        public void echo(int count) {
            List<String> _ = done("echo", millis(PATIENCE), count + "");
        }

        private static int count(List<String> results) {
            return Integer.parseInt(results.getFirst());
        }

        private static String millis(Duration time) {
            return Long.toString(time.toMillis());
        }

        @Override
        public void tend() {
            List<String> _ = done("tend");
        }

        @Override
        public void close() {
            List<String> _ = done("close");
        }

        // ---- what only libzmq is asked ----

        /** For DISH. */
        void join(String group) {
            List<String> _ = done("join", Content.written(group.getBytes(UTF_8)));
        }

        /** For DISH. */
        void leave(String group) {
            List<String> _ = done("leave", Content.written(group.getBytes(UTF_8)));
        }

        /** For PEER: connects, and returns the routing id of the peer in four bytes. */
        byte[] connectPeer(String endpoint) {
            int routingId =
                    Integer.parseUnsignedInt(done("connect-peer", endpoint).getFirst());
            return ByteBuffer.allocate(4).putInt(routingId).array();
        }

        /** Receives a message, and returns what its sender has told of itself under this name. */
        String receiveProperty(String wanted) {
            return done("find", millis(PATIENCE), wanted).getFirst();
        }

        /** Begins to watch what happens to it. */
        void watch() {
            List<String> _ = done("watch");
        }

        /** The next thing that happens, by libzmq's name. */
        String event() {
            return done("event", millis(PATIENCE)).getFirst();
        }

        /** Waits until this happens. */
        void await(String wanted) {
            String event = event();
            while (!event.equals(wanted)) {
                event = event();
            }
        }

        /** The type and a number. */
        @Override
        public String toString() {
            return "libzmq's " + name;
        }
    }
}
