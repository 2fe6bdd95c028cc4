package org.zmq.loom.internal.socket;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.zmq.loom.ChannelSocket;
import org.zmq.loom.ClientSocket;
import org.zmq.loom.Context;
import org.zmq.loom.ContextOption;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.DgramSocket;
import org.zmq.loom.DishSocket;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Errno;
import org.zmq.loom.GatherSocket;
import org.zmq.loom.PairSocket;
import org.zmq.loom.PeerSocket;
import org.zmq.loom.Poller;
import org.zmq.loom.PubSocket;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.RadioSocket;
import org.zmq.loom.RepSocket;
import org.zmq.loom.ReqSocket;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.ScatterSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.StreamSocket;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.XSubSocket;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.ZmqServerSocket;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.ZmqStateException;
import org.zmq.loom.internal.inproc.Registry;
import org.zmq.loom.internal.link.Acceptor;
import org.zmq.loom.internal.link.Environment;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.scope.Deadlines;
import org.zmq.loom.internal.scope.Scope;
import org.zmq.loom.spi.Census;
import org.zmq.loom.spi.Ticks;
import org.zmq.loom.spi.Transport;

/** The kernel's context: the outermost scope, and what all sockets share. */
public final class KernelContext implements Context {
    private static final AtomicInteger CONTEXTS = new AtomicInteger();

    /**
     * What a builder has collected.
     *
     * @param options of the context, where they are not their own defaults
     * @param defaults option values of sockets that differ from the options' own defaults
     */
    public record Settings(
            Map<ContextOption<?>, Object> options,
            ZmqOptions defaults,
            long memoryBytes,
            ThreadFactory threads,
            Ticks ticks,
            Census census,
            List<Transport> transports) {
        <T> T get(ContextOption<T> option) {
            Object value = options.get(option);
            return value == null ? option.defaultValue() : option.type().cast(value);
        }
    }

    private final Settings settings;
    private final String prefix; // of all names
    private final Scope scope;
    private final Scope tasks;
    private final Environment environment;
    private final Registry inproc = new Registry();
    private final Map<String, Transport> transports = new HashMap<>();
    private final AtomicInteger socketNumbers = new AtomicInteger();
    private final Pollers pollers = new Pollers();
    private final Set<Thread> taskThreads = ConcurrentHashMap.newKeySet();

    // Guarded by this.
    private final Set<KernelSocket> open = new HashSet<>();
    private int alive;
    private boolean terminated;

    /** A context that has started nothing yet. */
    public KernelContext(Settings settings) {
        this.settings = settings;
        String given = settings.get(ContextOption.THREAD_NAME_PREFIX);
        prefix = given.isEmpty() ? "" : given + "/";
        scope = new Scope(
                prefix + "context-" + CONTEXTS.incrementAndGet(),
                new Scope.Shared(settings.threads(), settings.census()));
        tasks = scope.child(scope.name() + "/task");
        MemoryBudget memory = new MemoryBudget(settings.memoryBytes());
        environment = new Environment(
                settings.ticks(),
                new Deadlines(settings.ticks(), scope),
                memory,
                new ChunkPool(memory),
                settings.census());
        for (Transport transport : ServiceLoader.load(Transport.class, KernelContext.class.getClassLoader())) {
            transports.put(transport.scheme(), transport);
        }
        for (Transport transport : settings.transports()) {
            transports.put(transport.scheme(), transport);
        }
    }

    Registry inproc() {
        return inproc;
    }

    Environment environment() {
        return environment;
    }

    /** Who takes this endpoint's bytes where they belong. */
    Transport transport(Endpoint endpoint) {
        if (settings.get(ContextOption.IO_THREADS) == 0) {
            throw new ZmqException.EndpointFailed(
                    Errno.EMTHREAD,
                    endpoint + " needs threads, and the context was built without (ZMQ_IO_THREADS is 0): it has only"
                            + " inproc");
        }
        Transport transport = transports.get(endpoint.scheme());
        if (transport == null) {
            throw new ZmqException.EndpointFailed(
                    Errno.EPROTONOSUPPORT,
                    "no transport for " + endpoint + "; there are " + transports.keySet()
                            + ". Does the program require org.zmq.loom, which brings them?");
        }
        return transport;
    }

    // ---- sockets ----

    @Override
    public PairSocket pair() {
        return born(new Sockets.Pair(this, nextName(SocketType.PAIR)));
    }

    @Override
    public PubSocket pub() {
        return born(new Sockets.Pub(this, nextName(SocketType.PUB)));
    }

    @Override
    public SubSocket sub() {
        return born(new Sockets.Sub(this, nextName(SocketType.SUB)));
    }

    @Override
    public ReqSocket req() {
        return born(new Sockets.Req(this, nextName(SocketType.REQ)));
    }

    @Override
    public RepSocket rep() {
        return born(new Sockets.Rep(this, nextName(SocketType.REP)));
    }

    @Override
    public DealerSocket dealer() {
        return born(new Sockets.Dealer(this, nextName(SocketType.DEALER)));
    }

    @Override
    public RouterSocket router() {
        return born(new Sockets.Router(this, nextName(SocketType.ROUTER)));
    }

    @Override
    public PullSocket pull() {
        return born(new Sockets.Pull(this, nextName(SocketType.PULL)));
    }

    @Override
    public PushSocket push() {
        return born(new Sockets.Push(this, nextName(SocketType.PUSH)));
    }

    @Override
    public XPubSocket xpub() {
        return born(new Sockets.XPub(this, nextName(SocketType.XPUB)));
    }

    @Override
    public XSubSocket xsub() {
        return born(new Sockets.XSub(this, nextName(SocketType.XSUB)));
    }

