package org.zmq.loom.transport.socks;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Talks to a proxy until it passes bytes on to where we want to go.
 *
 * <p>All that the proxy says has to come within one limit, however it is cut into pieces. What is said to the proxy is
 * less than a kilobyte, which the buffers of a new connection hold, so writing does not wait.
 *
 * <p>Threading: one thread, which waits for the proxy; closing the socket frees it. Errors: whatever the proxy says that does not lead on is an
 * {@link IOException} with what it said.
 *
 * <p>Source: RFC 1928, "Replies"; RFC 1929.
 */
public final class SocksHandshake {
    private static final long MILLISECOND = 1_000_000L;
    private static final int REFUSED = 5;
    private static final String[] REASONS = {
        "",
        "it failed",
        "its rules do not allow it",
        "the network cannot be reached",
        "the host cannot be reached",
        "nobody listens there",
        "the packets lived too short",
        "it does not know the command",
        "it does not know the kind of address"
    };

    private final SocksProxy proxy;
    private final Socket socket;
    private final LongSupplier clock;
    private final long begin;
    private final long limitNanos;

    /**
     * A handshake with a proxy that is connected.
     *
     * @param proxy who it is, and who to be for it
     * @param socket connected to the proxy
     * @param limitNanos how long it may take from now on, all in all; 0 for ever
     * @param clock what time it is, in nanoseconds
     */
    public SocksHandshake(SocksProxy proxy, Socket socket, long limitNanos, LongSupplier clock) {
        this.proxy = proxy;
        this.socket = socket;
        this.limitNanos = limitNanos;
        this.clock = clock;
        begin = clock.getAsLong();
    }

    /**
     * Has the proxy connect somewhere; from then on the socket is a connection to there.
     *
     * @param host a name, which the proxy looks up, or an address
     * @param literal the host, if it is an address
     * @param port of the host
     * @throws ConnectException if nobody listens there
     * @throws SocketTimeoutException if it takes longer than it may
     * @throws IOException if the proxy does not connect to there, with the reason
     */
    public void connect(String host, Optional<InetAddress> literal, int port) throws IOException {
        try {
            talk(host, literal, port);
        } catch (SocketTimeoutException e) {
            throw (SocketTimeoutException) new SocketTimeoutException("the SOCKS proxy " + proxy
                            + " did not connect to " + SocksProxy.at(host, port) + " within "
                            + Math.ceilDiv(limitNanos, MILLISECOND) + " ms")
                    .initCause(e);
        }
        socket.setSoTimeout(0);
    }

    private void talk(String host, Optional<InetAddress> literal, int port) throws IOException {
        authenticate();
        send(SocksRequests.connect(host, literal, port));
        expect(SocksRequests.VERSION, "version");
        int reply = read();
        int reserved = read();
        skipAddress();
        if (reply == REFUSED) {
            throw new ConnectException(to(host, port) + REASONS[reply]);
        }
        if (reply != 0) {
            throw new IOException(to(host, port) + (reply < REASONS.length ? REASONS[reply] : "reason " + reply));
        }
        if (reserved != 0) {
            throw new ProtocolException(said("the reserved byte " + reserved));
        }
    }

    private void authenticate() throws IOException {
        send(SocksRequests.methods(proxy));
        expect(SocksRequests.VERSION, "version");
        int chosen = read();
        if (chosen != SocksRequests.method(proxy)) {
            throw new IOException("the SOCKS proxy " + proxy + " wants another authentication than "
                    + (proxy.user().isEmpty() ? "none (see ZMQ_SOCKS_USERNAME)" : "by user name and password"));
        }
        if (chosen == SocksRequests.USER_AND_PASSWORD) {
            send(SocksRequests.login(proxy));
            expect(1, "login version");
            if (read() != 0) {
                throw new IOException("the SOCKS proxy " + proxy + " does not let the user " + proxy.user() + " in");
            }
        }
    }

    /** The address that the proxy connects from, which is of no use. */
    private void skipAddress() throws IOException {
        int kind = read();
        int length =
                switch (kind) {
                    case SocksRequests.IPV4 -> 4;
                    case SocksRequests.IPV6 -> 16;
                    case SocksRequests.NAME -> read();
                    default -> throw new ProtocolException(said("an address of kind " + kind));
                };
        for (int i = 0; i < length + 2; i++) {
            int _ = read();
        }
    }

    private String to(String host, int port) {
        return "the SOCKS proxy " + proxy + " does not connect to " + SocksProxy.at(host, port) + ": ";
    }

    private String said(String what) {
        return "the SOCKS proxy " + proxy + " said " + what;
    }

    // ---- bytes ----

    private void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    private void expect(int wanted, String what) throws IOException {
        int got = read();
        if (got != wanted) {
            throw new ProtocolException(said(what + " " + got + " where " + wanted + " was due"));
        }
    }

    /** One byte: behind the last one of the reply come the peer's, which are not to be read here. */
    private int read() throws IOException {
        if (limitNanos > 0) {
            long left = limitNanos - (clock.getAsLong() - begin);
            if (left <= 0) {
                throw new SocketTimeoutException("no time is left");
            }
            socket.setSoTimeout(Math.toIntExact(Math.min(Math.ceilDiv(left, MILLISECOND), Integer.MAX_VALUE)));
        }
        int got = socket.getInputStream().read();
        if (got < 0) {
            throw new EOFException("the SOCKS proxy " + proxy + " hung up");
        }
        return got;
    }
}
