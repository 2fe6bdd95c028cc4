package org.zmq.loom.blackbox.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;

/** Peers are called what they want to be called, and requests find their replies. */
interface RoutingCases extends Cases {
    private static byte[] name(String name) {
        return name.getBytes(UTF_8);
    }

    @Test
    default void anUnnamedPeerIsGivenAName() throws InterruptedException {
        End router = ours(SocketType.ROUTER);
        End dealer = theirs(SocketType.DEALER);
        dealer.connect(router.bind(ANYWHERE));
        dealer.send(Message.of("hello"));
        Message request = router.receive();
        assertThat(request.frame(0)).hasSize(5).startsWith(0);
        router.send(request.reply("welcome"));
        assertThat(dealer.receive()).isEqualTo(Message.of("welcome"));
    }

    @Test
    default void aMandatoryRouterRefusesWhoIsNotThereAnyMore() throws InterruptedException {
        OurEnd router = ours(SocketType.ROUTER);
        router.set(ZmqOption.ROUTER_MANDATORY, true);
        End dealer = theirs(SocketType.DEALER);
        dealer.set(ZmqOption.ROUTING_ID, name("anna"));
        Message message = Message.of("anna", "hello");
        String endpoint = router.bind(ANYWHERE);
        assertThatThrownBy(() -> router.send(message)).isInstanceOf(ZmqException.Unreachable.class);

        dealer.connect(endpoint);
        dealer.send(Message.of("here"));
        assertThat(router.receive()).isEqualTo(Message.of("anna", "here"));
        router.send(message);
        assertThat(dealer.receive()).isEqualTo(Message.of("hello"));

        try (var events = router.socket().events()) {
            dealer.close();
            var _ = OurContext.await(events, SocketEvent.Disconnected.class);
        }
        assertThatThrownBy(() -> router.send(message)).isInstanceOf(ZmqException.Unreachable.class);
    }

    @Test
    default void aConnectingRouterMayChooseTheNameOfItsPeer() throws InterruptedException {
        End our = ours(SocketType.ROUTER);
        End their = theirs(SocketType.ROUTER);
        their.set(ZmqOption.ROUTING_ID, name("what it calls itself"));
        our.set(ZmqOption.ROUTING_ID, name("ours"));
        our.set(ZmqOption.CONNECT_ROUTING_ID, name("what we call it"));
        our.connect(their.bind(ANYWHERE));
        our.send(Message.of("what we call it", "hello"));
        assertThat(their.receive()).isEqualTo(Message.of("ours", "hello"));
        their.send(Message.of("ours", "welcome"));
        assertThat(our.receive()).isEqualTo(Message.of("what we call it", "welcome"));
    }

    @Test
    default void aProbedRouterLearnsOfUs() throws InterruptedException {
        End our = ours(SocketType.DEALER);
        End their = theirs(SocketType.ROUTER);
        our.set(ZmqOption.PROBE_ROUTER, true);
        our.set(ZmqOption.ROUTING_ID, name("ours"));
        our.connect(their.bind(ANYWHERE));
        assertThat(their.receive()).isEqualTo(Message.of("ours", ""));
    }

    @Test
    default void numberedRequestsFindTheirReplies() throws InterruptedException {
        for (boolean oursAsks : new boolean[] {true, false}) {
            End req = oursAsks ? ours(SocketType.REQ) : theirs(SocketType.REQ);
            End router = oursAsks ? theirs(SocketType.ROUTER) : ours(SocketType.ROUTER);
            req.set(ZmqOption.REQ_CORRELATE, true);
            req.set(ZmqOption.ROUTING_ID, name("asker"));
            req.connect(router.bind(ANYWHERE));
            req.send(Message.of("question"));
            Message question = router.receive();
            assertThat(question.frameCount()).isEqualTo(4);
            assertThat(question.text(0)).isEqualTo("asker");
            assertThat(question.frame(1)).hasSize(4);
            assertThat(question.text(2)).isEmpty();
            byte[] wrong = question.frame(1);
            wrong[0]++;
            router.send(Message.of(name("asker"), wrong, new byte[0], name("answer to another question")));
            router.send(Message.of(name("asker"), question.frame(1), new byte[0], name("answer")));
            assertThat(req.receive()).isEqualTo(Message.of("answer"));
        }
    }

    @Test
    default void aRelaxedRequestIsAnsweredAfterOneThatWasNot() throws InterruptedException {
        End req = ours(SocketType.REQ);
        End router = theirs(SocketType.ROUTER);
        req.set(ZmqOption.REQ_RELAXED, true);
        req.set(ZmqOption.REQ_CORRELATE, true);
        req.connect(router.bind(ANYWHERE));
        req.send(Message.of("first"));
        Message first = router.receive();
        req.send(Message.of("second"));
        Message second = router.receive();
        router.send(Message.of(first.frame(0), first.frame(1), first.frame(2), name("late")));
        router.send(Message.of(second.frame(0), second.frame(1), second.frame(2), name("answer")));
        assertThat(req.receive()).isEqualTo(Message.of("answer"));
    }

    @Test
    default void envelopesOfAnyDepthComeBack() throws InterruptedException {
        for (boolean oursServes : new boolean[] {true, false}) {
            End rep = oursServes ? ours(SocketType.REP) : theirs(SocketType.REP);
            End dealer = oursServes ? theirs(SocketType.DEALER) : ours(SocketType.DEALER);
            dealer.connect(rep.bind(ANYWHERE));
            dealer.send(Message.of("no envelope, so nobody hears it"));
            dealer.send(Message.of("x", "y", "", "question", "", "more"));
            assertThat(rep.receive()).isEqualTo(Message.of("question", "", "more"));
            rep.send(Message.of("answer"));
            assertThat(dealer.receive()).isEqualTo(Message.of("x", "y", "", "answer"));
        }
    }

    @Test
    default void requestsGoToAllServersInTurn() throws InterruptedException {
        End dealer = ours(SocketType.DEALER);
        End[] servers = {theirs(SocketType.REP), theirs(SocketType.REP), theirs(SocketType.REP)};
        for (End server : servers) {
            dealer.connect(server.bind(ANYWHERE));
        }
        for (int i = 0; i < 9; i++) {
            dealer.send(Message.of("", "question " + i));
        }
        for (int i = 0; i < 9; i++) {
            End server = servers[i % 3];
            assertThat(server.receive()).isEqualTo(Message.of("question " + i));
            server.send(Message.of("answer " + i));
            assertThat(dealer.receive()).isEqualTo(Message.of("", "answer " + i));
        }
    }
}
