package org.zmq.loom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.zmq.loom.Context;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.RepSocket;
import org.zmq.loom.ReqSocket;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.spi.Listener;
import org.zmq.loom.spi.Transport;

/**
 * What sockets owe their users over every {@link Transport}: messages whole and in order, whichever side comes first, and nothing left when they
 * are closed.
 *
 * <p>A test class for a transport extends this and says which it is, as with {@link TransportConformance}.
 */
public abstract class MessagingConformance {
    private static final int[] SIZES = {0, 1, 254, 255, 256, 8191, 8192, 65_535, 65_536, 1 << 20, 16 << 20};
    private static final int MANY = 20_000;

    private final TransportSubject subject;

    /**
     * Checks a transport.
     *
     * @param subject made anew for each test
     */
    protected MessagingConformance(TransportSubject subject) {
        this.subject = subject;
    }

    // ---- endpoints ----

    @LoomTest
    void resolvesAWildcard(Loom loom) throws Exception {
        Context context = context(loom);
        PullSocket pull = context.pull();
        Endpoint bound = pull.bind(subject.toString());
        assertThat(bound.scheme()).isEqualTo(subject.transport().scheme());
        assertThat(bound.address()).doesNotContain("*");
        assertThat(pull.lastEndpoint()).contains(bound);
        PushSocket push = context.push();
        assertThat(push.connect(bound.toString())).isEqualTo(bound);
        push.send("hello");
        assertThat(pull.receive().text()).isEqualTo("hello");
    }

    @LoomTest
    void connectsBeforeTheOtherSideBinds(Loom loom) throws Exception {
        Context context = context(loom);
        String endpoint = free();
        PushSocket push = hasty(context.push());
        EventLog events = loom.events(push);
        push.connect(endpoint);
        push.send("early");
        SocketEvent _ = events.await(SocketEvent.ConnectFailed.class);
        PullSocket pull = context.pull();
        pull.bind(endpoint);
        assertThat(pull.receive().text()).isEqualTo("early");
    }

    @LoomTest
    void connectsAgainWhenTheListenerHasComeBack(Loom loom) throws Exception {
        Context context = context(loom);
        PullSocket pull = context.pull();
        String endpoint = pull.bind(subject.toString()).toString();
        PushSocket push = hasty(context.push());
        EventLog events = loom.events(push);
        push.connect(endpoint);
        push.send("before");
        assertThat(pull.receive().text()).isEqualTo("before");
        SocketEvent _ = events.await(SocketEvent.HandshakeSucceeded.class);

        pull.unbind(endpoint);
        SocketEvent _ = events.await(SocketEvent.Disconnected.class);
        SocketEvent _ = events.await(SocketEvent.ConnectFailed.class);
        push.send("while");
        pull.bind(endpoint);
        push.send("after");
        assertThat(pull.receive().text()).isEqualTo("while");
        assertThat(pull.receive().text()).isEqualTo("after");
    }

    @LoomTest
    void deliversWhatWasSentBeforeADisconnectAndThenHasNobodyToSendTo(Loom loom) throws Exception {
        Context context = context(loom);
        PullSocket pull = context.pull();
        String endpoint = pull.bind(subject.toString()).toString();
        EventLog events = loom.events(pull);
        PushSocket push = context.push();
        push.connect(endpoint);
        for (int i = 0; i < 500; i++) {
            push.send("m" + i);
        }
        push.disconnect(endpoint);
        assertThat(push.trySend(Message.of("nobody"))).isFalse();
        for (int i = 0; i < 500; i++) {
            assertThat(pull.receive().text()).isEqualTo("m" + i);
        }
        SocketEvent _ = events.await(SocketEvent.Disconnected.class);
        assertThat(pull.tryReceive()).isEmpty();
    }

    @LoomTest
    void acceptsNobodyOnceItIsUnbound(Loom loom) throws Exception {
        Context context = context(loom);
        PullSocket pull = context.pull();
        String endpoint = pull.bind(subject.toString()).toString();
        pull.unbind(endpoint);
        PushSocket push = hasty(context.push());
        EventLog events = loom.events(push);
        push.connect(endpoint, ZmqOptions.none().with(ZmqOption.IMMEDIATE, true));
        SocketEvent _ = events.await(SocketEvent.ConnectFailed.class);
        assertThat(push.trySend(Message.of("nobody"))).isFalse();
    }

    // ---- messages ----

    @LoomTest
    void repliesToEachRequest(Loom loom) throws Exception {
        Context context = context(loom);
        RepSocket rep = context.rep();
        ReqSocket req = context.req();
        req.connect(rep.bind(subject.toString()).toString());
        loom.fork("replier", () -> {
            while (true) {
                rep.send("re: " + rep.receive().text());
            }
        });
        for (int i = 0; i < 200; i++) {
            req.send("request " + i);
            assertThat(req.receive().text()).isEqualTo("re: request " + i);
        }
    }

