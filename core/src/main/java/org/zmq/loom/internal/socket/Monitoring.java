package org.zmq.loom.internal.socket;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Endpoint;
import org.zmq.loom.MonitorEvent;
import org.zmq.loom.MonitorFormat;
import org.zmq.loom.SocketType;

/**
 * The monitor that a socket has, or not.
 *
 * <p>Threading: any thread. The lock is held while one monitor takes the place of another.
 */
final class Monitoring {
    private final KernelSocket socket;

    // Guarded by this.
    private @Nullable Monitor monitor;
    private boolean over;

    Monitoring(KernelSocket socket) {
        this.socket = socket;
    }

    synchronized void start(Endpoint endpoint, Set<MonitorEvent> wanted, MonitorFormat format, SocketType type) {
        Monitor.check(endpoint, wanted, format, type);
        if (over) {
            throw socket.closedException();
        }
        stop();
        monitor = Monitor.start(socket, endpoint, wanted, format, type);
    }

    synchronized void stop() {
        if (monitor != null) {
            monitor.stop();
            monitor.awaitStopped(socket.context().environment().ticks());
            monitor = null;
        }
    }

    /** The socket has ended. Waits for nobody. */
    void end() {
        Monitor last;
        synchronized (this) {
            over = true;
            last = monitor;
            monitor = null;
        }
        if (last != null) {
            last.stop();
        }
    }
}
