package org.zmq.loom.blackbox.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Context;
import org.zmq.loom.Errno;
import org.zmq.loom.Message;
import org.zmq.loom.PairSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.RepSocket;
import org.zmq.loom.ReqSocket;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.XSubSocket;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;

/**
 * A message whose small frames take more than 2 GiB together is refused as a whole, whatever would have carried it,
 * and nothing else changes. Its frames share one array here, so that it takes no memory.
 */
@ExtendWith(LoomExtension.class)
class TooLargeMessageTest {
    private static final byte[] SMALL = new byte[4095];
    private static final int TOO_MANY = 600_000;

    /** Where two sockets meet. */
    enum Where {
        TCP("tcp://127.0.0.1:*"),
        INPROC("inproc://here");

        private final String endpoint;

        Where(String endpoint) {
            this.endpoint = endpoint;
        }

        void join(ZmqSocket sender, ZmqSocket receiver) {
            sender.set(ZmqOption.SEND_HWM, 1);
            var _ = sender.connect(receiver.bind(endpoint));
        }
    }

    /** Two sockets that have met, the first of which may send. */
    record Met(SendingSocket sender, ReceivingSocket receiver, Message head) {
        Met(SendingSocket sender, ReceivingSocket receiver) {
            this(sender, receiver, Message.of(new byte[0]));
        }
    }

    /** Who sends to whom. */
    enum Kind {
        PUSH {
            @Override
            Met meet(Context context, Where where) {
                return joined(context.push(), context.pull(), where);
            }
        },
        PAIR {
            @Override
            Met meet(Context context, Where where) {
                return joined(context.pair(), context.pair(), where);
            }
        },
        DEALER {
            @Override
            Met meet(Context context, Where where) {
                return joined(context.dealer(), context.dealer(), where);
            }
        },
        REQ {
            @Override
            Met meet(Context context, Where where) {
                return joined(context.req(), context.rep(), where);
            }
        },
        REQ_RELAXED {
            @Override
            Met meet(Context context, Where where) throws InterruptedException {
                ReqSocket req = context.req();
                req.set(ZmqOption.REQ_RELAXED, true);
                req.set(ZmqOption.REQ_CORRELATE, true);
                RepSocket rep = context.rep();
                where.join(req, rep);
                req.send("a question");
                assertThat(rep.receive().text()).isEqualTo("a question");
                rep.send("an answer"); // is not forgotten if the next question is refused
                return new Met(req, rep);
            }
        },
        REP {
            @Override
            Met meet(Context context, Where where) throws InterruptedException {
                RepSocket rep = context.rep();
                ReqSocket req = context.req();
                where.join(rep, req);
                req.send("a question");
                assertThat(rep.receive().text()).isEqualTo("a question");
                return new Met(rep, req);
            }
        },
        ROUTER {
            @Override
            Met meet(Context context, Where where) throws InterruptedException {
                RouterSocket router = context.router();
                var dealer = context.dealer();
                dealer.set(ZmqOption.ROUTING_ID, new byte[] {'d'});
                where.join(router, dealer);
                dealer.send("hello");
                assertThat(router.receive()).isEqualTo(Message.of("d", "hello"));
                return new Met(router, dealer, Message.of("d"));
            }
        },
        XPUB {
            @Override
            Met meet(Context context, Where where) throws InterruptedException {
                XPubSocket xpub = context.xpub();
                SubSocket sub = context.sub();
                sub.subscribe("");
                where.join(xpub, sub);
                assertThat(xpub.receive()).isEqualTo(Message.of("\1"));
                return new Met(xpub, sub);
            }
        },
        XSUB {
            @Override
            Met meet(Context context, Where where) throws InterruptedException {
                XSubSocket xsub = context.xsub();
                XPubSocket xpub = context.xpub();
                where.join(xsub, xpub);
                xsub.send("\1");
                assertThat(xpub.receive()).isEqualTo(Message.of("\1"));
                return new Met(xsub, xpub);
            }
        };

        abstract Met meet(Context context, Where where) throws InterruptedException;

        private static Met joined(SendingSocket sender, ReceivingSocket receiver, Where where) {
            where.join(sender, receiver);
            return new Met(sender, receiver);
        }
    }

    private static Message tooLarge(Message head) {
        byte[][] frames = new byte[TOO_MANY][];
        Arrays.fill(frames, SMALL);
        return Message.wrap(head.frame(0), frames);
    }

