package org.zmq.loom.transport.tcp;

import java.time.Duration;
import org.zmq.loom.Context;
import org.zmq.loom.Events;
import org.zmq.loom.PairSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;

/**
 * A program that binds one endpoint and says where it is then, or why not; with {@code -Dconnect=true} one that
 * connects to it.
 */
final class Bound {
    private Bound() {}

    static void main() throws InterruptedException {
        try (Context context = Context.builder().linger(Duration.ZERO).build()) {
            PairSocket socket = context.pair();
            socket.set(ZmqOption.IPV6, Boolean.getBoolean("ipv6"));
            Events events = socket.events();
            try {
                if (Boolean.getBoolean("connect")) {
                    socket.connect(System.getProperty("endpoint"));
                    System.out.println(failure(events));
                } else {
                    System.out.println(socket.bind(System.getProperty("endpoint")));
                }
            } catch (ZmqException.EndpointFailed e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static String failure(Events events) throws InterruptedException {
        while (true) {
            if (events.next().orElseThrow() instanceof SocketEvent.ConnectFailed failed) {
                return failed.reason();
            }
        }
    }
}
