package org.zmq.loom.blackbox.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zmq.loom.Context;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Errno;
import org.zmq.loom.Events;
import org.zmq.loom.Message;
import org.zmq.loom.MonitorEvent;
import org.zmq.loom.Poller;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SubSocket;
import org.zmq.loom.Timers;
import org.zmq.loom.Z85;
import org.zmq.loom.Zmq;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqProxy;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomTest;

/** What docs/guide/from-libzmq.md shows. */
class FromLibzmqTest {
    @LoomTest
    void contextsAndSockets() {
        Context plain = Context.create();
        Context context = Context.builder().maxSockets(10_000).build();
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        SubSocket sub = context.sub();
        push.set(ZmqOption.SEND_HWM, 10_000);
        Duration linger = push.get(ZmqOption.LINGER);
        sub.subscribe("a");
        sub.unsubscribe("a");
        Endpoint endpoint = pull.bind("tcp://127.0.0.1:*");
        push.connect(endpoint);

        assertThat(linger).isEqualTo(ZmqOption.FOREVER);
        assertThat(pull.lastEndpoint()).contains(endpoint);
        assertThat(pull.get(ZmqOption.LAST_ENDPOINT)).isEqualTo(endpoint.toString());
        push.disconnect(endpoint);
        pull.unbind(endpoint);
        push.close();
        context.shutdown();
        context.close();
        plain.close();
    }

    @LoomTest
    void messages(Loom loom) throws Exception {
        Context context = loom.context();
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        push.connect(pull.bind("tcp://127.0.0.1:*"));
        byte[] bytes = "hello".getBytes(UTF_8);
        Message message = Message.of("hello");

        push.send(bytes);
        assertThat(pull.receive(Duration.ofMinutes(1))).contains(message);
        push.send(ByteBuffer.wrap(bytes));
        ByteBuffer buffer = ByteBuffer.allocate(100);
        assertThat(pull.receive(buffer)).isEqualTo(5);
        buffer.clear();
        assertThat(push.trySend(bytes)).isTrue();
        assertThat(pull.receive(buffer, Duration.ofMinutes(1))).hasValue(5);
        assertThat(pull.tryReceive(buffer)).isEmpty();
        assertThat(push.trySend(message)).isTrue();
        assertThat(pull.receive()).isEqualTo(message);
        push.send(Message.of("one frame", "and another"));
        Message whole = pull.receive();
        assertThat(whole.frameCount()).isEqualTo(2);
        assertThat(whole.size()).isEqualTo(20);
        assertThat(whole.text(0)).isEqualTo("one frame");
        assertThat(whole.frame(1)).asString().isEqualTo("and another");
        assertThat(whole.property("Peer-Address")).isPresent();
        push.send(Message.wrap(bytes));
        assertThat(pull.receive().bytes()).isEqualTo(bytes);
        assertThat(pull.tryReceive()).isEmpty();
        assertThat(push.send(bytes, Duration.ofMillis(250))).isTrue();
        assertThat(pull.receive(Duration.ofMillis(250))).contains(message);
    }

    @LoomTest
    void errorsAreExceptions(Loom loom) throws Exception {
        Context context = loom.context();
        PullSocket pull = context.pull();
        pull.set(ZmqOption.RECEIVE_TIMEOUT, Duration.ofMillis(1));
        Optional<Errno> errno = Optional.empty();

        try {
            Message message = pull.receive();
            System.out.println(message);
        } catch (ZmqException e) {
            errno = Optional.of(e.errno());
        }

        assertThat(errno).contains(Errno.EAGAIN);
        assertThatThrownBy(pull::receive).satisfies(e -> assertThat(Errno.of(e)).contains(Errno.EAGAIN));
        assertThat(Errno.EAGAIN.number()).isEqualTo(11);
        assertThat(Errno.EAGAIN.text()).isNotEmpty();
    }

    @LoomTest
    void utilities(Loom loom) throws Exception {
        Timers timers = new Timers();
        List<Timers.Timer> due = new ArrayList<>();
        Timers.Handler handler = due::add;
        Timers.Timer timer = timers.add(Duration.ofSeconds(1), handler);
        assertThat(timers.timeout()).isPositive();
        assertThat(timers.execute()).isZero();
        assertThat(timer.cancel()).isTrue();

        byte[] key = new byte[32];
        String text = Z85.encode(key);
        assertThat(Z85.decode(text)).isEqualTo(key);
        assertThat(Zmq.has("tcp")).isTrue();
        assertThat(Zmq.version()).isNotNull();
        PullSocket pull = loom.context().pull();
        pull.monitor("inproc://monitor", MonitorEvent.allOfV1());
        pull.stopMonitor();
    }

    @LoomTest
    void pollingProxiesAndMonitors(Loom loom) throws Exception {
        Context context = loom.context();
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        Events events = pull.events();
        push.connect(pull.bind("tcp://127.0.0.1:*"));
        Optional<SocketEvent> first = events.next();
        assertThat(first).get().isInstanceOf(SocketEvent.Listening.class);
        push.send("hello");
        try (Poller poller = context.poller()) {
            poller.add(pull, Poller.Interest.RECEIVE);
            assertThat(poller.poll()).extracting(Poller.Ready::source).containsExactly(pull);
            assertThat(poller.poll(Duration.ofMillis(250))).hasSize(1);
            poller.remove(pull);
        }
        PullSocket frontend = context.pull();
        PushSocket backend = context.push();
        PullSocket control = context.pull();
        control.bind("inproc://control");
        Fork<?> proxy = loom.fork("proxy", () -> ZmqProxy.run(frontend, backend, null, control));
        PushSocket steering = context.push();
        steering.connect("inproc://control");
        steering.send("TERMINATE");
        proxy.join();
        loom.fork("another", () -> ZmqProxy.run(frontend, backend));
    }
}
