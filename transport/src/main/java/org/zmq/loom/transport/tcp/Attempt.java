package org.zmq.loom.transport.tcp;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.transport.linux.LinuxOptions;
import org.zmq.loom.transport.socks.SocksHandshake;
import org.zmq.loom.transport.socks.SocksProxy;

/**
 * One attempt to connect: finds the addresses of the peer, or of the proxy that leads there, and tries one after the
 * other.
 *
 * <p>{@link ZmqOption#CONNECT_TIMEOUT} limits all of it together. What the lookup has left is shared by the addresses:
 * each may take an equal share with those behind it until it answers, and what it leaves is theirs. So one address that
 * does not answer does not use up the time of the others. A proxy that has answered may take all that is left to
 * connect further.
 *
 * <p>Threading: one thread. Errors: what is thrown says of each step how it failed and, when the time was up, how long
 * it took.
 */
final class Attempt {
    /* Java says in the same way that a peer has refused and that it has not answered. The latter is found out after one
    second at the soonest: so long does TCP wait before it asks for the second time. */
    private static final long SOONEST_TIMEOUT = 1_000_000_000L;

    private final ZmqOptions options;
    private final boolean ipv6;
    private final @Nullable TcpAddress source;
    private final TcpAddress destination;
    private final @Nullable SocksProxy proxy;
    private final TcpAddress first; // the destination, or the proxy
    private final LongSupplier clock;
    private final Limit limit;
    private final List<String> steps = new ArrayList<>(); // how they took their time, or failed

    /** An attempt whose time runs from now on. */
    Attempt(TcpAddress.Route route, ZmqOptions options, LongSupplier clock) {
        this.options = options;
        this.clock = clock;
        ipv6 = options.get(ZmqOption.IPV6);
        source = route.source();
        destination = route.destination();
        proxy = options.get(ZmqOption.SOCKS_PROXY).isEmpty() ? null : SocksProxy.of(options);
        first = proxy == null ? destination : address(proxy);
        limit = new Limit(options.get(ZmqOption.CONNECT_TIMEOUT), clock);
    }

    private static TcpAddress address(SocksProxy proxy) {
        return new TcpAddress(proxy.host(), proxy.port());
    }

    /** Where the proxy is that the options name, if they name one. */
    static Optional<TcpAddress> proxy(ZmqOptions options) {
        return options.get(ZmqOption.SOCKS_PROXY).isEmpty()
                ? Optional.empty()
                : Optional.of(address(SocksProxy.of(options)));
    }

