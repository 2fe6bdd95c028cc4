package org.zmq.loom.blackbox.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.ChannelSocket;
import org.zmq.loom.ClientSocket;
import org.zmq.loom.DishSocket;
import org.zmq.loom.GatherSocket;
import org.zmq.loom.Message;
import org.zmq.loom.PeerSocket;
import org.zmq.loom.RadioSocket;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.ScatterSocket;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqServerSocket;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.blackbox.interop.Libzmq.LibzmqSocket;
import org.zmq.loom.blackbox.interop.Meeting.Binder;

/**
 * We and a libzmq that was built with its draft sockets understand each other; skipped unless {@code -Dlibzmq.drafts} or LIBZMQ_DRAFTS says
 * where its library is.
 */
@Timeout(60)
class DraftTypesTest {
    private static final int[] SIZES = {0, 1, 254, 255, 256, 8192, 8193, 65_536, 1 << 20};
    private static final int MANY = 20_000;

    @RegisterExtension
    static final Theirs<Libzmq> THEIRS = new Theirs<>(Libzmq::startWithDrafts);

    @RegisterExtension
    final OurContext our = new OurContext();

    private static LibzmqSocket theirs(SocketType type) {
        return THEIRS.peer().socket(type);
    }

    private static void meet(ZmqSocket ours, LibzmqSocket theirs, Binder binder) {
        switch (binder) {
            case OURS -> theirs.connect(ours.bind(Cases.ANYWHERE).toString());
            case THEIRS -> {
                var _ = ours.connect(theirs.bind(Cases.ANYWHERE));
            }
        }
    }

    private static Message receive(ReceivingSocket socket) throws InterruptedException {
        return socket.receive(End.PATIENCE).orElseThrow(() -> new AssertionError(socket + " received nothing"));
    }

    private static Message body(int size) {
        return Message.wrap(Content.counting(size, 3));
    }

    /** What libzmq's end of a type with routing ids or groups shows: that, and the body. */
    private static Message behind(byte[] head, Message body) {
        return body.behind(head);
    }

    private static byte[] id(Message received) {
        return received.frame(0);
    }

    private void numbersTo(LibzmqSocket to, SendingSocket from, Message address) throws InterruptedException {
        OurContext.Task<Boolean> sending = OurContext.fork(() -> {
            for (int i = 0; i < MANY; i++) {
                Message number = Message.wrap(Content.numbered(i, 20));
                from.send(address.routingId() == 0 ? number : number.withRoutingId(address.routingId()));
            }
            return true;
        });
        to.receiveNumbers(0, MANY);
        sending.join();
    }

    private static void numbersFrom(LibzmqSocket from, ReceivingSocket to, byte[]... address)
            throws InterruptedException {
        OurContext.Task<Boolean> sending = OurContext.fork(() -> {
            from.sendNumbers(0, MANY, 20, address);
            return true;
        });
        for (int i = 0; i < MANY; i++) {
            assertThat(Content.number(receive(to))).isEqualTo(i);
        }
        sending.join();
    }

    // ---- CLIENT and SERVER ----

    @ParameterizedTest(name = "{0} binds")
    @EnumSource
    void ourClientAsksTheirServer(Binder binder) throws InterruptedException {
        ClientSocket client = our.context().client();
        LibzmqSocket server = theirs(SocketType.SERVER);
        meet(client, server, binder);
        byte[] id = {};
        for (int size : SIZES) {
            client.send(body(size));
            Message question = server.receive();
            id = id(question);
            assertThat(question).isEqualTo(behind(id, body(size)));
            server.send(question);
            Message answer = receive(client);
            assertThat(answer).isEqualTo(body(size));
            assertThat(answer.routingId()).isZero();
        }
        numbersTo(server, client, Message.empty());
        numbersFrom(server, client, id);
    }

    @ParameterizedTest(name = "{0} binds")
    @EnumSource
    void theirClientsAskOurServer(Binder binder) throws InterruptedException {
        ZmqServerSocket server = our.context().server();
        LibzmqSocket first = theirs(SocketType.CLIENT);
        LibzmqSocket second = theirs(SocketType.CLIENT);
        meet(server, first, binder);
        meet(server, second, binder);
        first.send(Message.of("first"));
        Message fromFirst = receive(server);
        second.send(Message.of("second"));
        Message fromSecond = receive(server);
        assertThat(fromFirst.routingId()).isNotEqualTo(fromSecond.routingId());
        server.send(fromSecond.reply("to the second"));
        assertThat(second.receive()).isEqualTo(Message.of("to the second"));
        for (int size : SIZES) {
            first.send(body(size));
            Message question = receive(server);
            assertThat(question).isEqualTo(body(size));
            assertThat(question.routingId()).isEqualTo(fromFirst.routingId());
            server.send(question.reply(question));
            assertThat(first.receive()).isEqualTo(body(size));
        }
        numbersTo(first, server, fromFirst);
        numbersFrom(first, server);
    }

