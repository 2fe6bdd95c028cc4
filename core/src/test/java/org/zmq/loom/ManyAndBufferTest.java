package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.zmq.loom.support.Messages.subscribed;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Kernel;

/** Several messages in one call, and messages into a buffer of the caller's: what cannot be had is refused, and nothing is lost by that. */
class ManyAndBufferTest {
    private static final String HERE = "inproc://here";

    @RegisterExtension
    final Kernel kernel = new Kernel();

    private final Context context = kernel.context();

    // ---- several at once ----

    @Test
    void sendAllOfARequesterSendsTheOneThatItsTurnAllows() throws InterruptedException {
        RepSocket rep = context.rep();
        rep.bind(HERE);
        ReqSocket req = context.req();
        req.connect(HERE);
        Call<Message> request = kernel.call(rep::receive).awaitParked();
        assertThat(req.sendAll(List.of(Message.of("1"), Message.of("2")))).isEqualTo(1);
        assertThat(request.result()).isEqualTo(Message.of("1"));
        assertThatExceptionOfType(ZmqException.WrongState.class)
                .isThrownBy(() -> req.sendAll(List.of(Message.of("2"))));
    }

    @Test
    void receiveAllOfARequesterAndAReplierReturnsTheOneThatItsTurnAllows() throws InterruptedException {
        RepSocket rep = context.rep();
        rep.bind(HERE);
        ReqSocket req = context.req();
        req.connect(HERE);
        req.send("question");
        assertThat(rep.receiveAll(10)).containsExactly(Message.of("question"));
        rep.send("answer");
        assertThat(req.receiveAll(10)).containsExactly(Message.of("answer"));
        assertThatExceptionOfType(ZmqException.WrongState.class).isThrownBy(() -> req.receiveAll(10));
    }

    @Test
    void sendAllSendsWhatComesBeforeAMessageForNobody() throws InterruptedException {
        RouterSocket router = context.router();
        router.set(ZmqOption.ROUTER_MANDATORY, true);
        router.bind(HERE);
        DealerSocket dealer = context.dealer();
        dealer.set(ZmqOption.ROUTING_ID, "anna".getBytes(UTF_8));
        dealer.connect(HERE);
        Call<Message> receive = kernel.call(dealer::receive).awaitParked();
        assertThat(router.sendAll(List.of(Message.of("anna", "1"), Message.of("nobody", "2"), Message.of("anna", "3"))))
                .isEqualTo(1);
        assertThat(receive.result()).isEqualTo(Message.of("1"));
        assertThatExceptionOfType(ZmqException.Unreachable.class)
                .isThrownBy(() -> router.sendAll(List.of(Message.of("nobody", "2"))));
    }