    /**
     * Connects.
     *
     * @throws ConnectException if nobody listens there, at any address
     * @throws IOException if there is nobody, for now
     */
    Connection connect(Names names) throws IOException, InterruptedException {
        List<InetAddress> hosts = resolve(names);
        List<IOException> failures = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            InetSocketAddress to = new InetSocketAddress(hosts.get(i), first.port());
            if (limit.isOver()) {
                steps.add(TcpAddress.text(to) + " was not tried");
                continue;
            }
            try {
                return connect(to, hosts.size() - i);
            } catch (SocketTimeoutException e) {
                steps.add(Objects.requireNonNullElse(e.getMessage(), "time is up"));
                failures.add(e);
            } catch (IOException e) {
                steps.add(TcpAddress.text(to) + ": " + Objects.requireNonNullElse(e.getMessage(), e.toString()));
                failures.add(e);
            }
        }
        throw failure(hosts.size(), failures);
    }

    private List<InetAddress> resolve(Names names) throws IOException, InterruptedException {
        if (first.literal().isPresent()) {
            return List.of(first.literal().get());
        }
        try {
            List<InetAddress> found = names.lookUp(first.host(), ipv6, limit.left());
            steps.add("looking up " + first.host() + " took " + Limit.millis(limit.taken()));
            return found;
        } catch (SocketTimeoutException e) {
            steps.add("looking up " + first.host() + " takes longer");
            throw late(e);
        } catch (IOException e) {
            throw SystemErrors.named(e);
        }
    }

    private IOException failure(int addresses, List<IOException> failures) {
        IOException last = failures.getLast();
        boolean refused =
                failures.size() == addresses && failures.stream().allMatch(e -> e instanceof ConnectException);
        if (limit.isOver() && !refused) {
            return late(last);
        }
        if (addresses == 1) {
            return last;
        }
        String all = String.join("; ", steps);
        IOException failure = refused ? new ConnectException(all) : new IOException(all);
        failures.forEach(failure::addSuppressed);
        return failure;
    }

    private SocketTimeoutException late(IOException cause) {
        SocketTimeoutException late = new SocketTimeoutException((proxy == null ? "" : "the proxy ") + first
                + " was not connected within " + limit + " (ZMQ_CONNECT_TIMEOUT): " + String.join("; ", steps));
        late.initCause(cause);
        return late;
    }

    // ---- one address ----

    private Connection connect(InetSocketAddress to, int sharers) throws IOException, InterruptedException {
        SocketChannel channel = open();
        try {
            connect(channel, to, limit.millisLeft(sharers));
            if (proxy != null) {
                pass(channel, proxy);
            }
            return new TcpConnection(channel);
        } catch (IOException | RuntimeException e) {
            Quietly.close(channel);
            if (Thread.interrupted()) { // which is told in one way without a timeout, and in another with one
                throw new InterruptedException("interrupted while connecting to " + TcpAddress.text(to));
            }
            throw e;
        }
    }

    /** A channel that is ready to be connected. */
    private SocketChannel open() throws IOException {
        SocketChannel channel = null;
        try {
            channel = ipv6 ? SocketChannel.open() : SocketChannel.open(StandardProtocolFamily.INET);
            TcpSettings.tune(channel, options);
            LinuxOptions.of(options).apply(channel);
            bindSource(channel);
            return channel;
        } catch (IOException | RuntimeException e) {
            try {
                throw SystemErrors.named(e); // looked at before the channel is closed, which may be the last
            } finally {
                if (channel != null) {
                    Quietly.close(channel);
                }
            }
        }
    }

    private void bindSource(SocketChannel channel) throws IOException {
        if (source != null) {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(address(source), source.port()));
        }
    }

    private InetAddress address(TcpAddress from) throws IOException {
        if (from.isWildcard()) {
            return TcpAddress.ANY;
        }
        return from.ofInterface(ipv6)
                .or(from::literal)
                .orElseThrow(() -> new BindException("no network interface or address " + from.host()));
    }

    private void connect(SocketChannel channel, InetSocketAddress to, int millis) throws IOException {
        long begin = clock.getAsLong();
        try {
            if (limit.isNone()) {
                channel.connect(to);
            } else {
                channel.socket().connect(to, millis);
            }
        } catch (SocketTimeoutException e) {
            throw timeout(TcpAddress.text(to) + " did not answer within " + millis + " ms", e);
        } catch (UnsupportedAddressTypeException e) {
            throw SystemErrors.withoutIpv6(e);
        } catch (ConnectException e) {
            if (clock.getAsLong() - begin >= SOONEST_TIMEOUT) {
                throw new IOException(e.getMessage(), e); // it may be that nobody has answered at all
            }
            throw e;
        }
        if (to.equals(channel.getLocalAddress())) {
            throw new ConnectException("nobody listens at " + TcpAddress.text(to) + ": the connection met itself");
        }
    }

    /** Has the proxy at the other end connect further. */
    private void pass(SocketChannel channel, SocksProxy by) throws IOException {
        Limit whole = limit.isNone() ? new Limit(options.get(ZmqOption.HANDSHAKE_INTERVAL), clock) : limit;
        try {
            new SocksHandshake(by, channel.socket(), whole.left(), clock)
                    .connect(destination.host(), destination.literal(), destination.port());
        } catch (SocketTimeoutException e) {
            throw limit.isNone() ? timeout(e.getMessage() + " (ZMQ_HANDSHAKE_IVL)", e) : e;
        }
    }

    private static SocketTimeoutException timeout(String message, SocketTimeoutException cause) {
        SocketTimeoutException timeout = new SocketTimeoutException(message);
        timeout.initCause(cause);
        return timeout;
    }
}