    @ParameterizedTest(name = "{0} binds")
    @EnumSource
    void theirClientThatOurServerDisconnectedIsAnotherOneWhenItIsBack(Binder binder) throws InterruptedException {
        ZmqServerSocket server = our.context().server();
        LibzmqSocket client = theirs(SocketType.CLIENT);
        meet(server, client, binder);
        client.send(Message.of("hello"));
        Message hello = receive(server);
        server.disconnectPeer(hello.routingId());
        if (binder == Binder.THEIRS) {
            var _ = server.connect(server.lastEndpoint().orElseThrow());
        }
        Optional<Message> again = Optional.empty();
        while (again.isEmpty()) { // what it sends before it sees the end is lost
            client.send(Message.of("again"));
            again = server.receive(End.A_MOMENT);
        }
        assertThat(again).contains(Message.of("again"));
        assertThat(again.get().routingId()).isNotEqualTo(hello.routingId());
    }

    // ---- SCATTER and GATHER ----

    @ParameterizedTest(name = "{0} binds")
    @EnumSource
    void ourScatterSendsToTheirGather(Binder binder) throws InterruptedException {
        ScatterSocket scatter = our.context().scatter();
        LibzmqSocket gather = theirs(SocketType.GATHER);
        meet(scatter, gather, binder);
        for (int size : SIZES) {
            scatter.send(body(size));
            assertThat(gather.receive()).isEqualTo(body(size));
        }
        numbersTo(gather, scatter, Message.empty());
    }

    @ParameterizedTest(name = "{0} binds")
    @EnumSource
    void theirScatterSendsToOurGather(Binder binder) throws InterruptedException {
        GatherSocket gather = our.context().gather();
        LibzmqSocket scatter = theirs(SocketType.SCATTER);
        meet(gather, scatter, binder);
        for (int size : SIZES) {
            scatter.send(body(size));
            assertThat(receive(gather)).isEqualTo(body(size));
        }
        numbersFrom(scatter, gather);
    }

    // ---- CHANNEL ----

    @ParameterizedTest(name = "{0} binds")
    @EnumSource
    void channelsTalkBothWays(Binder binder) throws InterruptedException {
        ChannelSocket ours = our.context().channel();
        LibzmqSocket theirs = theirs(SocketType.CHANNEL);
        meet(ours, theirs, binder);
        for (int size : SIZES) {
            ours.send(body(size));
            assertThat(theirs.receive()).isEqualTo(body(size));
            theirs.send(body(size));
            assertThat(receive(ours)).isEqualTo(body(size));
        }
        numbersTo(theirs, ours, Message.empty());
        numbersFrom(theirs, ours);
    }

    // ---- PEER ----

    @ParameterizedTest(name = "{0} binds")
    @EnumSource
    void peersTalkToEachOther(Binder binder) throws InterruptedException {
        PeerSocket ours = our.context().peer();
        LibzmqSocket theirs = theirs(SocketType.PEER);
        int toThem;
        byte[] toUs;
        if (binder == Binder.THEIRS) {
            toThem = ours.connectPeer(theirs.bind(Cases.ANYWHERE));
            ours.send(Message.of("hello").withRoutingId(toThem));
            Message hello = theirs.receive();
            toUs = id(hello);
            assertThat(hello).isEqualTo(Message.of("hello").behind(toUs));
        } else {
            toUs = theirs.connectPeer(ours.bind(Cases.ANYWHERE).toString());
            theirs.send(Message.of("hello").behind(toUs));
            Message hello = receive(ours);
            toThem = hello.routingId();
            assertThat(hello).isEqualTo(Message.of("hello"));
        }
        for (int size : SIZES) {
            ours.send(body(size).withRoutingId(toThem));
            assertThat(theirs.receive()).isEqualTo(behind(toUs, body(size)));
            theirs.send(behind(toUs, body(size)));
            Message back = receive(ours);
            assertThat(back).isEqualTo(body(size));
            assertThat(back.routingId()).isEqualTo(toThem);
        }
        numbersTo(theirs, ours, Message.empty().withRoutingId(toThem));
        numbersFrom(theirs, ours, toUs);
    }

