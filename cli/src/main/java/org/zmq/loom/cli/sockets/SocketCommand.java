package org.zmq.loom.cli.sockets;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Interruption;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.TimeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that opens one socket and talks through it. */
abstract class SocketCommand implements Callable<Integer> {
    /* How long Ctrl-C waits for what is queued. */
    static final Duration LAST_MOMENT = Duration.ofMillis(500);

    /* Who connects with one of these has a pipe at once, and may send before a peer is there. */
    private static final Set<SocketType> SEND_TO_NOBODY = EnumSet.of(
            SocketType.PUSH,
            SocketType.SCATTER,
            SocketType.DEALER,
            SocketType.PAIR,
            SocketType.CLIENT,
            SocketType.CHANNEL);
    private static final String NOTHING = "nothing was delivered: ";

    private final Terminal terminal;
    private final SocketType type;
    private volatile boolean sent; // by the thread that sends

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private EndpointArguments endpoints = new EndpointArguments();

    @Mixin
    private OptionArguments options = new OptionArguments();

    @Mixin
    private FormatArguments formatting = new FormatArguments();

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description =
                    "Gives up when nothing could be sent, or nothing came, for so long: 500ms, 2s, 1m. Without it, waits for ever.")
    private @Nullable Duration timeout;

    @Option(
            names = {"-v", "--verbose"},
            description = "Tells on standard error what happens to connections.")
    private boolean verbose;

    SocketCommand(Terminal terminal, SocketType type) {
        this.terminal = terminal;
        this.type = type;
    }

    /** Talks until all is said; an interrupt ends it early. */
    abstract void talk(Context context, ZmqSocket socket) throws InterruptedException;

    /** What must be right before anything is opened. */
    void check() {}

    /** The type of socket to open, which is that of the command's name but for good reasons. */
    SocketType type() {
        return type;
    }

    /** What is sent where the user has written this message. */
    Message outgoing(Message written) {
        return written;
    }

    /** What is shown where this message has come in. */
    Message shown(Message received) {
        return received;
    }

    /** Options that this command sets unless the user does. */
    void preset(ZmqSocket socket) {}

    @Override
    public final Integer call() throws InterruptedException {
        endpoints.check(spec.qualifiedName());
        check();
        Context context = Context.create();
        try (Interruption _ = new Interruption()) {
            ZmqSocket socket = context.socket(type());
            Watch watch = new Watch(
                    spec.qualifiedName(), terminal.err(), verbose ? Watch.Detail.EVERYTHING : Watch.Detail.TROUBLE);
            boolean done = false;
            try {
                open(socket, watch);
                talk(context, socket, watch.outlook());
                done = true;
            } finally {
                close(context, socket, done);
            }
            watch.awaitEnd();
            checkDelivered(watch.outlook());
            return 0;
        }
    }

    private void open(ZmqSocket socket, Watch watch) {
        preset(socket);
        options.applyTo(socket);
        watch.start(socket);
        endpoints.applyTo(socket, watch);
    }

    /** Talks, as long as there is somebody to talk to, and until somebody is there for what was sent. */
    private void talk(Context context, ZmqSocket socket, Outlook outlook) throws InterruptedException {
        outlook.beginsToTalk();
        try {
            talk(context, socket);
        } catch (InterruptedException e) {
            if (outlook.isHopeless()) {
                throw refused(outlook);
            }
            throw e;
        } finally {
            outlook.hasTalked();
        }
        Duration limit = linger(socket);
        if (sent && SEND_TO_NOBODY.contains(type()) && !outlook.awaitPeer(limit)) {
            socket.set(ZmqOption.LINGER, Duration.ZERO);
            throw outlook.isHopeless()
                    ? refused(outlook)
                    : Failure.world(NOTHING + "no peer was ready within " + TimeConverter.text(limit));
        }
    }

    private Failure refused(Outlook outlook) {
        boolean nothing = SEND_TO_NOBODY.contains(type()) && !outlook.hadPeer();
        return Failure.world(
                (nothing ? NOTHING : "") + "every peer has refused to talk, and is not connected to again");
    }

    /** How long what is queued may take to go out. */
    private Duration linger(ZmqSocket socket) {
        Duration limit = socket.get(ZmqOption.LINGER);
        return timeout == null || options.has(ZmqOption.LINGER) ? limit : shorter(limit, timeout);
    }

    /** Sends what is queued: all of it, or what the timeout lets out; after a failure only what goes out at once. */
    private void close(Context context, ZmqSocket socket, boolean done) {
        Duration limit = linger(socket);
        if (!done) {
            limit = shorter(limit, LAST_MOMENT);
        }
        socket.set(ZmqOption.LINGER, limit);
        context.close();
    }

    /**
     * Where each message is for one peer, one that was taken and not sent is a failure; who publishes drops as he goes.
     */
    private void checkDelivered(Outlook outlook) {
        long dropped = outlook.dropped();
        if (dropped > 0 && SEND_TO_NOBODY.contains(type())) {
            String limit = timeout == null ? "" : " within " + TimeConverter.text(timeout);
            throw Failure.world(
                    dropped + (dropped == 1 ? " message was" : " messages were") + " not delivered" + limit);
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    static void checkCount(@Nullable Long count) {
        if (count != null && count < 0) {
            throw Failure.usage("--count " + count + " makes no sense; give 0 or more");
        }
    }

    // ---- what conversations are made of ----

    final @Nullable Duration timeout() {
        return timeout;
    }

    final MessageFormat format() {
        return formatting.format();
    }

    final MessageOutput output() {
        return new MessageOutput(terminal, format());
    }

    /** The arguments as messages, or else the lines of standard input. */
    final MessageSource source(List<String> arguments, @Nullable Long count) {
        MessageFormat format = format();
        if (arguments.isEmpty()) {
            Lines lines = new Lines(terminal.in(), format);
            return count == null ? lines : MessageSource.first(count, lines);
        }
        return MessageSource.of(messages(arguments), count == null ? arguments.size() : count);
    }

    final List<Message> messages(List<String> arguments) {
        MessageFormat format = format();
        return arguments.stream().map(argument -> format.parse(argument)).toList();
    }

    final void send(SendingSocket socket, Message message) throws InterruptedException {
        if (timeout == null) {
            socket.send(message);
        } else if (!socket.send(message, timeout)) {
            throw Failure.world("nobody took a message for " + TimeConverter.text(timeout));
        }
        sent = true;
    }

    /** Waits for a message; nothing if the timeout passed first. */
    final Optional<Message> receive(ReceivingSocket socket) throws InterruptedException {
        return timeout == null ? Optional.of(socket.receive()) : socket.receive(timeout);
    }

    /** The timeout has passed: a failure, unless something had come and nobody said how much is to come. */
    final void endOfPatience(long received, @Nullable Long count) {
        if (count != null || received == 0) {
            throw Failure.world("received " + received + (count == null ? "" : " of " + count)
                    + (received == 1 && count == null ? " message" : " messages") + ", and then nothing for "
                    + TimeConverter.text(timeout == null ? Duration.ZERO : timeout));
        }
    }
}
