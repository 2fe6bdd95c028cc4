package org.zmq.loom.blackbox.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmq.loom.Context;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Message;
import org.zmq.loom.Poller;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.RoutingId;
import org.zmq.loom.SubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqProxy;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomTest;

/** What docs/guide/from-jeromq.md shows: the same with the one library and with the other. */
class FromJeromqTest {
    @Test
    @Timeout(60)
    void before() {
        try (ZContext context = new ZContext()) {
            ZMQ.Socket server = context.createSocket(SocketType.REP);
            int port = server.bindToRandomPort("tcp://127.0.0.1");
            ZMQ.Socket client = context.createSocket(SocketType.REQ);
            client.connect("tcp://127.0.0.1:" + port);
            client.send("World");
            server.send("Hello " + server.recvStr());
            String reply = client.recvStr();

            assertThat(reply).isEqualTo("Hello World");
        }
    }

    @LoomTest
    void after() throws Exception {
        try (var context = Context.create();
                var server = context.rep();
                var client = context.req()) {
            var endpoint = server.bind("tcp://127.0.0.1:*");
            client.connect(endpoint);
            client.send("World");
            server.send("Hello " + server.receive().text());
            String reply = client.receive().text();

            assertThat(reply).isEqualTo("Hello World");
        }
    }

    @LoomTest
    void calls(Loom loom) throws Exception {
        Context context = loom.context();
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        SubSocket sub = context.sub();
        push.set(ZmqOption.SEND_HWM, 10_000);
        pull.set(ZmqOption.RECEIVE_HWM, 10_000);
        push.set(ZmqOption.LINGER, Duration.ZERO);
        push.set(ZmqOption.IMMEDIATE, true);
        sub.subscribe("a");
        Endpoint endpoint = pull.bind("tcp://127.0.0.1:*");
        assertThat(pull.lastEndpoint()).contains(endpoint);
        push.connect(endpoint);

        ByteBuffer buffer = ByteBuffer.allocate(100);
        push.send("hello");
        assertThat(pull.receive().text()).isEqualTo("hello");
        push.send("hello".getBytes(UTF_8));
        assertThat(pull.receive().bytes()).isEqualTo("hello".getBytes(UTF_8));
        assertThat(push.trySend("hello")).isTrue();
        assertThat(pull.receive(Duration.ofMinutes(1))).isPresent();
        assertThat(pull.tryReceive()).isEmpty();
        assertThat(pull.tryReceive(buffer)).isEmpty();
        assertThat(pull.receive(Duration.ofMillis(250))).isEmpty();
        push.send(Message.of("one", "two"));
        Message message = pull.receive();
        assertThat(message.without(1)).isEqualTo(Message.of("two"));
        assertThat(message.behind("zero").frameCount()).isEqualTo(3);

        push.send("ready");
        try (Poller poller = context.poller()) {
            poller.add(pull, Poller.Interest.RECEIVE);
            assertThat(poller.poll()).hasSize(1);
            assertThat(pull.canReceive()).isTrue();
        }
        assertThat(pull.events()).isNotNull();
    }

    @LoomTest
    void identitiesThreadsAndProxies(Loom loom) throws Exception {
        Context context = loom.context();
        RouterSocket router = context.router();
        DealerSocket dealer = context.dealer();
        dealer.set(ZmqOption.ROUTING_ID, "anna".getBytes(UTF_8));
        dealer.connect(router.bind("tcp://127.0.0.1:*"));
        dealer.send("question");
        Message request = router.receive();
        assertThat(request.sender()).contains(RoutingId.of("anna"));
        router.send(request.reply("answer"));
        assertThat(dealer.receive().text()).isEqualTo("answer");

        CountDownLatch ran = new CountDownLatch(1);
        Context.Task task = ran::countDown;
        context.fork("worker", task);
        ran.await();
        RouterSocket frontend = context.router();
        DealerSocket backend = context.dealer();
        loom.fork("proxy", () -> ZmqProxy.run(frontend, backend));
    }
}
