package org.zmq.loom.blackbox.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.zmq.loom.Context;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Events;
import org.zmq.loom.Message;
import org.zmq.loom.MonitorEvent;
import org.zmq.loom.PairSocket;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.ScriptedPeer;
import org.zmq.loom.testkit.Zmtp;

/** What docs/guide/monitoring.md shows. */
class MonitoringTest {
    static String describe(SocketEvent event) {
        return switch (event) {
            case SocketEvent.HandshakeSucceeded ready -> ready.peer() + " can be talked to";
            case SocketEvent.HandshakeFailed failed -> failed.peer() + " was sent away: " + failed.cause();
            case SocketEvent.Disconnected gone -> gone.peer() + " has gone: " + gone.cause();
            case SocketEvent.ConnectRetried again -> again.endpoint() + " is tried again in " + again.delay();
            default -> event.toString();
        };
    }

    @LoomTest
    void eventsAreRecords(Loom loom) throws Exception {
        Context context = loom.context();
        BlockingQueue<String> log = new LinkedBlockingQueue<>();
        PullSocket pull = context.pull();

        Events events = pull.events();
        context.fork("watch", () -> {
            Optional<SocketEvent> event = events.next();
            while (event.isPresent()) {
                log.add(describe(event.get()));
                event = events.next();
            }
        });

        Endpoint endpoint = pull.bind("tcp://127.0.0.1:*");
        assertThat(log.take()).startsWith("Listening[");
        try (PushSocket push = context.push()) {
            push.connect(endpoint);
            assertThat(log.take()).startsWith("Accepted[");
            assertThat(log.take()).endsWith(" can be talked to");
        }
        assertThat(log.take()).contains(" has gone: PeerClosed");
        loom.own(ScriptedPeer.dial(endpoint)).send(Zmtp.httpGet()).expectGone();
        assertThat(log.take()).startsWith("Accepted[");
        assertThat(log.take()).contains(" was sent away: Violation[");
    }

    @LoomTest
    void statisticsTellWhatWaits(Loom loom) throws Exception {
        Context context = loom.context();
        PullSocket pull = context.pull();
        pull.bind("inproc://waiting");
        PushSocket push = context.push();
        push.connect("inproc://waiting");
        push.send("one");
        push.send("two");

        long waiting = 0;
        for (SocketEvent.PipeStats queue : pull.pipeStats()) {
            waiting += queue.inbound();
        }

        assertThat(waiting).isEqualTo(2);
    }

    @LoomTest
    void eventsAreMessagesForToolsThatKnowThem(Loom loom) throws Exception {
        Context context = loom.context();
        PullSocket pull = context.pull();

        PairSocket monitor = context.pair();
        pull.monitor("inproc://monitor", MonitorEvent.allOfV1());
        monitor.connect("inproc://monitor");
        Endpoint endpoint = pull.bind("tcp://127.0.0.1:*");
        Message event = monitor.receive();
        int number = event.buffer(0).order(ByteOrder.nativeOrder()).getShort();

        assertThat(number).isEqualTo(MonitorEvent.LISTENING.number());
        assertThat(event.text(1)).isEqualTo(endpoint.toString());
    }

    @LoomTest
    void messagesTellWhereTheyComeFrom(Loom loom) throws Exception {
        Context context = loom.context();
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        push.connect(pull.bind("tcp://127.0.0.1:*"));
        push.send("hello");

        Message message = pull.receive();
        String sender = message.property("Socket-Type").orElse("?") + " at "
                + message.property("Peer-Address").orElse("?");

        assertThat(sender).isEqualTo("PUSH at 127.0.0.1");
    }
}
