package org.zmq.loom.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Endpoint;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Listener;
import org.zmq.loom.spi.Transport;

/**
 * A peer that does what a test writes down, byte by byte: sensible ZMTP, or anything else.
 *
 * <p>It listens, for sockets that connect to it:
 *
 * {@snippet :
 * ScriptedPeer peer = loom.peer();
 * push.connect(peer.endpoint());
 * PeerWire wire = peer.accept().handshake(SocketType.PULL);
 * push.send("hello");
 * wire.expectMessage("hello").reset();
 * }
 *
 * or dials a socket that is bound:
 *
 * {@snippet :
 * ScriptedPeer.dial(pull.bind("tcp://127.0.0.1:*")).handshake(SocketType.PUSH).sendMessage("hello");
 * }
 *
 * <p>Either the test's thread does one step after the other, as here, or {@link #play} lets a thread of the peer play a {@link Script} on each
 * connection in turn, and {@link #awaitPlayed} tells how it went.
 *
 * <p>Threading: any thread; a {@link PeerWire} belongs to one at a time.
 */
public final class ScriptedPeer implements AutoCloseable {
    /** Where connections come from. */
    private interface Door extends AutoCloseable {
        String endpoint();

        /** Waits as long as the testkit's patience lasts. */
        PeerStream accept() throws IOException;

        @Override
        void close();
    }

    private final Door door;
    private final List<PeerWire> wires = new ArrayList<>(); // guarded by itself
    private volatile @Nullable Fork<?> player;

    private ScriptedPeer(Door door) {
        this.door = door;
    }

    // ---- listening ----

    /**
     * A peer at a TCP port of this machine's loopback interface.
     *
     * @return a new peer, to be closed
     */
    public static ScriptedPeer listen() {
        return listen(0);
    }

    /**
     * A peer at a TCP port of this machine's loopback interface, with a receive buffer of its own: with a small one, whoever writes to it is
     * soon held up.
     *
     * @param receiveBufferBytes the size, of which the operating system makes what it likes; 0 for the usual
     * @return a new peer, to be closed
     */
    public static ScriptedPeer listen(int receiveBufferBytes) {
        try {
            ServerSocket server = new ServerSocket();
            if (receiveBufferBytes > 0) {
                server.setReceiveBufferSize(receiveBufferBytes);
            }
            server.setSoTimeout(Math.toIntExact(Patience.limit().toMillis()));
            server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            return new ScriptedPeer(new TcpDoor(server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A peer at an address of a transport.
     *
     * @param transport the transport
     * @param address where, in the transport's syntax
     * @return a new peer, to be closed
     */
    public static ScriptedPeer listen(Transport transport, String address) {
        return new ScriptedPeer(new TransportDoor(transport, transport.listen(address, ZmqOptions.none())));
    }

    /**
     * Where sockets connect to.
     *
     * @return for example {@code "tcp://127.0.0.1:40001"}
     */
    public String endpoint() {
        return door.endpoint();
    }

    /**
     * Waits for the next connection.
     *
     * @return the connection, on which nothing was said yet
     * @throws AssertionError if nobody connects
     */
    public PeerWire accept() {
        try {
            PeerWire wire = new PeerWire(door.accept(), "accepted at " + endpoint());
            synchronized (wires) {
                wires.add(wire);
            }
            return wire;
        } catch (SocketTimeoutException e) {
            throw (AssertionError)
                    Patience.over("somebody to connect to " + endpoint()).initCause(e);
        } catch (IOException e) {
            throw new AssertionError("nobody can connect to " + endpoint() + " any more: " + e, e);
        }
    }

    // ---- dialling ----

    /**
     * Connects to a socket that is bound to TCP.
     *
     * @param endpoint what {@code bind} returned
     * @return the connection, on which nothing was said yet; to be closed
     */
    public static PeerWire dial(Endpoint endpoint) {
        int port = endpoint.port().orElseThrow(() -> new IllegalArgumentException(endpoint + " has no port"));
        String host = endpoint.address().substring(0, endpoint.address().lastIndexOf(':'));
        try {
            return new PeerWire(PeerStream.of(new Socket(host, port)), "dialled " + endpoint);
        } catch (IOException e) {
            throw new AssertionError("nobody is at " + endpoint + ": " + e, e);
        }
    }

    /**
     * Connects to a socket that is bound to an endpoint of a transport.
     *
     * @param transport the transport
     * @param endpoint what {@code bind} returned
     * @return the connection, on which nothing was said yet; to be closed
     * @throws InterruptedException if the calling thread was interrupted
     */
    public static PeerWire dial(Transport transport, Endpoint endpoint) throws InterruptedException {
        try {
            Connection connection = transport.dial(endpoint.address(), ZmqOptions.none());
            return new PeerWire(PeerStream.of(connection), "dialled " + endpoint);
        } catch (IOException e) {
            throw new AssertionError("nobody is at " + endpoint + ": " + e, e);
        }
    }

    // ---- in the background ----

    /**
     * Plays scripts in a thread of this peer: the first on the first connection that comes, then the second on the next, and so on. A connection
     * whose script is over stays open, and silent, unless the script has ended it.
     *
     * @param scripts in turn
     * @return this
     */
    public ScriptedPeer play(Script... scripts) {
        if (player != null) {
            throw new IllegalStateException("this peer plays already");
        }
        player = Fork.virtual("scripted peer " + endpoint(), () -> {
            for (Script script : scripts) {
                accept().play(script);
            }
            return true;
        });
        return this;
    }

    /**
     * Waits until the scripts of {@link #play} are over.
     *
     * @throws AssertionError if one failed, or does not end
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void awaitPlayed() throws InterruptedException {
        Fork<?> playing = player;
        if (playing == null) {
            throw new IllegalStateException("this peer plays nothing");
        }
        Object _ = playing.join();
    }

    // ---- the end ----

    /** Stops listening: whoever connects is refused. Connections that exist stay. */
    public void stopListening() {
        door.close();
    }

    /** Stops listening and ends all connections that were accepted. */
    @Override
    public void close() {
        door.close();
        synchronized (wires) {
            wires.forEach(PeerWire::close);
        }
        Fork<?> playing = player;
        if (playing != null) {
            playing.interrupt();
            boolean _ = LeakWatch.joins(playing.thread(), Patience.limit());
        }
    }

    private record TcpDoor(ServerSocket server) implements Door {
        @Override
        public String endpoint() {
            return "tcp://127.0.0.1:" + server.getLocalPort();
        }

        @Override
        public PeerStream accept() throws IOException {
            return PeerStream.of(server.accept());
        }

        @Override
        public void close() {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record TransportDoor(Transport transport, Listener listener) implements Door {
        @Override
        public String endpoint() {
            return transport.scheme() + "://" + listener.address();
        }

        @Override
        public PeerStream accept() throws IOException {
            return PeerStream.of(listener.accept());
        }

        @Override
        public void close() {
            listener.close();
        }
    }
}
