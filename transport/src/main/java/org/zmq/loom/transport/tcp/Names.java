package org.zmq.loom.transport.tcp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks host names up. A lookup cannot be cancelled, so it has a thread of its own, which belongs to nobody and ends
 * with the lookup; whoever waits for it can stop waiting. All who want the same name while it is looked up wait for the
 * same lookup, so one that hangs is one thread however often it is tried again.
 *
 * <p>Threading: any thread.
 */
final class Names {
    /** Who knows the addresses of names. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final Map<String, CompletableFuture<InetAddress[]>> running = new ConcurrentHashMap<>();

    Names(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * The addresses of a name, of the families that are wanted.
     *
     * @param nanos how long to wait for them; 0 for as long as it takes
     * @throws SocketTimeoutException if it takes longer
     * @throws IOException if there are none
     */
    List<InetAddress> lookUp(String host, boolean ipv6, long nanos) throws IOException, InterruptedException {
        InetAddress[] all;
        try {
            CompletableFuture<InetAddress[]> lookup = lookup(host);
            all = nanos == 0 ? lookup.get() : lookup.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw (IOException) new SocketTimeoutException("the lookup of " + host + " takes longer").initCause(e);
        } catch (ExecutionException e) {
            throw failure(host, Objects.requireNonNullElse(e.getCause(), e));
        }
        List<InetAddress> usable = Arrays.stream(all)
                .filter(address -> ipv6 || address instanceof Inet4Address)
                .toList();
        if (usable.isEmpty()) {
            throw new UnknownHostException(host + " has no IPv4 address, and ZMQ_IPV6 is off");
        }
        return usable;
    }

    private static IOException failure(String host, Throwable cause) {
        return cause instanceof UnknownHostException
                ? (IOException) new UnknownHostException("no address found for host " + host).initCause(cause)
                : new IOException("the lookup of " + host + " failed: " + cause, cause);
    }

    /** The lookup of a name that is going on; a new one if there is none. */
    private CompletableFuture<InetAddress[]> lookup(String host) {
        CompletableFuture<InetAddress[]> lookup = new CompletableFuture<>();
        CompletableFuture<InetAddress[]> other = running.putIfAbsent(host, lookup);
        if (other != null) {
            return other;
        }
        boolean started = false;
        try {
            Thread _ = Thread.ofVirtual().name("lookup " + host).start(() -> run(host, lookup));
            started = true;
        } finally {
            if (!started) {
                end(host, lookup, new UnknownHostException("no thread for it"));
            }
        }
        return lookup;
    }

    private void run(String host, CompletableFuture<InetAddress[]> lookup) {
        try {
            InetAddress[] found = resolver.addresses(host);
            running.remove(host, lookup);
            lookup.complete(found);
        } catch (Throwable t) { // NOPMD: whatever it is, it must not leave those who wait
            end(host, lookup, t);
        }
    }

    private void end(String host, CompletableFuture<InetAddress[]> lookup, Throwable failure) {
        running.remove(host, lookup);
        lookup.completeExceptionally(failure);
    }
}
