package org.zmq.loom.blackbox.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.GatherSocket;
import org.zmq.loom.Message;
import org.zmq.loom.Poller;
import org.zmq.loom.Poller.Interest;
import org.zmq.loom.ScatterSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;

/** SCATTER and GATHER: PUSH and PULL of one frame at a time. */
@ExtendWith(LoomExtension.class)
class ScatterGatherTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:*";

    @ParameterizedTest
    @EnumSource
    void scatterSendsToItsGatherersInTurn(Where where, Loom loom) throws InterruptedException {
        ScatterSocket scatter = loom.context().scatter();
        GatherSocket first = loom.context().gather();
        GatherSocket second = loom.context().gather();
        if (where == Where.INPROC) {
            where.join(scatter, first, second);
        } else {
            var _ = scatter.connect(where.bind(first));
            var _ = scatter.connect(where.bind(second));
        }
        scatter.send("1");
        scatter.send("2");
        scatter.send("3");
        assertThat(first.receive()).isEqualTo(Message.of("1"));
        assertThat(second.receive()).isEqualTo(Message.of("2"));
        assertThat(first.receive()).isEqualTo(Message.of("3"));
        assertThat(second.tryReceive()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void gatherReceivesFromItsScatterersInTurn(Where where, Loom loom) throws InterruptedException {
        GatherSocket gather = loom.context().gather();
        ScatterSocket a = loom.context().scatter();
        ScatterSocket b = loom.context().scatter();
        where.join(gather, a, b);
        int each = 100;
        for (int i = 0; i < each; i++) {
            a.send("a");
            b.send("b");
        }
        int fromA = 0;
        for (int i = 0; i < 2 * each; i++) {
            fromA += gather.receive().text().equals("a") ? 1 : 0;
        }
        assertThat(fromA).isEqualTo(each);
    }

    @LoomTest
    void severalFramesAreRefusedWithTheReason(Loom loom) {
        ScatterSocket scatter = loom.context().scatter();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scatter.send(Message.of("two", "frames")))
                .withMessage("EINVAL: a message of 2 frames; a SCATTER sends messages of exactly 1");
    }

    @LoomTest
    void severalFramesThatAPeerSendsAreDropped(Loom loom) throws InterruptedException {
        GatherSocket gather = loom.context().gather();
        PeerWire wire = loom.own(ScriptedPeer.dial(gather.bind(ANYWHERE)));
        Poller poller = loom.own(loom.context().poller());
        poller.add(gather, Interest.RECEIVE);
        wire.handshake(SocketType.SCATTER)
                .sendMessage("two", "frames")
                .sendMessage("one")
                .sendMessage("two", "again")
                .sendMessage("buffer");
        assertThat(poller.poll()).hasSize(1);
        assertThat(gather.receive()).isEqualTo(Message.of("one"));
        ByteBuffer into = ByteBuffer.allocate(10);
        assertThat(gather.receive(into)).isEqualTo(6);
        assertThat(gather.canReceive()).isFalse();
    }

    @LoomTest
    void scatterWritesFramesAsTheyAre(Loom loom) throws InterruptedException {
        ScatterSocket scatter = loom.context().scatter();
        ScriptedPeer peer = loom.peer();
        var _ = scatter.connect(peer.endpoint());
        scatter.send("hi");
        scatter.send(new byte[0]);
        peer.accept()
                .handshake(SocketType.GATHER)
                .expectHex("00 02 68 69 00 00")
                .expectQuiet();
    }

    @LoomTest
    void scatterWaitsAtTheHighWaterMark(Loom loom) throws InterruptedException {
        ScatterSocket scatter = loom.context().scatter();
        scatter.set(ZmqOption.SEND_HWM, 1);
        GatherSocket gather = loom.context().gather();
        gather.set(ZmqOption.RECEIVE_HWM, 1);
        assertThat(scatter.trySend(Message.of("nobody"))).isFalse();
        Where.INPROC.join(gather, scatter);
        scatter.send("1");
        scatter.send("2");
        assertThat(scatter.canSend()).isFalse();
        Fork<?> third = loom.fork("third", () -> scatter.send("3"));
        loom.awaitParked(third);
        assertThat(gather.receiveAll(10)).startsWith(Message.of("1"), Message.of("2"));
        Object _ = third.join();
    }

    @ParameterizedTest
    @EnumSource
    void manyMessagesKeepTheirOrder(Where where, Loom loom) throws InterruptedException {
        int count = 20_000;
        ScatterSocket scatter = loom.context().scatter();
        GatherSocket gather = loom.context().gather();
        where.join(gather, scatter);
        Fork<?> sender = loom.fork("sender", () -> {
            for (int i = 0; i < count; i += 2) {
                scatter.send("" + i);
                int sent = scatter.sendAll(List.of(Message.of("" + (i + 1))));
                assertThat(sent).isEqualTo(1);
            }
        });
        for (int i = 0; i < count; i++) {
            assertThat(gather.receive().text()).isEqualTo("" + i);
        }
        Object _ = sender.join();
    }
}
