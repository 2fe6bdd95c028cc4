package org.zmq.loom.blackbox.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;

/** Options of socket types mean the same to us and to libzmq. */
@Timeout(60)
class LibzmqOptionsTest implements Cases {
    /** Whose socket has the option. */
    enum Side {
        OURS,
        THEIRS
    }

    @RegisterExtension
    static final Theirs<Libzmq> THEIRS = new Theirs<>(Libzmq::start);

    @RegisterExtension
    final OurContext our = new OurContext();

    @Override
    public OurContext our() {
        return our;
    }

    @Override
    public Libzmq their() {
        return THEIRS.peer();
    }

    private End on(Side side, SocketType type) {
        return side == Side.OURS ? ours(type) : theirs(type);
    }

    private End facing(Side side, SocketType type) {
        return side == Side.OURS ? theirs(type) : ours(type);
    }

    private static byte[] name(String name) {
        return name.getBytes(UTF_8);
    }

    // ---- routers ----

    @ParameterizedTest
    @EnumSource
    void probesTellARouterWhoHasConnected(Side side) throws InterruptedException {
        for (SocketType type : new SocketType[] {SocketType.DEALER, SocketType.ROUTER}) {
            End prober = on(side, type);
            End router = facing(side, SocketType.ROUTER);
            prober.set(ZmqOption.PROBE_ROUTER, true);
            prober.set(ZmqOption.ROUTING_ID, name("X"));
            prober.connect(router.bind(ANYWHERE));
            assertThat(router.receive()).isEqualTo(Message.of("X", ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectingRouterMayChooseTheNameOfItsPeer(Side side) throws InterruptedException {
        End chooser = on(side, SocketType.ROUTER);
        End peer = facing(side, SocketType.ROUTER);
        peer.set(ZmqOption.ROUTING_ID, name("what it calls itself"));
        chooser.set(ZmqOption.ROUTING_ID, name("chooser"));
        chooser.set(ZmqOption.CONNECT_ROUTING_ID, name("chosen"));
        chooser.connect(peer.bind(ANYWHERE));
        chooser.send(Message.of("chosen", "hello"));
        assertThat(peer.receive()).isEqualTo(Message.of("chooser", "hello"));
        peer.send(Message.of("chooser", "welcome"));
        assertThat(chooser.receive()).isEqualTo(Message.of("chosen", "welcome"));
    }

    @ParameterizedTest
    @EnumSource
    void aNameInUseIsNotGivenToASecondPeer(Side side) throws InterruptedException {
        End router = on(side, SocketType.ROUTER);
        String endpoint = router.bind(ANYWHERE);
        End first = facing(side, SocketType.DEALER);
        End second = facing(side, SocketType.DEALER);
        for (End dealer : new End[] {first, second}) {
            dealer.set(ZmqOption.ROUTING_ID, name("X"));
            dealer.set(ZmqOption.RECONNECT_INTERVAL, ZmqOption.FOREVER);
        }
        first.connect(endpoint);
        first.send(Message.of("first"));
        assertThat(router.receive()).isEqualTo(Message.of("X", "first"));
        second.connect(endpoint);
        var _ = second.send(Message.of("second"), End.A_MOMENT); // it may have been refused already
        router.send(Message.of("X", "for the first"));
        assertThat(first.receive()).isEqualTo(Message.of("for the first"));
        assertThat(router.receive(End.A_MOMENT)).isEmpty();
        assertThat(second.receive(End.A_MOMENT)).isEmpty();
    }

    // ---- requests ----

    @ParameterizedTest
    @EnumSource
    void aRelaxedRequestIsAnsweredAfterOneThatWasNot(Side side) throws InterruptedException {
        End req = on(side, SocketType.REQ);
        End router = facing(side, SocketType.ROUTER);
        req.set(ZmqOption.REQ_RELAXED, true);
        req.set(ZmqOption.REQ_CORRELATE, true);
        req.connect(router.bind(ANYWHERE));
        req.send(Message.of("first"));
        Message first = router.receive();
        req.send(Message.of("second"));
        Message second = router.receive();
        assertThat(first.frame(1)).isNotEqualTo(second.frame(1));
        router.send(Message.of(first.frame(0), first.frame(1), first.frame(2), name("late")));
        router.send(Message.of(second.frame(0), second.frame(1), second.frame(2), name("answer")));
        assertThat(req.receive()).isEqualTo(Message.of("answer"));
    }

    @ParameterizedTest
    @EnumSource
    void aRequestIsDeafToWhatIsNoReply(Side side) throws InterruptedException {
        End req = on(side, SocketType.REQ);
        End router = facing(side, SocketType.ROUTER);
        req.connect(router.bind(ANYWHERE));
        req.send(Message.of("question"));
        Message question = router.receive();
        router.send(Message.of(question.frame(0)));
        router.send(Message.of(question.frame(0), new byte[0], name("answer")));
        assertThat(req.receive()).isEqualTo(Message.of("answer"));
    }

    // ---- subscriptions ----

    @ParameterizedTest
    @EnumSource
    void verboseTellsOfEverySubscriptionAndVerboserOfEveryEndToo(Side side) throws InterruptedException {
        End xpub = on(side, SocketType.XPUB);
        String endpoint = xpub.bind(ANYWHERE);
        End a = facing(side, SocketType.SUB);
        End b = facing(side, SocketType.SUB);
        a.connect(endpoint);
        b.connect(endpoint);
        a.subscribe("A");
        assertThat(xpub.receiveFrom(a)).isEqualTo(Topics.subscription("A"));
        b.subscribe("A");
        b.subscribe("1");
        assertThat(xpub.receiveFrom(b)).as("by default").isEqualTo(Topics.subscription("1"));
        b.unsubscribe("A");
        b.unsubscribe("1");
        assertThat(xpub.receiveFrom(b)).as("by default").isEqualTo(Topics.cancellation("1"));
        xpub.set(ZmqOption.XPUB_VERBOSE, true);
        b.subscribe("A");
        assertThat(xpub.receiveFrom(b)).as("verbose").isEqualTo(Topics.subscription("A"));
        b.unsubscribe("A");
        b.subscribe("2");
        assertThat(xpub.receiveFrom(b)).as("verbose").isEqualTo(Topics.subscription("2"));
        xpub.set(ZmqOption.XPUB_VERBOSER, true);
        b.subscribe("A");
        assertThat(xpub.receiveFrom(b)).as("verboser").isEqualTo(Topics.subscription("A"));
        b.unsubscribe("A");
        assertThat(xpub.receiveFrom(b)).as("verboser").isEqualTo(Topics.cancellation("A"));
    }

    @ParameterizedTest
    @EnumSource
    void aManualPublisherSubscribesItsPeersByHand(Side side) throws InterruptedException {
        End xpub = on(side, SocketType.XPUB);
        xpub.set(ZmqOption.XPUB_MANUAL, true);
        End sub = facing(side, SocketType.SUB);
        sub.connect(xpub.bind(ANYWHERE));
        sub.subscribe("A");
        sub.subscribe("B");
        assertThat(xpub.receiveFrom(sub)).isEqualTo(Topics.subscription("A"));
        xpub.subscribe("B");
        xpub.send(Message.of("A1"));
        xpub.send(Message.of("B1"));
        assertThat(sub.receive()).isEqualTo(Message.of("B1"));
        assertThat(xpub.receiveFrom(sub)).isEqualTo(Topics.subscription("B"));
        sub.unsubscribe("A");
        assertThat(xpub.receiveFrom(sub)).isEqualTo(Topics.cancellation("A"));
        xpub.unsubscribe("B");
        xpub.send(Message.of("B2"));
        assertThat(sub.receive(End.A_MOMENT)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void invertedMatchingSendsToTheOthers(Side side) throws InterruptedException {
        End xpub = on(side, SocketType.XPUB);
        End sub = facing(side, SocketType.SUB);
        xpub.set(ZmqOption.INVERT_MATCHING, true);
        sub.set(ZmqOption.INVERT_MATCHING, true);
        sub.connect(xpub.bind(ANYWHERE));
        sub.subscribe("A");
        assertThat(xpub.receiveFrom(sub)).isEqualTo(Topics.subscription("A"));
        xpub.send(Message.of("A1"));
        xpub.send(Message.of("B1"));
        assertThat(sub.receive()).isEqualTo(Message.of("B1"));
    }

    @ParameterizedTest
    @EnumSource
    void messagesOfAnXsubReachAnXpubAsTheyAre(Side side) throws InterruptedException {
        End xpub = on(side, SocketType.XPUB);
        End xsub = facing(side, SocketType.XSUB);
        xsub.connect(xpub.bind(ANYWHERE));
        xsub.subscribe("A");
        assertThat(xpub.receiveFrom(xsub)).isEqualTo(Topics.subscription("A"));
        xsub.send(Message.of("message", "of two frames"));
        assertThat(xpub.receiveFrom(xsub)).isEqualTo(Message.of("message", "of two frames"));
    }
}
