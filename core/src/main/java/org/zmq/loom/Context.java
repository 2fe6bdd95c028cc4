package org.zmq.loom;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.socket.KernelContext;
import org.zmq.loom.spi.Census;
import org.zmq.loom.spi.Ticks;
import org.zmq.loom.spi.Transport;

/**
 * Makes sockets, and owns them and all that works for them.
 *
 * <p>A program usually has one. Sockets of the same context can reach each other by {@code inproc}.
 *
 * {@snippet :
 * try (var context = Context.create(); var server = context.rep()) {
 *     server.bind("tcp://127.0.0.1:5555");
 *     while (true) {
 *         Message request = server.receive();
 *         server.send("Hello " + request.text());
 *     }
 * }
 * }
 *
 * <p>Threading: any thread. Source: zmq_ctx_new(3), zmq_ctx_term(3), zmq_ctx_shutdown(3).
 */
public sealed interface Context extends AutoCloseable permits KernelContext {
    /**
     * A context as most programs want it.
     *
     * @return a new context
     */
    static Context create() {
        return builder().build();
    }

    /**
     * A context with settings of its own.
     *
     * @return a builder with the defaults
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * A PAIR socket: exactly one peer, both directions.
     *
     * @return a new socket
     */
    PairSocket pair();

    /**
     * A PUB socket: publishes to all peers that have subscribed.
     *
     * @return a new socket
     */
    PubSocket pub();

    /**
     * A SUB socket: receives what it has subscribed to.
     *
     * @return a new socket
     */
    SubSocket sub();

    /**
     * A REQ socket: sends a request, then receives its reply.
     *
     * @return a new socket
     */
    ReqSocket req();

    /**
     * A REP socket: receives a request, then sends its reply.
     *
     * @return a new socket
     */
    RepSocket rep();

    /**
     * A DEALER socket: sends to its peers in turn and receives from all of them fairly.
     *
     * @return a new socket
     */
    DealerSocket dealer();

    /**
     * A ROUTER socket: addresses each peer by its routing id.
     *
     * @return a new socket
     */
    RouterSocket router();

    /**
     * A PULL socket: receives from its peers in turn.
     *
     * @return a new socket
     */
    PullSocket pull();

    /**
     * A PUSH socket: sends to its peers in turn.
     *
     * @return a new socket
     */
    PushSocket push();

    /**
     * An XPUB socket: a PUB that receives the subscriptions of its peers.
     *
     * @return a new socket
     */
    XPubSocket xpub();

    /**
     * An XSUB socket: a SUB that sends subscriptions as messages.
     *
     * @return a new socket
     */
    XSubSocket xsub();

    /**
     * A STREAM socket: exchanges bytes with peers that speak no ZMTP.
     *
     * @return a new socket
     */
    StreamSocket stream();

    /**
     * A SERVER socket: addresses each client by a number.
     *
     * @return a new socket
     */
    ZmqServerSocket server();

    /**
     * A CLIENT socket: sends to its servers in turn and receives from all of them fairly, one frame at a time.
     *
     * @return a new socket
     */
    ClientSocket client();

    /**
     * A RADIO socket: publishes to all peers that have joined the message's group.
     *
     * @return a new socket
     */
    RadioSocket radio();

    /**
     * A DISH socket: joins groups and receives what is published to them.
     *
     * @return a new socket
     */
    DishSocket dish();

    /**
     * A GATHER socket: receives from its peers in turn, one frame at a time.
     *
     * @return a new socket
     */
    GatherSocket gather();

    /**
     * A SCATTER socket: sends to its peers in turn, one frame at a time.
     *
     * @return a new socket
     */
    ScatterSocket scatter();

    /**
     * A DGRAM socket: exchanges datagrams with any peers.
     *
     * @return a new socket
     */
    DgramSocket dgram();

    /**
     * A PEER socket: addresses each peer, which is a PEER too, by a number.
     *
     * @return a new socket
     */
    PeerSocket peer();

    /**
     * A CHANNEL socket: exactly one peer, both directions, one frame at a time.
     *
     * @return a new socket
     */
    ChannelSocket channel();

    /**
     * A socket of any type, for tools that learn the type when they run.
     *
     * @param type which
     * @return a new socket, which is also of the interface of its type
     */
    ZmqSocket socket(SocketType type);

    /**
     * Looks an option up.
     *
     * @param option which
     * @param <T> the type of the value
     * @return what it was when the context was built
     * @throws ZmqArgumentException if it has no value here, with the reason
     */
    <T> T get(ContextOption<T> option);

    /**
     * Waits for several sockets and channels at once.
     *
     * @return a new poller, to be closed by the caller
     */
    Poller poller();

    /** Work for a thread of the context. */
    @FunctionalInterface
    interface Task {
        /**
         * Does the work. An interrupt, {@link ZmqException.SocketClosed} and {@link ZmqException.Terminated} end it quietly: nobody need catch
         * them to serve until a socket or the context is closed.
         *
         * @throws Exception if it fails, which is logged
         */
        void run() throws Exception;
    }

    /**
     * Runs a task in a virtual thread that belongs to this context: it is interrupted when the context is closed, and
     * {@link #close} waits for it, unless no virtual thread gets to run.
     *
     * @param name what the thread is called
     * @param task what to do
     * @return the thread, which runs
     */
    Thread fork(String name, Task task);

    /**
     * Wakes every thread that waits in a call on a socket of this context, with {@link ZmqException.Terminated}, and lets no call
     * succeed any more but {@code close}. Returns at once.
     */
    void shutdown();

