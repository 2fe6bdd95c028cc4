package org.zmq.loom.internal.socket;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Errno;
import org.zmq.loom.Message;
import org.zmq.loom.MonitorEvent;
import org.zmq.loom.MonitorFormat;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqArgumentException;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.internal.scope.Scope;
import org.zmq.loom.internal.socket.EventFeed.AttributedEvent;
import org.zmq.loom.spi.Ticks;

/**
 * Sends the events of one socket as messages through another, which is bound to an inproc endpoint.
 *
 * <p>Threading: a thread of its own takes the events from the feed and sends them, so that whoever reads them slowly, or not at all, holds up
 * nobody. {@link #stop} is for any thread.
 */
final class Monitor {
    private final MonitorMessages messages;
    private final EventFeed.Subscription events;
    private final SendingSocket socket;
    private final String endpoint;
    private final Scope scope;

    private boolean hurries; // the thread's: nobody waits for readers any more

    private Monitor(
            KernelSocket watched,
            SendingSocket socket,
            String endpoint,
            Scope scope,
            MonitorFormat format,
            Set<MonitorEvent> wanted) {
        this.socket = socket;
        this.endpoint = endpoint;
        this.scope = scope;
        messages = new MonitorMessages(format, wanted);
        events = watched.feed().listen(wanted.contains(MonitorEvent.PIPES_STATS));
    }

    /** Refuses what no monitor can be. */
    static void check(Endpoint endpoint, Set<MonitorEvent> wanted, MonitorFormat format, SocketType type) {
        if (format == MonitorFormat.V1 && !wanted.stream().allMatch(MonitorEvent::isInV1)) {
            throw new ZmqArgumentException(wanted + " has events that the format V1 cannot say");
        }
        if (type != SocketType.PAIR && type != SocketType.PUB && type != SocketType.PUSH) {
            throw new ZmqArgumentException("a monitor is a PAIR, a PUB or a PUSH, not a " + type);
        }
        if (!endpoint.scheme().equals(Endpoints.INPROC)) {
            throw new ZmqException.EndpointFailed(
                    Errno.EPROTONOSUPPORT, "a monitor sends over inproc, not to " + endpoint);
        }
    }

    /** Begins to send what happens from now on. */
    static Monitor start(
            KernelSocket watched, Endpoint endpoint, Set<MonitorEvent> wanted, MonitorFormat format, SocketType type) {
        KernelContext context = watched.context();
        SendingSocket socket =
                switch (type) {
                    case PAIR -> context.pair();
                    case PUB -> context.pub();
                    default -> context.push();
                };
        Monitor monitor = null;
        boolean started = false;
        try {
            socket.set(ZmqOption.LINGER, Duration.ZERO);
            String name = socket.bind(endpoint.toString()).toString();
            Scope scope = context.newSocketScope(watched.name() + "/monitor");
            monitor = new Monitor(watched, socket, name, scope, format, wanted);
            Thread _ = scope.fork("", monitor::run);
            scope.seal();
            started = true;
            return monitor;
        } catch (Scope.Closed e) {
            throw new ZmqException.Terminated("the context is closed");
        } finally {
            if (!started) {
                socket.close();
                if (monitor != null) {
                    monitor.stop();
                }
            }
        }
    }

    /** Begins to stop: what has happened until now is sent, if that does not mean waiting. Returns at once. */
    void stop() {
        events.close();
        scope.close();
    }

    /** Waits until the endpoint is free again, but not for ever. */
    void awaitStopped(Ticks ticks) {
        boolean _ = scope.awaitClosedUninterruptibly(ticks, ticks.after(Closing.GRACE_NANOS));
    }

    private void run() {
        try {
            for (AttributedEvent told = next(); told != null; told = next()) {
                send(messages.of(told));
            }
            hurries = true;
            socket.unbind(endpoint); // so that whoever reads that it has stopped can use the name
            send(messages.stopped());
        } catch (ZmqException.Terminated | ZmqException.SocketClosed e) {
            // The context ends, and with it everybody who could read.
        } finally {
            events.close();
            socket.close();
        }
    }

    private @Nullable AttributedEvent next() {
        if (!hurries) {
            try {
                return events.take();
            } catch (InterruptedException e) {
                hurries = true;
            }
        }
        return events.poll();
    }

    private void send(List<Message> some) {
        for (Message message : some) {
            if (!hurries) {
                try {
                    socket.send(message);
                    continue;
                } catch (InterruptedException e) {
                    hurries = true;
                }
            }
            boolean _ = socket.trySend(message);
        }
    }
}