    private static List<Arguments> everywhere() {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> Arrays.stream(Where.values()).map(where -> Arguments.of(kind, where)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void isRefusedAndLaterOnesGoOut(Kind kind, Where where, Loom loom) throws InterruptedException {
        Met met = kind.meet(loom.context(), where);
        SendingSocket sender = met.sender();
        Message tooLarge = tooLarge(met.head());
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(ZmqException.TooLarge.class)
                    .isThrownBy(() -> sender.send(tooLarge))
                    .withMessageContaining("2462400")
                    .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.EMSGSIZE));
            assertThatExceptionOfType(ZmqException.TooLarge.class).isThrownBy(() -> sender.trySend(tooLarge));
            assertThatExceptionOfType(ZmqException.TooLarge.class)
                    .isThrownBy(() -> sender.send(tooLarge, Duration.ZERO));
            assertThatExceptionOfType(ZmqException.TooLarge.class).isThrownBy(() -> sender.sendAll(List.of(tooLarge)));
        }
        if (kind == Kind.REQ_RELAXED) {
            assertThat(((ReqSocket) sender).receive().text()).isEqualTo("an answer");
        }
        Message next = Message.builder().add(met.head().frame(0)).add("hello").build();
        assertThat(sender.sendAll(List.of(next, tooLarge))).isEqualTo(1);
        Message received = met.receiver().receive();
        assertThat(received.frame(received.frameCount() - 1)).isEqualTo(next.frame(1));
        if (!(met.receiver() instanceof RepSocket || met.receiver() instanceof ReqSocket)) { // whose turn it is to send
            assertThat(met.receiver().tryReceive()).isEmpty();
        }
    }

    /** Some who want it are on the wire and others are not. */
    @ParameterizedTest
    @EnumSource
    void isRefusedBeforeAnySubscriberHasIt(Where first, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        Where second = first == Where.TCP ? Where.INPROC : Where.TCP;
        List<SubSocket> subs = List.of(loom.context().sub(), loom.context().sub());
        for (SubSocket sub : subs) {
            sub.subscribe("");
            (sub == subs.getFirst() ? first : second).join(xpub, sub);
            if (sub == subs.getFirst()) {
                assertThat(xpub.receive()).isEqualTo(Message.of("\1"));
            }
        }
        xpub.set(ZmqOption.XPUB_VERBOSE, true);
        while (subs.getLast().receive(Duration.ofMillis(20)).isEmpty()) { // nobody is told of a second one
            xpub.send("is anybody there?");
        }
        while (subs.getFirst().tryReceive().isPresent()) {
            Thread.onSpinWait();
        }
        assertThatExceptionOfType(ZmqException.TooLarge.class)
                .isThrownBy(() -> xpub.send(tooLarge(Message.of(new byte[0]))));
        xpub.send("next");
        for (SubSocket sub : subs) {
            Message received = sub.receive();
            while (received.text(0).equals("is anybody there?")) {
                received = sub.receive();
            }
            assertThat(received).isEqualTo(Message.of("next"));
        }
    }

    /** What only the conflated message stands for is put on the wire later, by the library's own thread. */
    @ParameterizedTest
    @EnumSource
    void isRefusedThoughOnlyTheLatestMessageCounts(Where where, Loom loom) throws InterruptedException {
        PushSocket push = loom.context().push();
        push.set(ZmqOption.CONFLATE, true);
        var pull = loom.context().pull();
        where.join(push, pull);
        assertThatExceptionOfType(ZmqException.TooLarge.class)
                .isThrownBy(() -> push.send(tooLarge(Message.of(new byte[0]))));
        push.send("hello");
        assertThat(pull.receive().text()).isEqualTo("hello");
    }

    /** Bodies that stay in their arrays are not limited: in process, and in a pipe that nobody has connected yet. */
    @ParameterizedTest
    @EnumSource
    void ofLargeFramesIsNone(Where where, Loom loom) throws InterruptedException {
        byte[] body = new byte[64 << 20];
        byte[][] more = new byte[32][];
        Arrays.fill(more, body);
        Message message = Message.wrap(body, more);
        PairSocket pair = loom.context().pair();
        if (where == Where.INPROC) {
            PairSocket other = loom.context().pair();
            where.join(pair, other);
            pair.send(message);
            assertThat(other.receive().size()).isEqualTo(33L * body.length);
        } else {
            var _ = pair.connect("tcp://127.0.0.1:1");
            assertThat(pair.trySend(message)).isTrue();
        }
    }
}
