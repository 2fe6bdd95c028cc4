package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.zmq.loom.support.Messages.subscribed;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Crew;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.LoopTransport;
import org.zmq.loom.support.Messages;

/** Messages of memory that goes back to its owner: when, and that nobody looks at it afterwards. */
class LentMessageTest {
    private static final String WIRE = "loop://here";
    private static final String NEAR = "inproc://here";
    private static final int SMALL = 4095;
    private static final int LARGE = 50_000;

    @RegisterExtension
    final Kernel kernel = new Kernel(builder -> builder.transport(new LoopTransport(4096)));

    private final Context context = kernel.context();

    /** Whose memory it is. As soon as it is back, something else is written there. */
    private static final class Owner {
        private final byte[] memory;
        private final Message content;
        private final AtomicInteger back = new AtomicInteger();

        Owner(int size) {
            memory = Messages.bytes(size, size);
            content = Message.of(memory);
        }

        Message lend() {
            return Message.wrap(memory, this::give);
        }

        void give() {
            Arrays.fill(memory, (byte) 0xee);
            back.incrementAndGet();
        }

        void awaitBack() {
            Crew.await("memory goes back", () -> back.get() > 0);
            assertThat(back).hasValue(1);
        }

        void isBack() {
            assertThat(back).hasValue(1);
        }

        void isLent() {
            assertThat(back).hasValue(0);
        }
    }

