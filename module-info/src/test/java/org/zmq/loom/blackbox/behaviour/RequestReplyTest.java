package org.zmq.loom.blackbox.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.Context;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Errno;
import org.zmq.loom.Message;
import org.zmq.loom.RepSocket;
import org.zmq.loom.ReqSocket;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.RoutingId;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.testkit.EventLog;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;

/** A request goes to one server, behind its envelope; what comes back is the reply to it or is not heard. */
@ExtendWith(LoomExtension.class)
class RequestReplyTest {
    private static final int SERVERS = 5;

    private static List<RepSocket> servers(Place place, Context context, ReqSocket req) {
        List<RepSocket> servers = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) {
            RepSocket rep = context.rep();
            req.connect(rep.bind(place.anywhere()).toString());
            servers.add(rep);
        }
        return servers;
    }

    @ParameterizedTest
    @EnumSource
    void twoFramesGoThereAndBack(Place place, Loom loom) throws InterruptedException {
        RepSocket rep = loom.context().rep();
        ReqSocket req = loom.context().req();
        req.connect(rep.bind(place.anywhere()).toString());
        req.send(Message.of("two", "frames"));
        Message request = rep.receive();
        assertThat(request).isEqualTo(Message.of("two", "frames"));
        rep.send(request);
        assertThat(req.receive()).isEqualTo(request);
    }

    @ParameterizedTest
    @EnumSource
    void requestsGoToServersInTheOrderOfConnecting(Place place, Loom loom) throws InterruptedException {
        ReqSocket req = loom.context().req();
        List<RepSocket> servers = servers(place, loom.context(), req);
        for (int i = 0; i < 2 * SERVERS; i++) {
            RepSocket server = servers.get(i % SERVERS);
            req.send("question " + i);
            assertThat(server.receive()).isEqualTo(Message.of("question " + i));
            server.send("answer " + i);
            assertThat(req.receive()).isEqualTo(Message.of("answer " + i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequestTravelsBehindAnEmptyFrame(Place place, Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        ReqSocket req = loom.context().req();
        req.connect(router.bind(place.anywhere()).toString());
        req.send(Message.of("ABC", "DEF"));
        Message request = router.receive();
        assertThat(request.frame(0)).hasSize(5).startsWith((byte) 0);
        assertThat(request.without(1)).isEqualTo(Message.of("", "ABC", "DEF"));
        router.send(Message.of("", "GHI").behind(request.frame(0)));
        assertThat(req.receive()).isEqualTo(Message.of("GHI"));
    }

    @ParameterizedTest
    @EnumSource
    void whoHasAskedMustHearBeforeItAsksAgain(Place place, Loom loom) throws InterruptedException {
        RepSocket rep = loom.context().rep();
        ReqSocket req = loom.context().req();
        req.connect(rep.bind(place.anywhere()).toString());
        assertWrongState(req::tryReceive);
        assertWrongState(() -> rep.trySend(Message.of("nobody has asked")));
        req.send("question");
        assertWrongState(() -> req.trySend(Message.of("one more")));
        assertThat(rep.receive()).isEqualTo(Message.of("question"));
        assertWrongState(rep::tryReceive);
        rep.send("answer");
        assertThat(req.receive()).isEqualTo(Message.of("answer"));
    }

    private static void assertWrongState(Runnable call) {
        assertThatExceptionOfType(ZmqException.WrongState.class)
                .isThrownBy(call::run)
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.EFSM));
    }

    @ParameterizedTest
    @EnumSource
    void theEnvelopeOfARequestIsPutBackOnTheReply(Place place, Loom loom) throws InterruptedException {
        RepSocket rep = loom.context().rep();
        DealerSocket dealer = loom.context().dealer();
        dealer.connect(rep.bind(place.anywhere()).toString());
        dealer.send(Message.of("X", "Y", "", "A", "", "B"));
        assertThat(rep.receive()).isEqualTo(Message.of("A", "", "B"));
        rep.send("C");
        assertThat(dealer.receive()).isEqualTo(Message.of("X", "Y", "", "C"));
    }

    @ParameterizedTest
    @EnumSource
    void requestsPassADeviceAndRepliesPassBack(Place place, Loom loom) throws InterruptedException {
        RouterSocket front = loom.context().router();
        DealerSocket back = loom.context().dealer();
        ReqSocket req = loom.context().req();
        RepSocket rep = loom.context().rep();
        req.connect(front.bind(place.anywhere()).toString());
        rep.connect(back.bind(place.anywhere()).toString());
        req.send(Message.of("A", "B"));
        Message there = front.receive();
        assertThat(there.frameCount()).isEqualTo(4);
        back.send(there);
        assertThat(rep.receive()).isEqualTo(Message.of("A", "B"));
        rep.send(Message.of("C", "D"));
        Message backAgain = back.receive();
        assertThat(backAgain.frameCount()).isEqualTo(4);
        front.send(backAgain);
        assertThat(req.receive()).isEqualTo(Message.of("C", "D"));
    }

    @ParameterizedTest
    @EnumSource
    void anAddressAloneIsNoReply(Place place, Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        ReqSocket req = loom.context().req();
        req.connect(router.bind(place.anywhere()).toString());
        req.send("question");
        Message request = router.receive();
        router.send(Message.of(request.frame(0)));
        router.send(request.reply("answer"));
        assertThat(req.receive()).isEqualTo(Message.of("answer"));
    }

    @ParameterizedTest
    @EnumSource
    void aReplyToAnotherRequestIsNotHeard(Place place, Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        ReqSocket req = loom.context().req();
        req.set(ZmqOption.REQ_CORRELATE, true);
        req.connect(router.bind(place.anywhere()).toString());
        req.send("question");
        Message request = router.receive();
        assertThat(request.frameCount()).isEqualTo(4);
        byte[] number = request.frame(1);
        assertThat(number).hasSize(4);
        assertThat(request.frame(2)).isEmpty();
        byte[] another = number.clone();
        another[3]++;
        router.send(Message.of(request.frame(0), another, new byte[0], "wrong".getBytes(UTF_8)));
        router.send(Message.of(request.frame(0), number, new byte[0], "right".getBytes(UTF_8)));
        assertThat(req.receive()).isEqualTo(Message.of("right"));
    }

    // ---- the server that was asked has gone ----

    private static final RoutingId CLIENT = RoutingId.of("client");

    private static ReqSocket client(Loom loom) {
        ReqSocket req = loom.context().req();
        req.set(ZmqOption.ROUTING_ID, CLIENT.bytes());
        return req;
    }

    /** A server that can call the client without having heard of it. */
    private static RouterSocket caller(Loom loom, Endpoint client) {
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.CONNECT_ROUTING_ID, CLIENT.bytes());
        router.connect(client);
        return router;
    }

    private static void awaitPeers(ReqSocket req, int count) {
        Seen.until(count + " peers are connected", () -> req.pipeStats().size() == count);
    }

    /** What another server says is dropped, and the client may neither receive nor, unless it is relaxed, ask again. */
    private static void hearsNotFrom(RouterSocket other, ReqSocket req) throws InterruptedException {
        other.send(Message.of("", "instead").behind(CLIENT));
        Seen.until("the message is here", () -> req.pipeStats().stream().anyMatch(pipe -> pipe.inbound() == 1));
        assertThat(req.canReceive()).isFalse();
        assertThat(req.tryReceive()).isEmpty();
        assertWrongState(() -> req.trySend(Message.of("again")));

        req.set(ZmqOption.REQ_RELAXED, true);
        req.send("again");
        Message again = other.receive();
        assertThat(again.without(1)).isEqualTo(Message.of("", "again"));
        other.send(again.reply("answer"));
        assertThat(req.receive()).isEqualTo(Message.of("answer"));
    }

    @ParameterizedTest
    @EnumSource
    void whoseServerHasGoneHearsNoOther(Place place, Loom loom) throws InterruptedException {
        ReqSocket req = client(loom);
        Endpoint here = req.bind(place.anywhere());
        RouterSocket asked = caller(loom, here);
        req.send("question");
        assertThat(asked.receive().text(2)).isEqualTo("question");
        RouterSocket other = caller(loom, here);
        awaitPeers(req, 2);
        asked.close();
        awaitPeers(req, 1);
        hearsNotFrom(other, req);
    }

    @ParameterizedTest
    @EnumSource
    void whoseServerHasComeBackByAnotherConnectionDoesNotHearIt(Place place, Loom loom) throws InterruptedException {
        ReqSocket req = client(loom);
        Endpoint here = req.bind(place.anywhere());
        RouterSocket asked = caller(loom, here);
        req.send("question");
        assertThat(asked.receive().text(2)).isEqualTo("question");
        asked.disconnect(here);
        awaitPeers(req, 0);
        asked.set(ZmqOption.CONNECT_ROUTING_ID, CLIENT.bytes());
        asked.connect(here);
        hearsNotFrom(asked, req);
    }

    @ParameterizedTest
    @EnumSource
    void whoHasDisconnectedItsServerHearsNoOther(Place place, Loom loom) throws InterruptedException {
        ReqSocket req = client(loom);
        RouterSocket asked = loom.context().router();
        RouterSocket other = loom.context().router();
        EventLog events = loom.events(other);
        Endpoint there = asked.bind(place.anywhere());
        req.connect(there);
        req.connect(other.bind(place.anywhere()));
        req.send("question");
        assertThat(asked.receive().text(2)).isEqualTo("question");
        if (place == Place.TCP) {
            var _ = events.await(SocketEvent.HandshakeSucceeded.class); // so that it knows the client
        }
        req.disconnect(there);
        hearsNotFrom(other, req);
    }

    /** To the client it is the same server as before: the one that it is connected to. */
    @LoomTest
    void aServerThatIsBackAtItsEndpointMayStillAnswer(Loom loom) throws InterruptedException {
        try (Place.Reserved port = Place.TCP.reserve()) {
            ReqSocket req = client(loom);
            req.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(5));
            RouterSocket before = loom.context().router();
            before.bind(port.endpoint());
            req.connect(port.endpoint());
            req.send("question");
            assertThat(before.receive().text(2)).isEqualTo("question");
            before.close();

            RouterSocket after = loom.context().router();
            EventLog events = loom.events(after);
            after.bind(port.endpoint());
            var _ = events.await(SocketEvent.HandshakeSucceeded.class);
            after.send(Message.of("", "answer").behind(CLIENT));
            assertThat(req.receive()).isEqualTo(Message.of("answer"));
        }
    }

    // ---- who need not wait for the reply ----

    private static ReqSocket relaxed(Loom loom) {
        ReqSocket req = loom.context().req();
        req.set(ZmqOption.REQ_RELAXED, true);
        req.set(ZmqOption.REQ_CORRELATE, true);
        return req;
    }

    @ParameterizedTest
    @EnumSource
    void whoMayAskAgainGoesOnWithTheNextServer(Place place, Loom loom) throws InterruptedException {
        ReqSocket req = relaxed(loom);
        List<RepSocket> servers = servers(place, loom.context(), req);
        req.send("not waited for");
        assertThat(req.canSend()).isTrue();
        RepSocket first = servers.getFirst();
        assertThat(first.receive()).isEqualTo(Message.of("not waited for"));
        first.send("late");
        Seen.until("the late reply is here", req::canReceive);
        for (int i = 1; i <= SERVERS; i++) {
            RepSocket server = servers.get(i % SERVERS);
            req.send("question " + i);
            assertThat(server.receive()).isEqualTo(Message.of("question " + i));
            server.send("answer " + i);
            assertThat(req.receive()).isEqualTo(Message.of("answer " + i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReplyThatComesAfterTheNextRequestIsNotHeard(Place place, Loom loom) throws InterruptedException {
        ReqSocket req = relaxed(loom);
        List<RepSocket> servers = servers(place, loom.context(), req);
        req.send("first");
        assertThat(servers.get(0).receive()).isEqualTo(Message.of("first"));
        req.send("second");
        assertThat(servers.get(1).receive()).isEqualTo(Message.of("second"));
        servers.get(0).send("late");
        servers.get(1).send("answer");
        assertThat(req.receive()).isEqualTo(Message.of("answer"));
        assertWrongState(req::tryReceive);
    }

    @ParameterizedTest
    @EnumSource
    void ofRequestsThatWaitedForTheirServerTheLastIsAnswered(Place place, Loom loom) throws InterruptedException {
        ReqSocket req = relaxed(loom);
        try (Place.Reserved later = place.reserve()) {
            req.connect(later.endpoint());
            req.send("first");
            req.send("second");
            RepSocket rep = loom.context().rep();
            rep.bind(later.endpoint());
            for (String text : new String[] {"first", "second"}) {
                assertThat(rep.receive()).isEqualTo(Message.of(text));
                rep.send("answer to the " + text);
            }
            assertThat(req.receive()).isEqualTo(Message.of("answer to the second"));
        }
    }
}