    /**
     * Closes all sockets and waits until everything they have queued is sent, without limit unless {@link ZmqOption#LINGER} sets one.
     * An interrupt drops what is not sent and stays set. Closing again does nothing.
     *
     * <p>When all carriers of virtual threads are busy, the threads of this context do not get to run. They are waited
     * for no longer than two seconds beyond the linger, or the interrupt; then they are left behind and named in the
     * log, and end when they run.
     *
     * @throws ZmqStateException if called by a thread that {@link #fork} started, which would wait for itself
     */
    @Override
    void close();

    /** Settings of a context. */
    final class Builder {
        private final Map<ContextOption<?>, Object> options = new HashMap<>();
        private @Nullable Duration linger;
        private long memoryBytes = Runtime.getRuntime().maxMemory() / 2;
        private @Nullable ThreadFactory threads;
        private Ticks ticks = Ticks.system();
        private Census census = new Census();
        private final java.util.List<Transport> transports = new java.util.ArrayList<>();

        private Builder() {}

        /**
         * Sets an option, which counts for all sockets.
         *
         * @param option which
         * @param value its value
         * @param <T> the type of the value
         * @return this
         * @throws ZmqArgumentException if the option cannot be set, or the value is out of range, with the reason
         */
        public <T> Builder set(ContextOption<T> option, T value) {
            options.put(option, option.check(value));
            return this;
        }

        /**
         * How many sockets may be open at the same time: {@link ContextOption#MAX_SOCKETS}. Default: 1023.
         *
         * @param count at least 1
         * @return this
         */
        public Builder maxSockets(int count) {
            return set(ContextOption.MAX_SOCKETS, count);
        }

        /**
         * What {@link ZmqOption#IPV6} is for new sockets: {@link ContextOption#IPV6}. Default: false.
         *
         * @param on whether IPv6 is used
         * @return this
         */
        public Builder ipv6(boolean on) {
            return set(ContextOption.IPV6, on);
        }

        /**
         * What {@link ZmqOption#LINGER} is for new sockets. Default: {@link ZmqOption#FOREVER}, or zero if {@link ContextOption#BLOCKY} is
         * off.
         *
         * @param time how long
         * @return this
         */
        public Builder linger(Duration time) {
            linger = ZmqOption.LINGER.check(SocketType.PUSH, time);
            return this;
        }

        /**
         * How much memory all connections of the context may hold together: for messages in queues and messages that
         * have not come whole, for subscriptions and for the properties of peers. What the application has received or
         * has yet to send does not count, nor does what stays within the process. Default: half of the largest heap
         * that the machine was started with.
         *
         * <p>When half is used, whoever holds more than a fair share of a quarter is not read from and gets no more, as
         * if a high-water mark were reached; no queue holds more than a quarter, whatever
         * {@link ZmqOption#SEND_QUEUE_BYTES} and {@link ZmqOption#RECEIVE_QUEUE_BYTES} say, but for one message, which
         * is always admitted to an empty queue. Nothing is lost by that, and no connection. When all is used, and what
         * cannot be held back takes more than a quarter (messages that have not come whole, subscriptions, properties),
         * the peer that holds most of that loses its connection, with a {@link SocketEvent.Disconnected} that says so.
         *
         * @param bytes at least 1
         * @return this
         */
        public Builder memory(long bytes) {
            if (bytes < 1) {
                throw new ZmqArgumentException("memory cannot be " + bytes + "; it takes 1 byte or more");
            }
            memoryBytes = bytes;
            return this;
        }

        /**
         * Makes the threads of the context, by default virtual threads that inherit no thread locals: any thread that sends may be the one
         * that needs another.
         *
         * @param factory its threads are renamed and started. It may be called while a socket is locked, so it must not use sockets
         * @return this
         */
        public Builder threads(ThreadFactory factory) {
            threads = factory;
            return this;
        }

        /**
         * The clock. Default: the machine's.
         *
         * @param clock the clock
         * @return this
         */
        public Builder ticks(Ticks clock) {
            ticks = clock;
            return this;
        }

        /**
         * Counts what the context keeps alive.
         *
         * @param counter told of everything that comes and goes
         * @return this
         */
        public Builder census(Census counter) {
            census = counter;
            return this;
        }

        /**
         * Another transport, which counts more than one with the same scheme that is found.
         *
         * @param transport the transport
         * @return this
         */
        public Builder transport(Transport transport) {
            transports.add(transport);
            return this;
        }

        /**
         * Makes the context.
         *
         * @return a new context
         */
        public Context build() {
            ThreadFactory factory = threads == null
                    ? Thread.ofVirtual().inheritInheritableThreadLocals(false).factory()
                    : threads;
            return new KernelContext(new KernelContext.Settings(
                    Map.copyOf(options),
                    defaults(),
                    memoryBytes,
                    factory,
                    ticks,
                    census,
                    java.util.List.copyOf(transports)));
        }

        private <T> T get(ContextOption<T> option) {
            Object value = options.get(option);
            return value == null ? option.defaultValue() : option.type().cast(value);
        }

        /** What sockets begin with. */
        private ZmqOptions defaults() {
            Duration patience = get(ContextOption.BLOCKY) ? ZmqOption.FOREVER : Duration.ZERO;
            ZmqOptions defaults = ZmqOptions.none()
                    .with(ZmqOption.IPV6, get(ContextOption.IPV6))
                    .with(ZmqOption.LINGER, linger == null ? patience : linger);
            int most = get(ContextOption.MAX_MESSAGE_SIZE);
            return most == Integer.MAX_VALUE ? defaults : defaults.with(ZmqOption.MAX_MESSAGE_SIZE, (long) most);
        }
    }
}
