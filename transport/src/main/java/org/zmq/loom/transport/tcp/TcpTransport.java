package org.zmq.loom.transport.tcp;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Errno;
import org.zmq.loom.ZmqArgumentException;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Listener;
import org.zmq.loom.spi.Transport;
import org.zmq.loom.transport.linux.LinuxOptions;

/**
 * TCP over IPv4, and over IPv6 where {@link ZmqOption#IPV6} is on.
 *
 * <p>Source: zmq_tcp(7).
 */
public final class TcpTransport implements Transport {
    private final Names names;
    private final LongSupplier clock;

    /** Made by the service loader. */
    public TcpTransport() {
        this(new Names(InetAddress::getAllByName), System::nanoTime);
    }

    /** Finds addresses and measures time in another way. */
    TcpTransport(Names names, LongSupplier clock) {
        this.names = names;
        this.clock = clock;
    }

    @Override
    public String scheme() {
        return "tcp";
    }

    // ---- listening ----

    @Override
    public Listener listen(String address, ZmqOptions options) {
        TcpAddress where = TcpAddress.ofBind(address);
        LinuxOptions linux = LinuxOptions.of(options);
        ServerSocketChannel given = HandedIn.claim(options, ServerSocketChannel.class);
        return given == null ? bind(where, address, options, linux) : adopt(given, options, linux);
    }

    private static Listener adopt(ServerSocketChannel given, ZmqOptions options, LinuxOptions linux) {
        try {
            linux.apply(given);
            return new TcpListener(given, options, linux.ofAccepted());
        } catch (IOException e) {
            throw new ZmqException.EndpointFailed(
                    SystemErrors.ofChannel(e),
                    "the channel " + given + " cannot be used (ZMQ_USE_FD): " + e.getMessage(),
                    e);
        }
    }

    private Listener bind(TcpAddress where, String address, ZmqOptions options, LinuxOptions linux) {
        boolean ipv6 = options.get(ZmqOption.IPV6);
        InetSocketAddress bound = new InetSocketAddress(resolveLocal(where, ipv6, address), where.port());
        if (!ipv6 && bound.getAddress() instanceof Inet6Address) {
            throw new ZmqException.EndpointFailed(
                    Errno.ENODEV, "tcp://" + address + " cannot be bound: it is an IPv6 address, and ZMQ_IPV6 is off");
        }
        ServerSocketChannel channel = null;
        try {
            channel = ipv6 ? ServerSocketChannel.open() : ServerSocketChannel.open(StandardProtocolFamily.INET);
            TcpSettings.prepare(channel, options);
            linux.apply(channel);
            channel.bind(bound, Math.max(1, options.get(ZmqOption.BACKLOG)));
            return new TcpListener(channel, options, linux.ofAccepted());
        } catch (IOException | UnsupportedAddressTypeException e) {
            Errno errno = SystemErrors.ofBind(e, bound); // before the channel is closed, which may be the last
            if (channel != null) {
                Quietly.close(channel);
            }
            throw new ZmqException.EndpointFailed(
                    errno,
                    "tcp://" + address + " cannot be bound: "
                            + (e instanceof IOException ? e.getMessage() : SystemErrors.WITHOUT_IPV6),
                    e);
        }
    }

    private InetAddress resolveLocal(TcpAddress where, boolean ipv6, String address) {
        if (where.isWildcard()) {
            return TcpAddress.ANY;
        }
        Optional<InetAddress> known = where.ofInterface(ipv6).or(where::literal);
        if (known.isEmpty() && where.hasZone()) {
            throw new ZmqException.EndpointFailed(
                    SystemErrors.ofZone(), "tcp://" + address + " cannot be bound: no network interface has its zone");
        }
        try {
            return known.isPresent()
                    ? known.get()
                    : names.lookUp(where.host(), ipv6, 0).getFirst();
        } catch (IOException e) {
            throw new ZmqException.EndpointFailed(
                    SystemErrors.ofLookup(e), "tcp://" + address + " cannot be bound: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ZmqException.EndpointFailed(
                    Errno.EINTR, "tcp://" + address + " was not bound: the thread was interrupted", e);
        }
    }

    // ---- dialling ----

    @Override
    public void checkDial(String address, ZmqOptions options) {
        TcpAddress.Route route = TcpAddress.ofConnect(address);
        if (!options.get(ZmqOption.IPV6)) {
            checkIpv4(address, route, options);
        }
        LinuxOptions _ = LinuxOptions.of(options);
        SocketChannel _ = HandedIn.claim(options, SocketChannel.class);
    }

    /**
     * Where a connection is made from here, both its ends have to be IPv4. What a proxy connects to is the proxy's
     * business.
     */
    private static void checkIpv4(String address, TcpAddress.Route route, ZmqOptions options) {
        Optional<TcpAddress> proxy = Attempt.proxy(options);
        if (isIpv6(route.source()) || (proxy.isEmpty() && isIpv6(route.destination()))) {
            throw new ZmqArgumentException("tcp://" + address + " has an IPv6 address, and ZMQ_IPV6 is off");
        }
        if (proxy.isPresent() && isIpv6(proxy.get())) {
            throw new ZmqArgumentException("tcp://" + address + " is connected through the proxy " + proxy.get()
                    + ", an IPv6 address, and ZMQ_IPV6 is off");
        }
    }

    private static boolean isIpv6(@Nullable TcpAddress address) {
        return address != null && address.literal().orElse(null) instanceof Inet6Address;
    }

    @Override
    public Connection dial(String address, ZmqOptions options) throws IOException, InterruptedException {
        if (options.get(ZmqOption.USE_FD) instanceof SocketChannel given && HandedIn.use(given)) {
            return adopt(given, options);
        }
        return new Attempt(TcpAddress.ofConnect(address), options, clock).connect(names);
    }

    private static Connection adopt(SocketChannel given, ZmqOptions options) throws IOException {
        try {
            TcpSettings.tune(given, options);
            LinuxOptions.of(options).apply(given);
            return new TcpConnection(given);
        } catch (IOException | RuntimeException e) {
            Quietly.close(given);
            throw e;
        }
    }

    // ---- comparing ----

    @Override
    public boolean same(String one, String other, ZmqOptions options) {
        if (one.equals(other)) {
            return true;
        }
        try {
            TcpAddress a = TcpAddress.ofConnect(one).destination();
            TcpAddress b = TcpAddress.ofConnect(other).destination();
            return a.port() == b.port() && a.isSame(b);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