    @ParameterizedTest(name = "{0} binds")
    @EnumSource
    void theirPeerCannotReachANumberThatNobodyHas(Binder binder) throws InterruptedException {
        PeerSocket ours = our.context().peer();
        LibzmqSocket theirs = theirs(SocketType.PEER);
        meet(ours, theirs, binder);
        byte[] nobody = ByteBuffer.allocate(4).putInt(12_345).array();
        assertThatThrownBy(() -> theirs.send(Message.of("?").behind(nobody))).hasMessageContaining("unreachable");
    }

    // ---- RADIO and DISH ----

    private static Message in(String group, Message body) {
        return body.behind(group.getBytes(UTF_8));
    }

    /** Nobody tells when a radio has heard what a dish has joined; so ours says something until it is heard. */
    private static void awaitJoined(RadioSocket radio, LibzmqSocket dish, String group) throws InterruptedException {
        Optional<Message> heard = Optional.empty();
        while (heard.isEmpty()) {
            radio.send(Message.of("is anybody there?").withGroup(group));
            heard = dish.receive(End.A_MOMENT);
        }
        radio.send(Message.of("good").withGroup(group));
        while (!heard.get().equals(in(group, Message.of("good")))) {
            heard = Optional.of(dish.receive());
        }
    }

    private static void awaitJoined(LibzmqSocket radio, DishSocket dish, String group) throws InterruptedException {
        Optional<Message> heard = Optional.empty();
        while (heard.isEmpty()) {
            radio.send(in(group, Message.of("is anybody there?")));
            heard = dish.receive(End.A_MOMENT);
        }
        radio.send(in(group, Message.of("good")));
        while (!heard.get().equals(Message.of("good"))) {
            heard = Optional.of(receive(dish));
        }
    }

    @ParameterizedTest(name = "{0} binds")
    @EnumSource
    void ourRadioReachesTheirDishInItsGroups(Binder binder) throws InterruptedException {
        RadioSocket radio = our.context().radio();
        LibzmqSocket dish = theirs(SocketType.DISH);
        String longest = "x".repeat(255);
        dish.join("TV");
        meet(radio, dish, binder);
        awaitJoined(radio, dish, "TV");
        dish.join(longest);
        awaitJoined(radio, dish, longest);
        for (int size : SIZES) {
            radio.send(body(size).withGroup("Movies"));
            radio.send(body(size).withGroup("TV"));
            assertThat(dish.receive()).isEqualTo(in("TV", body(size)));
            radio.send(body(size).withGroup(longest));
            assertThat(dish.receive()).isEqualTo(in(longest, body(size)));
        }
        dish.leave("TV");
        radio.send(Message.of("nobody").withGroup("TV"));
        radio.send(Message.of("somebody").withGroup(longest));
        assertThat(dish.receive()).isEqualTo(in(longest, Message.of("somebody")));
    }

    @ParameterizedTest(name = "{0} binds")
    @EnumSource
    void theirRadioReachesOurDishInItsGroups(Binder binder) throws InterruptedException {
        DishSocket dish = our.context().dish();
        LibzmqSocket radio = theirs(SocketType.RADIO);
        String longest = "x".repeat(255);
        dish.join("TV");
        meet(dish, radio, binder);
        awaitJoined(radio, dish, "TV");
        dish.join(longest);
        awaitJoined(radio, dish, longest);
        for (int size : SIZES) {
            radio.send(in("Movies", body(size)));
            radio.send(in("TV", body(size)));
            Message toTv = receive(dish);
            assertThat(toTv).isEqualTo(body(size));
            assertThat(toTv.group()).isEqualTo("TV");
            radio.send(in(longest, body(size)));
            assertThat(receive(dish).group()).isEqualTo(longest);
        }
        dish.leave("TV");
        radio.send(in("TV", Message.of("nobody")));
        radio.send(in(longest, Message.of("somebody")));
        assertThat(receive(dish)).isEqualTo(Message.of("somebody"));
    }

    @ParameterizedTest(name = "{0} binds")
    @EnumSource
    void manyMessagesReachADishInOrder(Binder binder) throws InterruptedException {
        DishSocket dish = our.context().dish();
        LibzmqSocket radio = theirs(SocketType.RADIO);
        dish.set(ZmqOption.RECEIVE_HWM, ZmqOption.UNLIMITED);
        dish.set(ZmqOption.RECEIVE_QUEUE_BYTES, ZmqOption.UNLIMITED_BYTES);
        radio.set(ZmqOption.SEND_HWM, ZmqOption.UNLIMITED);
        dish.join("TV");
        meet(dish, radio, binder);
        awaitJoined(radio, dish, "TV");
        numbersFrom(radio, dish, "TV".getBytes(UTF_8));
    }
}
