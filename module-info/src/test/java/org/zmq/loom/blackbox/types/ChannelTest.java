package org.zmq.loom.blackbox.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.ChannelSocket;
import org.zmq.loom.Message;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;

/** CHANNEL: one peer, both directions, one frame at a time. */
@ExtendWith(LoomExtension.class)
class ChannelTest {
    @ParameterizedTest
    @EnumSource
    void talksBothWays(Where where, Loom loom) throws InterruptedException {
        ChannelSocket here = loom.context().channel();
        ChannelSocket there = loom.context().channel();
        where.join(here, there);
        there.send("question");
        assertThat(here.receive()).isEqualTo(Message.of("question"));
        here.send("answer");
        here.send("and more");
        assertThat(there.receive()).isEqualTo(Message.of("answer"));
        assertThat(there.receive()).isEqualTo(Message.of("and more"));
    }

    @LoomTest
    void severalFramesAreRefusedAndDropped(Loom loom) throws InterruptedException {
        ChannelSocket channel = loom.context().channel();
        PeerWire wire = loom.own(ScriptedPeer.dial(channel.bind("tcp://127.0.0.1:*")));
        wire.handshake(SocketType.CHANNEL).sendMessage("two", "frames").sendMessage("one");
        assertThat(channel.receive()).isEqualTo(Message.of("one"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> channel.send(Message.of("two", "frames")))
                .withMessage("EINVAL: a message of 2 frames; a CHANNEL sends messages of exactly 1");
        channel.send("fine");
        wire.expectHex("00 04 66 69 6e 65").expectQuiet();
    }

    @LoomTest
    void aSecondPeerIsSentAway(Loom loom) throws InterruptedException {
        ChannelSocket channel = loom.context().channel();
        var events = loom.events(channel);
        var endpoint = channel.bind("tcp://127.0.0.1:*");
        PeerWire first = loom.own(ScriptedPeer.dial(endpoint));
        first.handshake(SocketType.CHANNEL).sendMessage("first");
        assertThat(channel.receive()).isEqualTo(Message.of("first"));
        PeerWire second = loom.own(ScriptedPeer.dial(endpoint));
        second.handshake(SocketType.CHANNEL).expectGone();
        assertThat(events.await(SocketEvent.Disconnected.class).cause()).isInstanceOf(Cause.Refused.class);
        channel.send("still there");
        first.expectMessage("still there");
    }

    @LoomTest
    void waitsForItsPeerAndAtTheHighWaterMark(Loom loom) throws InterruptedException {
        ChannelSocket here = loom.context().channel();
        here.set(ZmqOption.SEND_HWM, 1);
        ChannelSocket there = loom.context().channel();
        there.set(ZmqOption.RECEIVE_HWM, 1);
        String endpoint = Where.INPROC.bind(here);
        assertThat(here.canSend()).isFalse();
        Fork<?> sender = loom.fork("sender", () -> {
            here.send("1");
            here.send("2");
            here.send("3");
        });
        loom.awaitParked(sender);
        var _ = there.connect(endpoint);
        assertThat(there.receive()).isEqualTo(Message.of("1"));
        Object _ = sender.join();
        assertThat(here.canSend()).isFalse();
        assertThat(there.receive()).isEqualTo(Message.of("2"));
        assertThat(there.receive()).isEqualTo(Message.of("3"));
    }
}
