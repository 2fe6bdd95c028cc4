package org.zmq.loom.blackbox.hostile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Listener;
import org.zmq.loom.spi.Transport;

/** A transport around a sound one, whose code throws what no transport may throw, where and as often as a test says. */
final class HostileTransport implements Transport {
    /** A method that throws. */
    enum Spot {
        LISTEN,
        CHECK_DIAL,
        DIAL,
        ACCEPT,
        READ,
        WRITE,
        AVAILABLE,
        UNACKNOWLEDGED,
        SHUTDOWN_OUTPUT,
        LOCAL_ADDRESS,
        PEER_ADDRESS,
        PEER,
        NAME,
        CLOSE,
        LISTENER_ADDRESS,
        LISTENER_CLOSE
    }

    /** What it throws. */
    enum Thrown {
        RUNTIME_EXCEPTION {
            @Override
            void now() {
                throw new IllegalStateException(TEXT);
            }
        },
        ERROR {
            @Override
            void now() {
                throw new AssertionError(TEXT);
            }
        },
        NO_MEMORY {
            @Override
            void now() {
                throw new OutOfMemoryError(TEXT);
            }
        },
        NO_STACK {
            @Override
            void now() {
                throw new StackOverflowError(TEXT);
            }
        };

        abstract void now();
    }

    static final String TEXT = "thrown by the test";

    private final Transport sound;
    private final Thrown thrown;
    private final Map<Spot, Integer> times = new EnumMap<>(Spot.class); // guarded by this

    HostileTransport(Transport sound, Thrown thrown) {
        this.sound = sound;
        this.thrown = thrown;
    }

    /** The method throws so many times, from now on. */
    synchronized HostileTransport fail(Spot spot, int howOften) {
        times.put(spot, howOften);
        return this;
    }

    /** How often the method is still to throw. */
    synchronized int left(Spot spot) {
        return times.getOrDefault(spot, 0);
    }

    private void at(Spot spot) {
        synchronized (this) {
            int left = left(spot);
            if (left == 0) {
                return;
            }
            times.put(spot, left - 1);
        }
        thrown.now();
    }

    private <T> T at(Spot spot, Supplier<T> sane) {
        at(spot);
        return sane.get();
    }

    @Override
    public String scheme() {
        return sound.scheme();
    }

    @Override
    public Listener listen(String address, ZmqOptions options) {
        at(Spot.LISTEN);
        return new HostileListener(sound.listen(address, options));
    }

    @Override
    public void checkDial(String address, ZmqOptions options) {
        at(Spot.CHECK_DIAL);
        sound.checkDial(address, options);
    }

    @Override
    public Connection dial(String address, ZmqOptions options) throws IOException, InterruptedException {
        at(Spot.DIAL);
        return new HostileConnection(sound.dial(address, options));
    }

    private final class HostileListener implements Listener {
        private final Listener listener;

        HostileListener(Listener listener) {
            this.listener = listener;
        }

        @Override
        public String address() {
            return at(Spot.LISTENER_ADDRESS, listener::address);
        }

        @Override
        public Connection accept() throws IOException {
            at(Spot.ACCEPT);
            return new HostileConnection(listener.accept());
        }

        @Override
        public void close() {
            listener.close();
            at(Spot.LISTENER_CLOSE);
        }
    }

    private final class HostileConnection implements Connection {
        private final Connection connection;

        HostileConnection(Connection connection) {
            this.connection = connection;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            at(Spot.READ);
            return connection.read(into);
        }

        @Override
        public long write(ByteBuffer[] from, int offset, int length) throws IOException {
            at(Spot.WRITE);
            return connection.write(from, offset, length);
        }

        @Override
        public int available() throws IOException {
            at(Spot.AVAILABLE);
            return connection.available();
        }

        @Override
        public long unacknowledged() {
            return at(Spot.UNACKNOWLEDGED, connection::unacknowledged);
        }

        @Override
        public void shutdownOutput() throws IOException {
            at(Spot.SHUTDOWN_OUTPUT);
            connection.shutdownOutput();
        }

        @Override
        public String localAddress() {
            return at(Spot.LOCAL_ADDRESS, connection::localAddress);
        }

        @Override
        public String peerAddress() {
            return at(Spot.PEER_ADDRESS, connection::peerAddress);
        }

        @Override
        public String peer() {
            return at(Spot.PEER, connection::peer);
        }

        @Override
        public void close() {
            connection.close();
            at(Spot.CLOSE);
        }

        @Override
        public String toString() {
            return at(Spot.NAME, connection::toString);
        }
    }
}