    @Override
    public StreamSocket stream() {
        return born(new Sockets.Stream(this, nextName(SocketType.STREAM)));
    }

    @Override
    public ZmqServerSocket server() {
        return born(new Sockets.Server(this, nextName(SocketType.SERVER)));
    }

    @Override
    public ClientSocket client() {
        return born(new Sockets.Client(this, nextName(SocketType.CLIENT)));
    }

    @Override
    public RadioSocket radio() {
        return born(new Sockets.Radio(this, nextName(SocketType.RADIO)));
    }

    @Override
    public DishSocket dish() {
        return born(new Sockets.Dish(this, nextName(SocketType.DISH)));
    }

    @Override
    public GatherSocket gather() {
        return born(new Sockets.Gather(this, nextName(SocketType.GATHER)));
    }

    @Override
    public ScatterSocket scatter() {
        return born(new Sockets.Scatter(this, nextName(SocketType.SCATTER)));
    }

    @Override
    public DgramSocket dgram() {
        return born(new Sockets.Dgram(this, nextName(SocketType.DGRAM)));
    }

    @Override
    public PeerSocket peer() {
        return born(new Sockets.Peer(this, nextName(SocketType.PEER)));
    }

    @Override
    public ChannelSocket channel() {
        return born(new Sockets.Channel(this, nextName(SocketType.CHANNEL)));
    }

    @Override
    public ZmqSocket socket(SocketType type) {
        return switch (type) {
            case PAIR -> pair();
            case PUB -> pub();
            case SUB -> sub();
            case REQ -> req();
            case REP -> rep();
            case DEALER -> dealer();
            case ROUTER -> router();
            case PULL -> pull();
            case PUSH -> push();
            case XPUB -> xpub();
            case XSUB -> xsub();
            case STREAM -> stream();
            case SERVER -> server();
            case CLIENT -> client();
            case RADIO -> radio();
            case DISH -> dish();
            case GATHER -> gather();
            case SCATTER -> scatter();
            case DGRAM -> dgram();
            case PEER -> peer();
            case CHANNEL -> channel();
        };
    }

    private String nextName(SocketType type) {
        return prefix + type.label() + "-" + socketNumbers.incrementAndGet();
    }

    private synchronized <S extends KernelSocket> S born(S socket) {
        if (terminated) {
            socket.scope().close();
            throw terminatedException();
        }
        if (alive == settings.get(ContextOption.MAX_SOCKETS)) {
            socket.scope().close();
            throw new ZmqException.TooManySockets(alive
                    + " sockets are open, which is the limit; close some or raise Context.builder().maxSockets()");
        }
        alive++;
        open.add(socket);
        settings.census().born(socket);
        socket.scope().whenOver(() -> gone(socket));
        return socket;
    }

    private static ZmqException terminatedException() {
        return new ZmqException.Terminated("the context is closed or shut down; make another");
    }

    ZmqOptions defaults() {
        return settings.defaults();
    }

    Scope newSocketScope(String name) {
        try {
            return scope.child(name);
        } catch (Scope.Closed e) {
            throw terminatedException();
        }
    }

    private void gone(KernelSocket socket) {
        socket.feed().close();
        socket.monitoring().end();
        synchronized (this) {
            alive--;
            open.remove(socket);
        }
        settings.census().gone(socket);
    }

    @Override
    public <T> T get(ContextOption<T> option) {
        ReadOnlyOptions.checkReadable(option);
        return settings.get(option);
    }

    @Override
    public Poller poller() {
        pollers.tidy();
        synchronized (this) {
            if (terminated) {
                throw terminatedException();
            }
            return pollers.add(new KernelPoller(environment));
        }
    }

    // ---- tasks ----

    @Override
    public Thread fork(String name, Task task) {
        try {
            Scope own = tasks.child(tasks.name() + "/" + name); // its own, so that a failure ends no other task
            Thread thread = own.fork("", () -> run(task));
            own.seal();
            return thread;
        } catch (Scope.Closed e) {
            throw new ZmqException.Terminated("the context is closed");
        }
    }

    private void run(Task task) {
        taskThreads.add(Thread.currentThread());
        try {
            task.run();
        } catch (InterruptedException | ZmqException.Terminated | ZmqException.SocketClosed end) {
            // That is how a task learns that it is over.
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new UndeclaredThrowableException(e, "a task failed"); // a scope reports only what nobody expects
        } finally {
            taskThreads.remove(Thread.currentThread());
        }
    }

    // ---- the end ----

    @Override
    public void shutdown() {
        List<KernelSocket> _ = terminate();
    }

    /** Wakes whoever waits; the sockets that are open. */
    private List<KernelSocket> terminate() {
        List<KernelSocket> sockets;
        synchronized (this) {
            terminated = true;
            sockets = new ArrayList<>(open);
        }
        sockets.forEach(KernelSocket::terminate);
        pollers.terminate();
        return sockets;
    }

    @Override
    public void close() {
        if (taskThreads.contains(Thread.currentThread())) {
            throw new ZmqStateException(
                    "a task that was forked in a context cannot close it: close() waits for the task");
        }
        List<KernelSocket> sockets = terminate();
        tasks.close();
        List<KernelSocket> givenUp =
                sockets.stream().filter(KernelSocket::giveUp).toList();
        Closing closing = new Closing(environment.ticks(), tasks);
        long patience = Acceptor.patience(environment.ticks());
        givenUp.forEach(socket -> socket.seal(patience)); // together, however many addresses they have
        sockets.forEach(socket -> closing.await(socket.scope()));
        closing.awaitTasks();
        closing.end(scope, environment.deadlines());
    }

    /** The tree of scopes and threads, for diagnosis. */
    @Override
    public String toString() {
        return scope.describe();
    }
}