    /** A pusher towards a wire at whose other end is nobody, yet. */
    private PushSocket pusher() {
        PushSocket push = context.push();
        push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));
        push.connect(WIRE);
        return push;
    }

    private PullSocket puller() {
        PullSocket pull = context.pull();
        pull.bind(WIRE);
        return pull;
    }

    // ---- when it goes back ----

    @Test
    void smallFrameIsCopiedAndGoesBackBeforeSendReturns() throws InterruptedException {
        Owner owner = new Owner(SMALL);
        pusher().send(owner.lend());
        owner.isBack();
        assertThat(puller().receive()).isEqualTo(owner.content);
    }

    @Test
    void largeFrameGoesBackWhenTheNetworkHasTakenIt() throws InterruptedException {
        Owner owner = new Owner(LARGE);
        PushSocket push = pusher();
        push.send(owner.lend());
        owner.isLent();
        push.send("behind it");
        owner.isLent();
        PullSocket pull = puller();
        assertThat(pull.receive()).isEqualTo(owner.content);
        assertThat(pull.receive().text()).isEqualTo("behind it");
        owner.awaitBack();
    }

    @Test
    void lastMessageGoesBackThoughNothingFollows() throws InterruptedException {
        PushSocket push = pusher();
        PullSocket pull = puller();
        for (int i = 0; i < 20; i++) {
            Owner owner = new Owner(LARGE + i);
            push.send(owner.lend());
            owner.awaitBack();
            assertThat(pull.receive()).isEqualTo(owner.content);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SMALL, LARGE})
    void frameForTheSameProcessIsCopiedAndGoesBackBeforeSendReturns(int size) throws InterruptedException {
        PullSocket pull = context.pull();
        pull.bind(NEAR);
        PushSocket push = context.push();
        push.connect(NEAR);
        Owner owner = new Owner(size);
        push.send(owner.lend());
        owner.isBack();
        Message received = pull.receive();
        assertThat(received).isEqualTo(owner.content);
        received.release();
        assertThat(received.bytes()).as("not a lent one").hasSize(size);
        assertThat(received.copy()).isSameAs(received);
    }

    @Test
    void newestMessageIsCopiedAndGoesBackBeforeSendReturns() throws InterruptedException {
        PushSocket push = context.push();
        push.set(ZmqOption.CONFLATE, true);
        push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));
        push.connect(WIRE);
        Owner old = new Owner(LARGE);
        Owner newest = new Owner(LARGE + 1);
        push.send(old.lend());
        old.isBack();
        push.send(newest.lend());
        newest.isBack();
        assertThat(puller().receive()).isEqualTo(newest.content);
    }

    @Test
    void messageThatNobodyWantsGoesBackBeforeSendReturns() throws InterruptedException {
        Owner unsubscribed = new Owner(LARGE);
        PubSocket pub = context.pub();
        pub.bind(WIRE);
        pub.send(unsubscribed.lend());
        unsubscribed.isBack();

        Owner unaddressed = new Owner(LARGE);
        RouterSocket router = context.router();
        router.send(unaddressed.lend().behind("nobody".getBytes(UTF_8)));
        unaddressed.isBack();
    }

    @Test
    void messageForSeveralGoesBackOnceWhenAllHaveGotIt() throws InterruptedException {
        XPubSocket publisher = context.xpub();
        publisher.bind(WIRE);
        SubSocket one = context.sub();
        one.subscribe("");
        one.connect(WIRE);
        assertThat(publisher.receive()).isEqualTo(subscribed(""));
        SubSocket other = context.sub();
        other.subscribe(new byte[] {7});
        other.connect(WIRE);
        assertThat(publisher.receive().bytes()).containsExactly(1, 7);
        for (int i = 0; i < 20; i++) {
            Owner owner = new Owner(LARGE + i);
            Arrays.fill(owner.memory, (byte) 7);
            Message expected = Message.of(owner.memory);
            publisher.send(owner.lend());
            assertThat(one.receive()).isEqualTo(expected);
            assertThat(other.receive()).isEqualTo(expected);
            owner.awaitBack();
        }
    }

    @Test
    void requestsAndRepliesCanBeLent() throws InterruptedException {
        RouterSocket router = context.router();
        router.bind(WIRE);
        ReqSocket req = context.req();
        req.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));
        req.connect(WIRE);
        Owner question = new Owner(LARGE);
        Owner answer = new Owner(LARGE + 1);
        req.send(question.lend());
        Message received = router.receive();
        assertThat(received.without(2)).isEqualTo(question.content);
        question.awaitBack();
        router.send(received.reply(answer.lend()));
        assertThat(req.receive()).isEqualTo(answer.content);
        answer.awaitBack();
    }

    @Test
    void bytesOfAStreamCanBeLent() throws InterruptedException {
        StreamSocket here = context.stream();
        here.bind(WIRE);
        StreamSocket there = context.stream();
        there.connect(WIRE);
        byte[] peer = here.receive().frame(0); // it has come
        byte[] _ = there.receive().frame(0);
        Owner owner = new Owner(LARGE);
        here.send(owner.lend().behind(peer));
        ByteBuffer received = ByteBuffer.allocate(LARGE);
        while (received.hasRemaining()) {
            received.put(there.receive().frame(1));
        }
        assertThat(Message.of(received.array())).isEqualTo(owner.content);
        owner.awaitBack();
    }

    @Test
    void publisherMessageOfASubscriberGoesBackToo() throws InterruptedException {
        XSubSocket xsub = context.xsub();
        xsub.connect(WIRE);
        Owner owner = new Owner(LARGE);
        xsub.send(owner.lend().behind(new byte[] {1, 'a'})); // a subscription, and a message for the publisher
        owner.isLent();
        xsub.close();
        owner.awaitBack();
    }

    // ---- several at once ----

    @Test
    void batchMayHaveLentMessagesAmongOthers() throws InterruptedException {
        Owner small = new Owner(SMALL);
        Owner large = new Owner(LARGE);
        PushSocket push = pusher();
        int sent = push.sendAll(List.of(
                Message.of("1"), small.lend(), Message.of("2"), Message.of("3"), large.lend(), Message.of("4")));
        assertThat(sent).isEqualTo(6);
        small.isBack();
        PullSocket pull = puller();
        for (Message expected : List.of(
                Message.of("1"), small.content, Message.of("2"), Message.of("3"), large.content, Message.of("4"))) {
            assertThat(pull.receive()).isEqualTo(expected);
        }
        large.awaitBack();
    }

    @Test
    void restOfABatchThatIsNotSentStaysWithTheCaller() throws InterruptedException {
        PushSocket push = context.push();
        push.set(ZmqOption.SEND_HWM, 2);
        push.set(ZmqOption.SEND_TIMEOUT, Duration.ZERO);
        push.connect(NEAR);
        Owner sent = new Owner(SMALL);
        Owner unsent = new Owner(SMALL);
        Message last = unsent.lend();
        assertThat(push.sendAll(List.of(Message.of("1"), sent.lend(), last))).isEqualTo(2);
        sent.isBack();
        unsent.isLent();
        last.release();
        unsent.isBack();
    }

    // ---- what is not sent ----

    @Test
    void messageThatIsNotAcceptedStaysWithTheCaller() throws InterruptedException {
        PushSocket push = context.push();
        Owner owner = new Owner(LARGE);
        Message message = owner.lend();
        assertThat(push.trySend(message)).isFalse();
        assertThat(push.send(message, Duration.ofMillis(1))).isFalse();
        push.set(ZmqOption.SEND_TIMEOUT, Duration.ZERO);
        assertThatExceptionOfType(ZmqException.TimedOut.class).isThrownBy(() -> push.send(message));
        owner.isLent();
        assertThat(message).isEqualTo(owner.content);

        PullSocket pull = context.pull();
        pull.bind(NEAR);
        push.connect(NEAR);
        push.send(message);
        owner.isBack();
        assertThat(pull.receive()).isEqualTo(owner.content);
        message.release();
        owner.isBack();
    }

    @Test
    void messageThatIsNotSentGoesBackWhenItIsReleased() {
        Owner owner = new Owner(LARGE);
        Message message = owner.lend();
        assertThat(context.push().trySend(message)).isFalse();
        message.release();
        owner.isBack();
        message.release();
        owner.isBack();
    }

    @Test
    void interruptLeavesTheMessageWithTheCaller() throws InterruptedException {
        PushSocket push = context.push();
        Owner owner = new Owner(LARGE);
        Message message = owner.lend();
        Call<Void> call = kernel.call(() -> {
            push.send(message);
            return null;
        });
        assertThat(call.awaitParked().interrupt().failure()).isInstanceOf(InterruptedException.class);
        owner.isLent();
        message.release();
        owner.isBack();
    }

    @Test
    void releaseWhileAnotherThreadWaitsToSendEndsTheWait() throws InterruptedException {
        PushSocket push = context.push();
        Owner owner = new Owner(LARGE);
        Message message = owner.lend();
        Call<Void> call = kernel.call(() -> {
            push.send(message);
            return null;
        });
        call.awaitParked();
        message.release();
        owner.isBack();
        context.pull().bind(NEAR);
        push.connect(NEAR); // it looks again
        assertThat(call.failure()).isInstanceOf(IllegalStateException.class);
        assertThat(push.trySend(Message.of("the socket can still be used"))).isTrue();
    }

    @Test
    void endOfTheSocketLeavesTheMessageWithTheCaller() {
        Owner owner = new Owner(LARGE);
        Message message = owner.lend();
        PushSocket closed = pusher();
        closed.close();
        assertThatExceptionOfType(ZmqException.SocketClosed.class).isThrownBy(() -> closed.send(message));
        PushSocket terminated = pusher();
        context.shutdown();
        assertThatExceptionOfType(ZmqException.Terminated.class).isThrownBy(() -> terminated.send(message));
        owner.isLent();
        message.release();
        owner.isBack();
    }

    @Test
    void queuedMessageGoesBackWhenItsSocketIsClosedAndDoesNotLinger() throws InterruptedException {
        PushSocket push = pusher();
        push.set(ZmqOption.LINGER, Duration.ZERO);
        Owner owner = new Owner(LARGE);
        push.send(owner.lend());
        push.close();
        owner.awaitBack();
    }

    @Test
    void queuedMessageGoesBackWhenItsEndpointIsDisconnected() throws InterruptedException {
        PushSocket push = pusher();
        push.set(ZmqOption.LINGER, Duration.ZERO);
        Owner owner = new Owner(LARGE);
        push.send(owner.lend());
        push.disconnect(WIRE);
        owner.awaitBack();
    }

    @Test
    void everyQueuedMessageIsBackWhenTheContextIsClosed() throws InterruptedException {
        PushSocket push = pusher();
        push.set(ZmqOption.LINGER, Duration.ZERO);
        List<Owner> owners = List.of(new Owner(LARGE), new Owner(SMALL), new Owner(LARGE + 1));
        for (Owner owner : owners) {
            push.send(owner.lend());
        }
        context.close();
        owners.forEach(Owner::isBack);
    }

    @Test
    void forgottenMessageGoesBackWhenTheCollectorFindsIt() {
        AtomicInteger back = new AtomicInteger();
        forget(back);
        Crew.await("the collector finds it", () -> {
            System.gc();
            return back.get() == 1;
        });
    }

    private static void forget(AtomicInteger back) {
        assertThat(Message.wrap(new byte[LARGE], back::incrementAndGet).size()).isEqualTo(LARGE);
    }

    // ---- used once ----

    @Test
    void messageThatWasSentIsUsedUp() throws InterruptedException {
        Owner owner = new Owner(LARGE);
        Message message = owner.lend();
        Message behind = message.behind("x".getBytes(UTF_8));
        PushSocket push = pusher();
        push.send(message);
        owner.isLent();
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> push.send(message),
                () -> push.trySend(behind),
                () -> push.sendAll(List.of(message)),
                message::bytes,
                message::text,
                message::copy,
                () -> message.frame(0),
                () -> message.text(0),
                () -> message.buffer(0),
                () -> behind.frame(1),
                () -> Message.builder().add(message))) {
            assertThatIllegalStateException().isThrownBy(use).withMessageContaining("sent or released");
        }
        assertThat(message).hasToString("Message[given back]");
        assertThat(push.trySend(Message.of("others can be sent"))).isTrue();
    }

    @Test
    void goesBackAfterTheLastCopy() throws InterruptedException {
        Owner owner = new Owner(SMALL);
        Message first = owner.lend();
        Message second = first.copy();
        Message third = second.copy();
        assertThat(second).isEqualTo(first).isNotSameAs(first);
        PushSocket push = pusher();
        push.send(second);
        second.release();
        owner.isLent();
        first.release();
        owner.isLent();
        assertThat(third).isEqualTo(owner.content);
        push.send(third);
        owner.isBack();
        PullSocket pull = puller();
        assertThat(pull.receive()).isEqualTo(owner.content);
        assertThat(pull.receive()).isEqualTo(owner.content);
    }

    @Test
    void ordinaryMessageIsItsOwnCopyAndCannotBeReleased() throws InterruptedException {
        Message message = Message.of("again", "and again");
        message.release();
        assertThat(message.copy()).isSameAs(message);
        PushSocket push = pusher();
        push.send(message);
        push.send(message);
        PullSocket pull = puller();
        assertThat(pull.receive()).isEqualTo(message);
        assertThat(pull.receive()).isEqualTo(message);
    }

    @Test
    void messageMadeOfALentOneIsTheSameLoan() throws InterruptedException {
        Owner owner = new Owner(LARGE);
        Message message = owner.lend();
        Message other = message.behind("a".getBytes(UTF_8)).without(1).behind();
        assertThat(other).isEqualTo(message);
        pusher().send(other);
        assertThatIllegalStateException().isThrownBy(message::bytes);
        puller().receive();
        owner.awaitBack();
    }

    @Test
    void builderCopiesWhatIsLent() {
        Owner owner = new Owner(LARGE);
        Message message = owner.lend();
        Message built = Message.builder().add("a").add(message).build();
        message.release();
        owner.isBack();
        assertThat(built.without(1)).isEqualTo(owner.content);
    }

    // ---- what can be lent ----

    @Test
    void wholeArraysAreSharedAndOtherMemoryIsCopiedAtOnce() {
        AtomicInteger back = new AtomicInteger();
        byte[] array = "hello".getBytes(UTF_8);
        for (Message shared : List.of(
                Message.wrap(ByteBuffer.wrap(array), back::incrementAndGet),
                Message.wrap(MemorySegment.ofArray(array), back::incrementAndGet))) {
            assertThat(shared.text()).isEqualTo("hello");
            assertThat(back).hasValue(0);
            shared.release();
            assertThat(back).hasValue(1);
            back.set(0);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment outside = arena.allocateFrom("hello");
            for (Message copied : List.of(
                    Message.wrap(ByteBuffer.wrap(array, 1, 3), back::incrementAndGet),
                    Message.wrap(ByteBuffer.wrap(array).asReadOnlyBuffer(), back::incrementAndGet),
                    Message.wrap(outside.asSlice(0, 5).asByteBuffer(), back::incrementAndGet),
                    Message.wrap(outside.asSlice(0, 5), back::incrementAndGet),
                    Message.wrap(MemorySegment.ofArray(array).asSlice(1), back::incrementAndGet))) {
                assertThat("hello").contains(copied.text());
                copied.release();
                assertThat(copied.size()).as("an ordinary message").isGreaterThanOrEqualTo(3);
            }
            assertThat(back).hasValue(5);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without a checker can do
    void refusesNothing() {
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Message.wrap(new byte[1], (Runnable) null));
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> Message.wrap((byte[]) null, () -> {}));
    }

    // ---- what the owner does ----

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void ownerMayUseTheSocketThatGaveTheMemoryBack(int size) throws InterruptedException {
        PushSocket push = pusher();
        PullSocket pull = puller();
        Message lent = Message.wrap(new byte[size], () -> push.trySend(Message.of("thank you")));
        push.send(lent);
        assertThat(pull.receive().size()).isEqualTo(size);
        assertThat(pull.receive().text()).isEqualTo("thank you");
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void ownerThatFailsHarmsNobody(int size) throws InterruptedException {
        PushSocket push = pusher();
        PullSocket pull = puller();
        AtomicInteger calls = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            push.send(Message.wrap(new byte[size], () -> {
                calls.incrementAndGet();
                throw new IllegalStateException("a failure that the test wants");
            }));
            push.send("behind it");
            assertThat(pull.receive().size()).isEqualTo(size);
            assertThat(pull.receive().text()).isEqualTo("behind it");
        }
        Crew.await("all went back", () -> calls.get() == 3);
    }
}
