package org.zmq.loom.blackbox.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.Message;
import org.zmq.loom.PeerSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;

/** PEER: each calls each other by numbers of its own, and the one that connects knows the number at once. */
@ExtendWith(LoomExtension.class)
class PeerTest {
    private static PeerSocket peer(Loom loom) {
        return loom.context().peer();
    }

    @ParameterizedTest
    @EnumSource
    void whoConnectsCanSendAtOnceAndIsAnsweredUnderTheSameNumber(Where where, Loom loom) throws InterruptedException {
        PeerSocket here = peer(loom);
        PeerSocket there = peer(loom);
        int id = here.connectPeer(where.bind(there));
        assertThat(id).isNotZero();
        here.send(Message.of("hello").withRoutingId(id));
        Message hello = there.receive();
        assertThat(hello).isEqualTo(Message.of("hello"));
        assertThat(hello.routingId()).isNotZero();
        there.send(hello.reply("hello yourself"));
        Message answer = here.receive();
        assertThat(answer).isEqualTo(Message.of("hello yourself"));
        assertThat(answer.routingId()).isEqualTo(id);
    }

    @LoomTest
    void messagesForAPeerThatIsNotThereYetWait(Loom loom) throws InterruptedException {
        PeerSocket here = peer(loom);
        int id = here.connectPeer("inproc://later");
        here.send(Message.of("hello").withRoutingId(id));
        PeerSocket there = peer(loom);
        var _ = there.bind("inproc://later");
        assertThat(there.receive()).isEqualTo(Message.of("hello"));
    }

    @LoomTest
    void severalPeersHaveSeveralNumbers(Loom loom) throws InterruptedException {
        PeerSocket hub = peer(loom);
        PeerSocket a = peer(loom);
        PeerSocket b = peer(loom);
        int toA = hub.connectPeer(Where.TCP.bind(a));
        int toB = hub.connectPeer(Where.TCP.bind(b));
        assertThat(toA).isNotEqualTo(toB);
        hub.send(Message.of("for b").withRoutingId(toB));
        hub.send(Message.of("for a").withRoutingId(toA));
        assertThat(a.receive()).isEqualTo(Message.of("for a"));
        assertThat(b.receive()).isEqualTo(Message.of("for b"));
    }

    @LoomTest
    void connectWithoutANumberWorksAsWell(Loom loom) throws InterruptedException {
        PeerSocket here = peer(loom);
        PeerSocket there = peer(loom);
        Where.TCP.join(there, here);
        int id = here.connectPeer(Where.INPROC.bind(there));
        here.send(Message.of("hello").withRoutingId(id));
        there.send(there.receive().reply("hello yourself"));
        assertThat(here.receive().routingId()).isEqualTo(id);
    }

    @LoomTest
    void theNumberStaysOverAReconnect(Loom loom) throws InterruptedException {
        PeerSocket here = peer(loom);
        ScriptedPeer there = loom.peer();
        int id = here.connectPeer(there.endpoint());
        here.send(Message.of("1").withRoutingId(id));
        PeerWire first = there.accept().handshake(SocketType.PEER).expectMessage("1");
        first.close();
        PeerWire second = there.accept().handshake(SocketType.PEER).sendMessage("back");
        assertThat(here.receive().routingId()).isEqualTo(id);
        here.send(Message.of("2").withRoutingId(id));
        second.expectHex("00 01 32").expectQuiet();
    }

    @LoomTest
    void whoWaitsForTheConnectionHasNoNumberToTell(Loom loom) {
        PeerSocket here = peer(loom);
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        here.connectPeer("tcp://127.0.0.1:1", ZmqOptions.none().with(ZmqOption.IMMEDIATE, true)))
                .withMessageContaining("ZMQ_IMMEDIATE");
        here.set(ZmqOption.IMMEDIATE, true);
        assertThatIllegalStateException().isThrownBy(() -> here.connectPeer("inproc://here"));
        assertThatIllegalArgumentException().isThrownBy(() -> here.connectPeer("nonsense"));
    }

    @ParameterizedTest
    @EnumSource
    void aPeerThatWasDisconnectedCannotBeSentToAtOnce(Where where, Loom loom) throws InterruptedException {
        PeerSocket here = peer(loom);
        PeerSocket there = peer(loom);
        String endpoint = where.bind(there);
        int id = here.connectPeer(endpoint);
        here.send(Message.of("hello").withRoutingId(id));
        Message hello = there.receive();
        here.disconnectPeer(id);
        assertThatExceptionOfType(ZmqException.Unreachable.class)
                .isThrownBy(() -> here.send(Message.of("?").withRoutingId(id)));
        assertThatExceptionOfType(ZmqException.Unreachable.class).isThrownBy(() -> here.disconnectPeer(id));
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .as("the endpoint is gone, too")
                .isThrownBy(() -> here.disconnect(endpoint));
        if (where == Where.INPROC) {
            assertThatExceptionOfType(ZmqException.Unreachable.class).isThrownBy(() -> there.send(hello.reply("?")));
        }
    }

    @LoomTest
    void aPeerThatWasDisconnectedIsNotConnectedAgain(Loom loom) throws InterruptedException {
        PeerSocket here = peer(loom);
        PeerSocket there = peer(loom);
        var events = loom.events(there);
        int id = here.connectPeer(Where.TCP.bind(there));
        var _ = events.await(SocketEvent.HandshakeSucceeded.class);
        here.disconnectPeer(id);
        var _ = events.await(SocketEvent.Disconnected.class);
        int again = here.connectPeer(there.lastEndpoint().orElseThrow());
        assertThat(again).isNotEqualTo(id);
        here.send(Message.of("hello").withRoutingId(again));
        assertThat(there.receive()).isEqualTo(Message.of("hello"));
    }

    @LoomTest
    void severalFramesAreRefusedAndDropped(Loom loom) throws InterruptedException {
        PeerSocket here = peer(loom);
        ScriptedPeer there = loom.peer();
        int id = here.connectPeer(there.endpoint());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> here.send(Message.of("two", "frames").withRoutingId(id)))
                .withMessage("EINVAL: a message of 2 frames; a PEER sends messages of exactly 1");
        there.accept()
                .handshake(SocketType.PEER)
                .sendMessage("two", "frames")
                .sendMessage("one")
                .expectQuiet();
        assertThat(here.receive()).isEqualTo(Message.of("one"));
    }
}
