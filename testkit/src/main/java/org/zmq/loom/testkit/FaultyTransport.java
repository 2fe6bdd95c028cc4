package org.zmq.loom.testkit;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.ZmqArgumentException;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Listener;
import org.zmq.loom.spi.Transport;

/**
 * A transport around another one, whose connections have the {@link Fault}s that a test gives them.
 *
 * {@snippet :
 * var faulty = FaultyTransport.over("tcp");
 * Context context = loom.context(builder -> builder.transport(faulty));
 * faulty.nextDialled(new Fault.CutAfter(100)); // and the connection after it is sound again
 * }
 *
 * <p>It has the scheme of the other one, and so takes its place in the context that is given it.
 *
 * <p>Threading: any thread.
 */
public final class FaultyTransport implements Transport {
    private final Transport sound;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private final ArrayDeque<List<Fault>> dialled = new ArrayDeque<>();
    private final ArrayDeque<List<Fault>> accepted = new ArrayDeque<>();
    private List<Fault> every = List.of();
    private long releases;
    private int stalled;

    /**
     * A transport without faults, for now.
     *
     * @param sound the transport whose connections get faults
     */
    public FaultyTransport(Transport sound) {
        this.sound = sound;
    }

    /**
     * A transport around the one that a context finds for a scheme.
     *
     * @param scheme for example {@code "tcp"}
     * @return a new transport, without faults for now
     * @throws ZmqArgumentException if there is no transport for the scheme
     */
    public static FaultyTransport over(String scheme) {
        return new FaultyTransport(found(scheme));
    }

    /** The transport of a scheme that every context finds. */
    static Transport found(String scheme) {
        for (Transport transport : ServiceLoader.load(Transport.class, Transport.class.getClassLoader())) {
            if (transport.scheme().equals(scheme)) {
                return transport;
            }
        }
        throw new ZmqArgumentException(
                "no transport for " + scheme + " is found; is org.zmq.loom on the path of the test?");
    }

    // ---- what a test does ----

    /**
     * The next connection that is dialled and that no earlier call was for has these faults. {@link Fault.RefuseDial} counts before that
     * connection.
     *
     * @param faults none for a sound connection
     * @return this
     */
    public FaultyTransport nextDialled(Fault... faults) {
        return plan(dialled, faults);
    }

    /**
     * The next connection that is accepted and that no earlier call was for has these faults.
     *
     * @param faults none for a sound connection
     * @return this
     */
    public FaultyTransport nextAccepted(Fault... faults) {
        return plan(accepted, faults);
    }

    /**
     * Every connection for which nothing else is planned has these faults.
     *
     * @param faults none for sound connections
     * @return this
     */
    public FaultyTransport everyConnection(Fault... faults) {
        lock.lock();
        try {
            every = List.of(faults);
            return this;
        } finally {
            lock.unlock();
        }
    }

    private FaultyTransport plan(ArrayDeque<List<Fault>> plans, Fault... faults) {
        lock.lock();
        try {
            plans.add(List.of(faults));
            return this;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all stalls of all connections that exist. */
    public void release() {
        lock.lock();
        try {
            releases++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until threads are held by a {@link Fault.Stall}.
     *
     * @param count how many at least
     * @throws AssertionError if there are fewer and remain so
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void awaitStalled(int count) throws InterruptedException {
        long left = Patience.limit().toNanos();
        lock.lockInterruptibly();
        try {
            while (stalled < count) {
                if (left <= 0) {
                    throw Patience.over(count + " stalled threads; there are " + stalled);
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- what a transport does ----

    @Override
    public String scheme() {
        return sound.scheme();
    }

    @Override
    public Listener listen(String address, ZmqOptions options) {
        return new FaultyListener(this, sound.listen(address, options));
    }

    @Override
    public void checkDial(String address, ZmqOptions options) {
        sound.checkDial(address, options);
    }

    @Override
    public Connection dial(String address, ZmqOptions options) throws IOException, InterruptedException {
        List<Fault> faults = take(dialled, true);
        if (faults == null) {
            throw new ConnectException("refused by the test");
        }
        return new FaultyConnection(sound.dial(address, options), faults, this);
    }

    @Override
    public boolean same(String one, String other, ZmqOptions options) {
        return sound.same(one, other, options);
    }

    private Connection accept(Listener listener) throws IOException {
        Connection connection = listener.accept();
        List<Fault> faults = take(accepted, false);
        return new FaultyConnection(connection, faults == null ? List.of() : faults, this);
    }

    /** The faults of the next connection; null if it is refused. */
    private @Nullable List<Fault> take(ArrayDeque<List<Fault>> plans, boolean mayRefuse) {
        lock.lock();
        try {
            List<Fault> plan = plans.isEmpty() ? every : plans.peek();
            for (Fault fault : plan) {
                if (mayRefuse && fault instanceof Fault.RefuseDial(int times)) {
                    List<Fault> rest = new ArrayList<>(plan);
                    rest.remove(fault);
                    if (times > 1) {
                        rest.addFirst(new Fault.RefuseDial(times - 1));
                    }
                    if (plans.isEmpty()) {
                        every = List.copyOf(rest);
                    } else {
                        plans.removeFirst();
                        plans.addFirst(List.copyOf(rest));
                    }
                    return null;
                }
            }
            plans.poll();
            return plan;
        } finally {
            lock.unlock();
        }
    }

    // ---- stalls ----

    /** The number that {@link #release} raises. */
    long releases() {
        lock.lock();
        try {
            return releases;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until somebody releases, or the connection is closed. */
    void stall(long since, FaultyConnection connection) throws IOException {
        lock.lock();
        try {
            stalled++;
            changed.signalAll();
            while (releases == since && !connection.isClosed()) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            connection.close();
            throw new IOException("interrupted in a stall", e);
        } finally {
            stalled--;
            lock.unlock();
        }
        if (connection.isClosed()) {
            throw new IOException("closed in a stall");
        }
    }

    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private record FaultyListener(FaultyTransport transport, Listener sound) implements Listener {
        @Override
        public String address() {
            return sound.address();
        }

        @Override
        public Connection accept() throws IOException {
            return transport.accept(sound);
        }

        @Override
        public void close() {
            sound.close();
        }
    }
}