    @LoomTest
    void keepsManyMessagesInOrder(Loom loom) throws Exception {
        Context context = context(loom);
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        push.connect(pull.bind(subject.toString()).toString());
        Fork<?> sender = loom.fork("sender", () -> {
            for (int i = 0; i < MANY; i++) {
                push.send(Integer.toString(i));
            }
        });
        for (int i = 0; i < MANY; i++) {
            assertThat(pull.receive().text()).isEqualTo(Integer.toString(i));
        }
        Object _ = sender.join();
    }

    @LoomTest
    void carriesMessagesOfEverySize(Loom loom) throws Exception {
        Context context = context(loom);
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        push.connect(pull.bind(subject.toString()).toString());
        for (int size : SIZES) {
            Message sent = Message.wrap(random(size));
            push.send(sent);
            assertThat(pull.receive()).as("%s bytes", size).isEqualTo(sent);
        }
    }

    @LoomTest
    void keepsTheFramesOfAMessageTogether(Loom loom) throws Exception {
        Context context = context(loom);
        RouterSocket router = context.router();
        DealerSocket dealer = context.dealer();
        dealer.connect(router.bind(subject.toString()).toString());
        byte[][] more = new byte[SIZES.length - 1][];
        for (int i = 0; i < more.length; i++) {
            more[i] = random(SIZES[i]);
        }
        Message request = Message.wrap(new byte[0], more);
        dealer.send(request);
        Message received = router.receive();
        assertThat(received.without(1)).isEqualTo(request);
        router.send(request.behind(received.frame(0)));
        assertThat(dealer.receive()).isEqualTo(request);
    }

    @LoomTest
    void publishesToWhoeverHasSubscribed(Loom loom) throws Exception {
        Context context = context(loom);
        XPubSocket publisher = context.xpub();
        SubSocket subscriber = context.sub();
        subscriber.subscribe("a");
        subscriber.connect(publisher.bind(subject.toString()).toString());
        assertThat(publisher.receive().bytes()).containsExactly(1, 'a');
        publisher.send("b is not wanted");
        publisher.send("a is");
        assertThat(subscriber.receive().text()).isEqualTo("a is");
    }

    @LoomTest
    void tellsWhoHasSentAMessage(Loom loom) throws Exception {
        Context context = context(loom);
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        push.connect(pull.bind(subject.toString()).toString());
        push.send("hello");
        Message received = pull.receive();
        assertThat(received.property("Peer-Address")).isNotEmpty();
        assertThat(received.property("Socket-Type")).contains("PUSH");
    }

    // ---- ends ----

    @LoomTest
    void sendsWhatIsQueuedWhenASocketIsClosed(Loom loom) throws Exception {
        Context context = context(loom);
        PullSocket pull = context.pull();
        pull.set(ZmqOption.RECEIVE_HWM, ZmqOption.UNLIMITED);
        PushSocket push = context.push();
        push.set(ZmqOption.SEND_HWM, ZmqOption.UNLIMITED);
        push.connect(pull.bind(subject.toString()).toString());
        for (int i = 0; i < MANY; i++) {
            push.send(Integer.toString(i));
        }
        push.close();
        for (int i = 0; i < MANY; i++) {
            assertThat(pull.receive().text()).isEqualTo(Integer.toString(i));
        }
    }

    @LoomTest
    void freesWhoeverWaitsWhenTheContextIsClosed(Loom loom) throws Exception {
        Context context = context(loom);
        PullSocket pull = context.pull();
        pull.bind(subject.toString());
        PushSocket push = context.push();
        push.bind(subject.toString());
        Fork<Message> receiver = loom.fork("receiver", () -> pull.receive());
        Fork<?> sender = loom.fork("sender", () -> push.send("nobody"));
        loom.awaitParked(receiver);
        loom.awaitParked(sender);
        context.close();
        assertThat(receiver.failure()).isInstanceOf(ZmqException.Terminated.class);
        assertThat(sender.failure()).isInstanceOf(ZmqException.Terminated.class);
        loom.watch().verify();
    }

    @LoomTest
    void leavesNothingBehindOfManySockets(Loom loom) throws Exception {
        Context context = context(loom);
        for (int i = 0; i < 50; i++) {
            try (PullSocket pull = context.pull();
                    PushSocket push = context.push()) {
                push.connect(pull.bind(subject.toString()).toString());
                push.send("hello");
                assertThat(pull.receive().text()).isEqualTo("hello");
            }
        }
        context.close();
        loom.watch().verify();
    }

    // ---- what the tests are made of ----

    private Context context(Loom loom) {
        return loom.context(builder -> builder.transport(subject.transport()));
    }

    /** Connects again soon, so that tests of reconnecting take no time. */
    private static <S extends ZmqSocket> S hasty(S socket) {
        socket.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(10));
        return socket;
    }

    private String free() {
        try (Listener listener = subject.transport().listen(subject.wildcard(), ZmqOptions.none())) {
            return subject.transport().scheme() + "://" + listener.address();
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
