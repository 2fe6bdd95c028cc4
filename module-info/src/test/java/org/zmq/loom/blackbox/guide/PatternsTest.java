package org.zmq.loom.blackbox.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.zmq.loom.Context;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Message;
import org.zmq.loom.PairSocket;
import org.zmq.loom.Poller;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.RepSocket;
import org.zmq.loom.ReqSocket;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.RoutingId;
import org.zmq.loom.StreamSocket;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.XSubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqProxy;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomTest;

/** What docs/guide/patterns.md shows. */
class PatternsTest {
    @LoomTest
    void requestReply(Loom loom) throws Exception {
        Context context = loom.context();

        RepSocket server = context.rep();
        Endpoint endpoint = server.bind("tcp://127.0.0.1:*");
        context.fork("server", () -> {
            while (true) {
                String name = server.receive().text();
                server.send("Hello " + name);
            }
        });

        ReqSocket client = context.req();
        client.connect(endpoint);
        client.send("World");
        String reply = client.receive().text();

        assertThat(reply).isEqualTo("Hello World");
    }

    @LoomTest
    void publishSubscribe(Loom loom) throws Exception {
        Context context = loom.context();

        XPubSocket publisher = context.xpub();
        Endpoint endpoint = publisher.bind("tcp://127.0.0.1:*");

        SubSocket subscriber = context.sub();
        subscriber.subscribe("weather.");
        subscriber.connect(endpoint);

        Message subscription = publisher.receive();
        publisher.send(Message.of("news", "nobody has asked for this"));
        publisher.send(Message.of("weather.berlin", "17 degrees"));
        Message weather = subscriber.receive();

        assertThat(subscription.text()).isEqualTo("\u0001weather.");
        assertThat(weather).isEqualTo(Message.of("weather.berlin", "17 degrees"));
    }

    @LoomTest
    void aPublisherThatDropsNothingIsAlwaysReady(Loom loom) throws Exception {
        Context context = loom.context();
        XPubSocket publisher = context.xpub();
        publisher.set(ZmqOption.XPUB_NODROP, true);
        publisher.set(ZmqOption.SEND_HWM, 1);
        publisher.bind("inproc://weather");
        SubSocket slow = context.sub();
        slow.set(ZmqOption.RECEIVE_HWM, 1);
        slow.subscribe("weather.");
        slow.connect("inproc://weather");
        assertThat(publisher.receive().text()).isEqualTo("\u0001weather.");
        while (publisher.trySend(Message.of("weather.paris", "21 degrees"))) {
            // The subscriber does not read.
        }
        Poller poller = loom.own(context.poller());
        poller.add(publisher, Poller.Interest.SEND);

        boolean ready = poller.poll().getFirst().canSend();
        boolean sent = publisher.trySend(Message.of("weather.berlin", "17 degrees"));
        boolean unasked = publisher.trySend(Message.of("news", "nobody has asked for this"));

        assertThat(ready).isTrue();
        assertThat(sent).isFalse();
        assertThat(unasked).isTrue();
        while (slow.tryReceive().isPresent()) {
            // Now there is room.
        }
        assertThat(publisher.send(Message.of("weather.berlin", "17 degrees"), Duration.ofSeconds(10)))
                .isTrue();
    }

    @LoomTest
    void pipeline(Loom loom) throws Exception {
        Context context = loom.context();

        PushSocket ventilator = context.push();
        PullSocket sink = context.pull();
        Endpoint tasks = ventilator.bind("tcp://127.0.0.1:*");
        Endpoint results = sink.bind("tcp://127.0.0.1:*");

        for (int i = 0; i < 3; i++) {
            context.fork("worker-" + i, () -> {
                try (PullSocket work = context.pull();
                        PushSocket done = context.push()) {
                    work.connect(tasks);
                    done.connect(results);
                    while (true) {
                        int number = Integer.parseInt(work.receive().text());
                        done.send(Integer.toString(number * number));
                    }
                }
            });
        }

        for (int i = 1; i <= 10; i++) {
            ventilator.send(Integer.toString(i));
        }
        int sum = 0;
        for (int i = 1; i <= 10; i++) {
            sum += Integer.parseInt(sink.receive().text());
        }

        assertThat(sum).isEqualTo(385);
    }

