package org.zmq.loom.transport.tcp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import org.zmq.loom.Context;
import org.zmq.loom.Events;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.ZmqOption;

/**
 * A program that binds an address which counts at one network interface only, and says what it and its peer are called
 * then.
 */
final class LinkLocal {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private LinkLocal() {}

    static void main() throws Exception {
        String zone = zone().orElseThrow();
        try (Context context = Context.builder().linger(Duration.ZERO).build()) {
            PullSocket pull = context.pull();
            pull.set(ZmqOption.IPV6, true);
            Events events = pull.events();
            String bound = pull.bind("tcp://[" + zone + "]:*").toString();
            System.out.println("bound " + bound);
            System.out.println("last " + pull.lastEndpoint().orElseThrow());
            PushSocket push = context.push();
            push.set(ZmqOption.IPV6, true);
            push.connect(bound);
            push.send("hello");
            Message message = pull.receive(PATIENCE).orElseThrow();
            System.out.println("peer " + message.property("Peer-Address").orElseThrow());
            System.out.println("accepted " + accepted(events));
            push.disconnect(bound);
            pull.unbind(bound);
        }
    }

    private static String accepted(Events events) throws InterruptedException {
        while (true) {
            if (events.next(PATIENCE).orElseThrow() instanceof SocketEvent.Accepted accepted) {
                return accepted.peer();
            }
        }
    }

    /** An address of that kind, with its zone, if this machine has one. */
    static Optional<String> zone() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(LinkLocal::isUp)
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet6Address && address.isLinkLocalAddress())
                .map(InetAddress::getHostAddress)
                .findFirst();
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp();
        } catch (SocketException e) {
            return false;
        }
    }
}