    @Test
    void sendAllSendsWhatComesBeforeAMessageThatWasGivenBack() throws InterruptedException {
        PullSocket pull = context.pull();
        pull.bind(HERE);
        PushSocket push = context.push();
        push.connect(HERE);
        Message gone = Message.wrap(new byte[1], () -> {});
        gone.release();
        assertThat(push.sendAll(List.of(Message.of("1"), gone, Message.of("3"))))
                .isEqualTo(1);
        assertThat(push.sendAll(List.of(Message.of("1"), gone, Message.of("3")), Duration.ofSeconds(1)))
                .isEqualTo(1);
        assertThat(pull.receiveAll(10)).containsExactly(Message.of("1"), Message.of("1"));
        assertThatExceptionOfType(ZmqStateException.class)
                .isThrownBy(() -> push.sendAll(List.of(gone)))
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.EFAULT));
    }

    @Test
    void receiveAllOfAPublisherLetsMoreSubscriptionsIn() throws InterruptedException {
        XPubSocket publisher = context.xpub();
        publisher.set(ZmqOption.XPUB_NOTICES, 2);
        publisher.bind(HERE);
        SubSocket sub = context.sub();
        sub.connect(HERE);
        for (int i = 0; i < 6; i++) {
            sub.subscribe("" + i);
        }
        for (int i = 0; i < 6; i += 2) {
            assertThat(publisher.canReceive()).isTrue();
            assertThat(publisher.receiveAll(10)).containsExactly(subscribed("" + i), subscribed("" + (i + 1)));
        }
        assertThat(publisher.canReceive()).isFalse();
    }

    // ---- into a buffer ----

    private PullSocket pullOf(Message... messages) throws InterruptedException {
        PullSocket pull = context.pull();
        pull.bind(HERE);
        PushSocket push = context.push();
        push.connect(HERE);
        assertThat(push.sendAll(List.of(messages))).isEqualTo(messages.length);
        return pull;
    }

    @Test
    void bufferGetsTheFrameWhereItsPositionIs() throws InterruptedException {
        PullSocket pull = pullOf(Message.of("abc"));
        ByteBuffer buffer = ByteBuffer.allocateDirect(5).position(1);
        assertThat(pull.receive(buffer)).isEqualTo(3);
        assertThat(buffer.position()).isEqualTo(4);
        assertThat(buffer.get(1)).isEqualTo((byte) 'a');
        assertThat(buffer.get(3)).isEqualTo((byte) 'c');
    }

    @Test
    void whatDoesNotFitIsStillTheNextMessage() throws InterruptedException {
        PullSocket pull = pullOf(Message.of("too long"), Message.of("two", "frames"), Message.of("x"));
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(ZmqException.TooLarge.class)
                    .isThrownBy(() -> pull.receive(ByteBuffer.allocate(7)))
                    .withMessageContainingAll("8 bytes", "room for 7");
        }
        assertThat(pull.receive()).isEqualTo(Message.of("too long"));
        assertThatIllegalStateException()
                .isThrownBy(() -> pull.receive(ByteBuffer.allocate(100)))
                .withMessageContaining("2 frames");
        assertThat(pull.receiveAll(10)).containsExactly(Message.of("two", "frames"), Message.of("x"));
    }

    @Test
    void whatDoesNotFitLeavesTheTurnWithWhoReceives() throws InterruptedException {
        RepSocket rep = context.rep();
        rep.bind(HERE);
        ReqSocket req = context.req();
        req.connect(HERE);
        for (int i = 0; i < 3; i++) {
            req.send("question " + i);
            isTooLong(rep);
            assertThatExceptionOfType(ZmqException.WrongState.class).isThrownBy(() -> rep.send("no question yet"));
            isTooLong(rep);
            assertThat(rep.canReceive()).isTrue();
            assertThat(rep.receive()).isEqualTo(Message.of("question " + i));
            rep.send("answer " + i);
            isTooLong(req);
            assertThatExceptionOfType(ZmqException.WrongState.class).isThrownBy(() -> req.send("no answer yet"));
            isTooLong(req);
            assertThat(req.canReceive()).isTrue();
            assertThat(req.receive()).isEqualTo(Message.of("answer " + i));
        }
    }

    private static void isTooLong(FrameReceivingSocket socket) {
        assertThatExceptionOfType(ZmqException.TooLarge.class).isThrownBy(() -> socket.receive(ByteBuffer.allocate(3)));
    }

    @Test
    void relaxedRequesterForgetsTheReplyThatDidNotFit() throws InterruptedException {
        RepSocket rep = context.rep();
        rep.bind(HERE);
        ReqSocket req = context.req();
        req.set(ZmqOption.REQ_RELAXED, true);
        req.connect(HERE);
        req.send("question 1");
        rep.receive();
        rep.send("answer 1");
        isTooLong(req);
        req.send("question 2");
        assertThat(rep.receive()).isEqualTo(Message.of("question 2"));
        rep.send("answer 2");
        assertThat(req.receive()).isEqualTo(Message.of("answer 2"));
    }

    @Test
    @SuppressWarnings("NullAway") // callers need not check
    void noMessageIsNotAnEmptyOne() {
        PullSocket pull = context.pull();
        pull.bind(HERE);
        PushSocket push = context.push();
        push.connect(HERE);
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> push.send((Message) null),
                () -> push.trySend((Message) null),
                () -> push.send((Message) null, Duration.ofSeconds(1)),
                () -> push.sendAll(Collections.singletonList(null)))) {
            assertThatNullPointerException().isThrownBy(call);
        }
        assertThat(pull.tryReceive()).isEmpty();
    }

    @Test
    void readOnlyBufferIsRefusedBeforeAMessageIsTaken() throws InterruptedException {
        PullSocket pull = pullOf(Message.of("x"));
        assertThatExceptionOfType(ReadOnlyBufferException.class)
                .isThrownBy(() -> pull.receive(ByteBuffer.allocate(5).asReadOnlyBuffer()));
        assertThat(pull.receive()).isEqualTo(Message.of("x"));
    }

    @Test
    void manyThreadsWithBuffersThatAreTooSmallLoseNothingAndKeepTheOrder() throws InterruptedException {
        List<Message> messages = new ArrayList<>();
        for (int i = 100; i < 200; i++) {
            messages.add(Message.of("message " + i));
        }
        PullSocket pull = pullOf(messages.toArray(Message[]::new));
        List<Call<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            calls.add(kernel.callOnPlatform(() -> refusals(pull)));
        }
        for (Call<Integer> call : calls) {
            assertThat(call.result()).isEqualTo(5_000);
        }
        assertThat(pull.receiveAll(1_000)).isEqualTo(messages);
    }

    private static int refusals(PullSocket pull) throws InterruptedException {
        ByteBuffer small = ByteBuffer.allocate(3);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            try {
                pull.receive(small);
            } catch (ZmqException.TooLarge e) {
                refused++;
            }
        }
        return refused;
    }
}