    @LoomTest
    void routerDealer(Loom loom) throws Exception {
        Context context = loom.context();

        RouterSocket server = context.router();
        Endpoint endpoint = server.bind("tcp://127.0.0.1:*");
        for (int i = 0; i < 4; i++) {
            context.fork("server-" + i, () -> {
                while (true) {
                    Message request = server.receive();
                    String name = request.text(request.frameCount() - 1);
                    server.send(request.reply("Hello " + name));
                }
            });
        }

        DealerSocket client = context.dealer();
        client.connect(endpoint);
        client.send("Anna");
        client.send("Bert");
        String first = client.receive().text();
        String second = client.receive().text();

        assertThat(Set.of(first, second)).containsExactlyInAnyOrder("Hello Anna", "Hello Bert");
    }

    @LoomTest
    void peersHaveNames(Loom loom) throws Exception {
        Context context = loom.context();

        RouterSocket controller = context.router();
        Endpoint endpoint = controller.bind("tcp://127.0.0.1:*");

        DealerSocket lamp = context.dealer();
        lamp.set(ZmqOption.ROUTING_ID, RoutingId.of("lamp-7").bytes());
        lamp.connect(endpoint);
        lamp.send("kitchen");

        Map<RoutingId, String> rooms = new HashMap<>();
        Message hello = controller.receive();
        rooms.put(hello.sender().orElseThrow(), hello.text(1));
        for (RoutingId each : rooms.keySet()) {
            controller.send(Message.of("on").behind(each));
        }
        String order = lamp.receive().text();

        assertThat(hello).isEqualTo(Message.of("lamp-7", "kitchen"));
        assertThat(rooms).containsExactly(Map.entry(RoutingId.of("lamp-7"), "kitchen"));
        assertThat(order).isEqualTo("on");
    }

    @LoomTest
    void pair(Loom loom) throws Exception {
        Context context = loom.context();

        PairSocket parent = context.pair();
        parent.bind("inproc://steps");
        context.fork("child", () -> {
            try (PairSocket child = context.pair()) {
                child.connect("inproc://steps");
                child.send("ready");
                String word = child.receive().text();
                child.send(word + " is done");
            }
        });

        String ready = parent.receive().text();
        parent.send("step 1");
        String done = parent.receive().text();

        assertThat(ready).isEqualTo("ready");
        assertThat(done).isEqualTo("step 1 is done");
    }

    @LoomTest
    void queue(Loom loom) throws Exception {
        Context context = loom.context();

        RouterSocket frontend = context.router();
        DealerSocket backend = context.dealer();
        Endpoint forClients = frontend.bind("tcp://127.0.0.1:*");
        Endpoint forWorkers = backend.bind("tcp://127.0.0.1:*");
        context.fork("queue", () -> ZmqProxy.queue(frontend, backend));

        RepSocket worker = context.rep();
        worker.connect(forWorkers);
        ReqSocket client = context.req();
        client.connect(forClients);
        client.send("ping");
        assertThat(worker.receive().text()).isEqualTo("ping");
        worker.send("pong");
        assertThat(client.receive().text()).isEqualTo("pong");
    }

    @LoomTest
    void forwarder(Loom loom) throws Exception {
        Context context = loom.context();

        XSubSocket frontend = context.xsub();
        XPubSocket backend = context.xpub();
        Endpoint forPublishers = frontend.bind("tcp://127.0.0.1:*");
        Endpoint forSubscribers = backend.bind("tcp://127.0.0.1:*");
        context.fork("forwarder", () -> ZmqProxy.forwarder(frontend, backend));

        XPubSocket publisher = context.xpub();
        publisher.connect(forPublishers);
        SubSocket subscriber = context.sub();
        subscriber.subscribe("a");
        subscriber.connect(forSubscribers);
        assertThat(publisher.receive().text()).isEqualTo("\u0001a");
        publisher.send("and so on");
        assertThat(subscriber.receive().text()).isEqualTo("and so on");
    }

    @LoomTest
    void stream(Loom loom) throws Exception {
        Context context = loom.context();

        StreamSocket stream = context.stream();
        Endpoint endpoint = stream.bind("tcp://127.0.0.1:*");
        context.fork("echo", () -> {
            while (true) {
                Message chunk = stream.receive();
                if (chunk.frame(1).length > 0) {
                    stream.send(chunk);
                }
            }
        });

        int port = endpoint.port().orElseThrow();
        try (var plain = new java.net.Socket(InetAddress.getLoopbackAddress(), port);
                InputStream in = plain.getInputStream()) {
            plain.getOutputStream().write("hello".getBytes(UTF_8));
            assertThat(in.readNBytes(5)).asString().isEqualTo("hello");
        }
    }
}
