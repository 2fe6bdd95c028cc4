package org.zmq.loom.blackbox.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zeromq.ZMQ;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;

/**
 * JeroMQ, in this process.
 *
 * <p>Threading: a socket may be used by one thread after another, not by two at a time.
 */
final class Jeromq implements Peer {
    /* A connecting JeroMQ 0.6.0 may lose its new connection from the sight of its poller, by cancelling the key with which it waited for the
    connection in the same turn in which it registers for reading. It says nothing then until its handshake has taken too long, and tries
    again, which by default takes half a minute. */
    private static final Duration HANDSHAKE = Duration.ofMillis(300);
    private static final Duration RECONNECT = Duration.ofMillis(10);

    private final ZMQ.Context context = ZMQ.context(1);
    private final List<JeromqSocket> open = new ArrayList<>();

    @Override
    public synchronized JeromqSocket socket(SocketType type) {
        JeromqSocket socket = new JeromqSocket(type);
        open.add(socket);
        return socket;
    }

    @Override
    public synchronized void closeSockets() {
        for (JeromqSocket socket : List.copyOf(open)) {
            socket.set(ZmqOption.LINGER, Duration.ZERO);
            socket.close();
        }
    }

    @Override
    public void close() {
        closeSockets();
        context.term();
    }

    /** A socket of JeroMQ. */
    final class JeromqSocket extends SimpleEnd {
        private final SocketType type;
        private final ZMQ.Socket socket;

        private JeromqSocket(SocketType type) {
            this.type = type;
            socket = context.socket(org.zeromq.SocketType.valueOf(type.name()));
            set(ZmqOption.HANDSHAKE_INTERVAL, HANDSHAKE);
            set(ZmqOption.RECONNECT_INTERVAL, RECONNECT);
        }

        @Override
        public SocketType type() {
            return type;
        }

        @Override
        public <T> void set(ZmqOption<T> option, T value) {
            set(option.number().orElseThrow(), value instanceof byte[] bytes ? bytes : OptionValue.number(value));
        }

        private void set(int option, Object value) {
            if (!socket.base().setSocketOpt(option, value)) {
                throw new AssertionError(this + " does not take option " + option);
            }
        }

        @Override
        public String bind(String endpoint) {
            must(socket.bind(endpoint), "bind " + endpoint);
            return socket.getLastEndpoint();
        }

        @Override
        public void connect(String endpoint) {
            must(socket.connect(endpoint), "connect " + endpoint);
        }

        @Override
        public void disconnect(String endpoint) {
            must(socket.disconnect(endpoint), "disconnect " + endpoint);
        }

        private void must(boolean done, String what) {
            if (!done) {
                throw new AssertionError(this + " could not " + what + ": error " + socket.errno());
            }
        }

        @Override
        public void subscribe(String topic) throws InterruptedException {
            if (type == SocketType.XSUB) {
                send(Topics.subscription(topic));
            } else {
                set(OptionValue.SUBSCRIBE, topic.getBytes(UTF_8));
            }
        }

        @Override
        public void unsubscribe(String topic) throws InterruptedException {
            if (type == SocketType.XSUB) {
                send(Topics.cancellation(topic));
            } else {
                set(OptionValue.UNSUBSCRIBE, topic.getBytes(UTF_8));
            }
        }

        @Override
        public boolean send(Message message, Duration atMost) {
            boolean _ = socket.setSendTimeOut((int) atMost.toMillis());
            int last = message.frameCount() - 1;
            for (int i = 0; i < last; i++) {
                if (!socket.send(message.frame(i), ZMQ.SNDMORE)) {
                    return false; // only the first frame can fail so
                }
            }
            return socket.send(message.frame(last), 0);
        }

        @Override
        public Optional<Message> receive(Duration atMost) {
            boolean _ = socket.setReceiveTimeOut((int) atMost.toMillis());
            byte[] first = socket.recv(0);
            if (first == null) {
                return Optional.empty();
            }
            List<byte[]> more = new ArrayList<>();
            while (socket.hasReceiveMore()) {
                more.add(socket.recv(0));
            }
            return Optional.of(Message.wrap(first, more.toArray(byte[][]::new)));
        }

        @Override
        public void tend() {
            int _ = socket.getEvents();
        }

        @Override
        public void close() {
            synchronized (Jeromq.this) {
                if (open.remove(this)) {
                    socket.close();
                }
            }
        }

        /** The type. */
        @Override
        public String toString() {
            return "JeroMQ's " + type.label();
        }
    }
}
