package org.zmq.loom;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Something that can be set on a context when it is built, and counts for all its sockets.
 *
 * <p>A context has no pool of threads: each connection has virtual threads of its own, which the JVM runs on as many carriers as there are
 * processors, or as {@code -Djdk.virtualThreadScheduler.parallelism} says. So options about the number, the priority and the processors of I/O
 * threads have nothing to act on; they are refused, with what can be done instead.
 *
 * <p>Threading: options are constants. They are set with {@link Context.Builder#set}, so before the first socket, and looked up with
 * {@link Context#get}.
 *
 * <p>Source: zmq_ctx_set(3), zmq_ctx_get(3).
 *
 * @param <T> the type of the values
 */
public final class ContextOption<T> extends Option<T> {
    private static final String NO_POOL =
            "there is no pool of I/O threads: each connection has virtual threads of its own";

    private static final List<ContextOption<?>> ALL = new ArrayList<>();

    /**
     * Whether there may be connections to other processes: 1, each with threads of its own, or 0, only {@code inproc}; any other endpoint is
     * then refused with {@link Errno#EMTHREAD}. Default: 1.
     */
    public static final ContextOption<Integer> IO_THREADS = of(
                    "ZMQ_IO_THREADS",
                    1,
                    Values.from(
                            0,
                            1,
                            "(only inproc, or as many threads as there are connections; the number of their"
                                    + " carriers is the JVM's: -Djdk.virtualThreadScheduler.parallelism)"))
            .defaultsTo(1);

    /** How many sockets may be open at the same time; one more is refused with {@link Errno#EMFILE}. Default: 1023. */
    public static final ContextOption<Integer> MAX_SOCKETS = of(
                    "ZMQ_MAX_SOCKETS", 2, Values.from(1, Integer.MAX_VALUE, "sockets, from 1"))
            .defaultsTo(1023);

    /** The largest value of {@link #MAX_SOCKETS}. */
    public static final ContextOption<Integer> SOCKET_LIMIT = of(
                    "ZMQ_SOCKET_LIMIT", 3, Values.from(1, Integer.MAX_VALUE, "sockets, from 1"))
            .defaultsTo(Integer.MAX_VALUE)
            .readOnly();

    /** Virtual threads have no priority. */
    public static final ContextOption<Integer> THREAD_PRIORITY = of(
                    "ZMQ_THREAD_PRIORITY", 3, Values.from(0, Integer.MAX_VALUE, "from 0"))
            .defaultsTo(ZmqOption.SYSTEM_DEFAULT)
            .refused("virtual threads have no priority; Context.Builder.threads() takes other threads");

    /** Virtual threads are scheduled by the JVM. */
    public static final ContextOption<Integer> THREAD_SCHEDULING = of(
                    "ZMQ_THREAD_SCHED_POLICY", 4, Values.from(0, Integer.MAX_VALUE, "from 0"))
            .defaultsTo(ZmqOption.SYSTEM_DEFAULT)
            .refused("virtual threads are scheduled by the JVM; Context.Builder.threads() takes other threads");

    /**
     * What {@link ZmqOption#MAX_MESSAGE_SIZE} is for new sockets. Default: 2147483647, which stands for
     * {@link ZmqOption#UNLIMITED_BYTES}.
     */
    public static final ContextOption<Integer> MAX_MESSAGE_SIZE =
            of("ZMQ_MAX_MSGSZ", 5, Values.mostBytes()).defaultsTo(Integer.MAX_VALUE);

    /** A message is an object, whose size is nobody's business. */
    public static final ContextOption<Integer> MESSAGE_STRUCT_SIZE = of(
                    "ZMQ_MSG_T_SIZE", 6, Values.from(0, Integer.MAX_VALUE, "bytes, from 0"))
            .defaultsTo(0)
            .readOnly()
            .refused("a message is an object here, and has no size");

    /** Virtual threads run on any carrier. */
    public static final ContextOption<Integer> THREAD_AFFINITY_CPU_ADD = of(
                    "ZMQ_THREAD_AFFINITY_CPU_ADD", 7, Values.from(0, Integer.MAX_VALUE, "processors, from 0"))
            .defaultsTo(0)
            .refused(NO_POOL + "; pin the process, or give threads to Context.Builder.threads()");

    /** Virtual threads run on any carrier. */
    public static final ContextOption<Integer> THREAD_AFFINITY_CPU_REMOVE = of(
                    "ZMQ_THREAD_AFFINITY_CPU_REMOVE", 8, Values.from(0, Integer.MAX_VALUE, "processors, from 0"))
            .defaultsTo(0)
            .refused(NO_POOL + "; pin the process, or give threads to Context.Builder.threads()");

    /** What the names of all threads and sockets of the context begin with, and a slash. Default: empty, nothing. */
    public static final ContextOption<String> THREAD_NAME_PREFIX =
            of("ZMQ_THREAD_NAME_PREFIX", 9, Values.text(1, 16)).defaultsTo("");

    /**
     * Whether large bodies are received without being copied. Always: they are read into the array that the message keeps. Smaller ones are
     * copied out of the receive buffer, which is used again.
     */
    public static final ContextOption<Boolean> ZERO_COPY_RECEIVE =
            of("ZMQ_ZERO_COPY_RECV", 10, Values.only(true)).defaultsTo(true);

    /** What {@link ZmqOption#IPV6} is for new sockets. Default: false. */
    public static final ContextOption<Boolean> IPV6 =
            of("ZMQ_IPV6", 42, Values.truth()).defaultsTo(false);

    /**
     * Whether sockets wait for ever until what they have queued is sent: if not, {@link ZmqOption#LINGER} is zero for new sockets. Default: true.
     */
    public static final ContextOption<Boolean> BLOCKY =
            of("ZMQ_BLOCKY", 70, Values.truth()).defaultsTo(true);

    private ContextOption(String name, int number, Values<T> values) {
        super(name, number, values);
        ALL.add(this);
    }

    private static <V> ContextOption<V> of(String name, int number, Values<V> values) {
        return new ContextOption<>(name, number, values);
    }

    private ContextOption<T> defaultsTo(T value) {
        setDefault(value);
        return this;
    }

    private ContextOption<T> readOnly() {
        setReadOnly();
        return this;
    }

    private ContextOption<T> refused(String reason) {
        setRefusal(reason);
        return this;
    }

    /**
     * Every option there is.
     *
     * @return in the order of their numbers
     */
    public static Collection<ContextOption<?>> all() {
        return Collections.unmodifiableList(ALL);
    }

    /**
     * The option of this name.
     *
     * @param name libzmq's name, with or without {@code ZMQ_}, in any case
     * @return the option, or nothing if there is none
     */
    public static Optional<ContextOption<?>> named(String name) {
        return ALL.stream().filter(option -> option.isNamed(name)).findFirst();
    }

    /**
     * Refuses what may not be set.
     *
     * @param value the new value
     * @return the value as it is kept
     * @throws ZmqArgumentException if the option cannot be set, or the value is out of range, with the reason
     */
    public T check(T value) {
        return checkValue(value);
    }
}
