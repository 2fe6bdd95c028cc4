package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Kernel;

/** An interrupt ends a call that waits, leaves the socket usable and loses nothing. */
class InterruptTest {
    @RegisterExtension
    final Kernel kernel = new Kernel();

    private final PushSocket push = kernel.context().push();
    private final PullSocket pull = kernel.context().pull();

    private void connect() {
        pull.bind("inproc://interrupts");
        push.connect("inproc://interrupts");
    }

    @Test
    void endsEveryWayToReceive() throws InterruptedException {
        connect();
        List<Call<?>> calls = List.of(
                kernel.call(pull::receive),
                kernel.callOnPlatform(pull::receive),
                kernel.call(() -> pull.receive(Duration.ofHours(1))),
                kernel.call(() -> pull.receiveAll(5)),
                kernel.call(() -> pull.receive(ByteBuffer.allocate(5))));
        for (Call<?> call : calls) {
            assertThat(call.awaitParked().interrupt().failure()).isInstanceOf(InterruptedException.class);
            assertThat(call.thread().isInterrupted()).isFalse();
        }
        push.send("still there");
        assertThat(pull.receive()).isEqualTo(Message.of("still there"));
    }

    @Test
    void endsEveryWayToSend() throws InterruptedException {
        Message message = Message.of("x");
        List<Call<?>> calls = List.of(
                kernel.call(() -> send(message)),
                kernel.callOnPlatform(() -> send(message)),
                kernel.call(() -> push.send(message, Duration.ofHours(1))),
                kernel.call(() -> push.sendAll(List.of(message, message))));
        for (Call<?> call : calls) {
            assertThat(call.awaitParked().interrupt().failure()).isInstanceOf(InterruptedException.class);
        }
        connect();
        push.send("only this");
        assertThat(pull.receive()).isEqualTo(Message.of("only this"));
        assertThat(pull.tryReceive()).isEmpty();
    }

    private Void send(Message message) throws InterruptedException {
        push.send(message);
        return null;
    }

    @Test
    void endsAPoll() throws InterruptedException {
        connect();
        try (Poller poller = kernel.context().poller()) {
            poller.add(pull, Poller.Interest.RECEIVE);
            Call<List<Poller.Ready>> poll =
                    kernel.call(() -> poller.poll()).awaitParked().interrupt();
            assertThat(poll.failure()).isInstanceOf(InterruptedException.class);
            push.send("x");
            assertThat(poller.poll(Duration.ZERO)).hasSize(1);
        }
    }

    @Test
    void doesNotEndACallThatNeedNotWait() throws InterruptedException {
        connect();
        push.send("1");
        Call<Message> receive = kernel.call(() -> {
            Thread.currentThread().interrupt();
            Message message = pull.receive();
            assertThat(Thread.currentThread().isInterrupted()).as("it is kept").isTrue();
            push.send("2");
            return message;
        });
        assertThat(receive.result()).isEqualTo(Message.of("1"));
        assertThat(pull.receive()).isEqualTo(Message.of("2"));
    }

    @Test
    void endsACallThatWouldHaveToWait() {
        connect();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(pull::receive);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void sendAllTellsWhatWasAcceptedAndKeepsTheInterrupt() throws InterruptedException {
        push.set(ZmqOption.SEND_HWM, 2);
        pull.set(ZmqOption.RECEIVE_HWM, 1);
        connect();
        List<Message> messages = List.of(Message.of("1"), Message.of("2"), Message.of("3"), Message.of("4"));
        Call<Integer> send = kernel.call(() -> {
            int sent = push.sendAll(messages);
            assertThat(Thread.interrupted()).isTrue();
            return sent;
        });
        assertThat(send.awaitParked().interrupt().result()).isEqualTo(3);
        assertThat(pull.receiveAll(10)).isEqualTo(messages.subList(0, 3));
    }

    /** Whoever is interrupted while a message comes gets the message or the interrupt; the message is there for the next. */
    @RepeatedTest(20)
    void losesNothingHoweverItMeetsAMessage() throws InterruptedException {
        connect();
        List<Message> received = new ArrayList<>();
        int rounds = 50;
        for (int i = 0; i < rounds; i++) {
            Call<Message> receive = kernel.call(pull::receive);
            Call<Void> send = kernel.call(() -> send(Message.of("x")));
            receive.interrupt();
            send.result();
            receive.thread().join();
            pull.tryReceive().ifPresentOrElse(received::add, () -> received.add(resultOf(receive)));
            assertThat(pull.tryReceive()).isEmpty();
        }
        assertThat(received).hasSize(rounds).containsOnly(Message.of("x"));
    }

    private static Message resultOf(Call<Message> call) {
        try {
            return call.result();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
