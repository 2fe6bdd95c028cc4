package org.zmq.loom.blackbox.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.Events;
import org.zmq.loom.Message;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;

/**
 * A peer is killed under load and lives again, a thousand times in all: nobody hangs, nothing comes twice or out of order, and nothing is lost
 * but what was handed to the network before the peer died.
 */
@Timeout(120)
class KillTest {
    private static final int LIVES = Integer.getInteger("lives", 340);
    private static final int MAX_LIFE_MESSAGES = 60;

    @RegisterExtension
    final OurContext our = new OurContext();

    private final ReservedPort port = new ReservedPort();
    private final Mortal peer = Mortal.prepare();
    private final Random random = new Random(1);

    @AfterEach
    void end() {
        peer.close();
        port.close();
    }

    private int someMessages() {
        return 1 + random.nextInt(MAX_LIFE_MESSAGES);
    }

    /** Waits until the connection of this life is over. A dying peer may be connected to once more, but will not shake hands. */
    private static void awaitDeath(Events events) throws InterruptedException {
        var _ = OurContext.await(events, SocketEvent.HandshakeSucceeded.class);
        var _ = OurContext.await(events, SocketEvent.Disconnected.class);
    }

    private static boolean isDeath(Optional<SocketEvent> event) {
        return event.isPresent() && event.get() instanceof SocketEvent.Disconnected;
    }

    // ---- a queue that is kept ----

    /**
     * A PUSH that connects keeps its queue when the peer dies, down to the message that the network has not taken whole. What the network had
     * taken, and the peer's own queue, dies with the peer. So a life may begin with any message up to the first one whose sending began when
     * the death was known; and from there on none may be missing until the next death.
     */
    @Test
    void aSenderThatConnectsLosesOnlyWhatWasOnItsWay() throws InterruptedException {
        OurEnd push = our.socket(SocketType.PUSH);
        push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));
        push.set(ZmqOption.SEND_HWM, 100);
        AtomicLong sending = new AtomicLong(-1);
        AtomicBoolean over = new AtomicBoolean();
        try (Events events = push.socket().events()) {
            push.connect(port.endpoint());
            OurContext.Task<Long> sender = OurContext.fork(() -> {
                while (!over.get()) {
                    push.send(Message.of(Long.toString(sending.incrementAndGet())));
                }
                return sending.get();
            });
            long last = -1;
            long first = 0; // the latest number that the next life may begin with
            for (int life = 0; life < LIVES; life++) {
                peer.live("pull", port.endpoint(), life);
                long number = Long.parseLong(peer.next());
                assertThat(number).as("the first of life %d", life).isBetween(last + 1, first);
                last = consecutive(number, someMessages());
                for (String more : peer.kill()) {
                    assertThat(Long.parseLong(more)).isEqualTo(++last);
                }
                awaitDeath(events);
                first = sending.get() + 1;
            }
            peer.live("pull", port.endpoint(), LIVES);
            long number = Long.parseLong(peer.next());
            assertThat(number).isBetween(last + 1, first);
            over.set(true);
            last = consecutive(number, someMessages());
            long end = sender.join();
            last = consecutive(last, (int) (end - last) + 1);
            assertThat(last).isEqualTo(end);
            assertThat(end).isGreaterThan(LIVES);
        }
    }

    /** The peer has got the first and gets the others of so many numbers, none of which is missing; the last. */
    private long consecutive(long first, int count) {
        for (int i = 1; i < count; i++) {
            assertThat(Long.parseLong(peer.next())).isEqualTo(first + i);
        }
        return first + count - 1;
    }

    // ---- senders that die ----

    /** What has come of a peer can be received when it is dead: its messages from the first on, as far as they came. */
    @Test
    void aReceiverKeepsWhatHasCome() throws InterruptedException {
        OurEnd pull = our.socket(SocketType.PULL);
        String endpoint = pull.bind(Cases.ANYWHERE);
        try (Events events = pull.socket().events()) {
            for (int life = 0; life < LIVES; life++) {
                peer.live("push", endpoint, life);
                int next = 0;
                int wanted = someMessages();
                while (next < wanted) {
                    assertThat(pull.receive()).isEqualTo(numbered(life, next++));
                }
                assertThat(peer.kill()).isEmpty();
                boolean dead = false;
                Optional<Message> left = Optional.empty();
                while (!dead || left.isPresent()) { // its death is seen when what it had sent before is taken
                    dead |= isDeath(events.next(Duration.ZERO));
                    left = pull.receive(End.A_MOMENT);
                    if (left.isPresent()) {
                        assertThat(left.get()).isEqualTo(numbered(life, next++));
                    }
                }
            }
        }
    }

    /** Questions come in order; answers reach the life that asked, in order, and never a later one of the same name. */
    @Test
    void anAnswerNeverReachesALaterLife() throws InterruptedException {
        OurEnd router = our.socket(SocketType.ROUTER);
        String endpoint = router.bind(Cases.ANYWHERE);
        try (Events events = router.socket().events()) {
            for (int life = 0; life < LIVES; life++) {
                peer.live("dealer", endpoint, life);
                int asked = 0;
                int wanted = someMessages();
                while (asked < wanted) {
                    Message question = router.receive();
                    assertThat(question).isEqualTo(asked(life, asked++));
                    router.send(question);
                }
                int answered = 0;
                List<String> answers = peer.kill();
                for (String answer : answers) {
                    assertThat(answer).isEqualTo(life + " " + answered++);
                }
                assertThat(answered).isLessThanOrEqualTo(asked);
                awaitDeath(events);
                Optional<Message> left = router.receive(Duration.ZERO);
                while (left.isPresent()) {
                    assertThat(left.get()).isEqualTo(asked(life, asked++));
                    router.send(left.get()); // to nobody
                    left = router.receive(Duration.ZERO);
                }
            }
        }
    }

    private static Message numbered(int life, int number) {
        return Message.of(life + " " + number);
    }

    private static Message asked(int life, int number) {
        return Message.of("anna", life + " " + number);
    }
}
