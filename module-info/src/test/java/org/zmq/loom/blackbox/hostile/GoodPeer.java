package org.zmq.loom.blackbox.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.zmq.loom.Context;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.Message;
import org.zmq.loom.PubSocket;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;

/**
 * A peer that behaves, and that exchanges numbered messages with a socket in small rounds: none may be lost, none may come out of turn, and the
 * rounds may not stop.
 *
 * <p>Threading: one thread makes the rounds, with both sockets. What else the socket receives is kept for the test.
 */
final class GoodPeer implements AutoCloseable {
    /** What a ROUTER calls it, and how its messages begin. */
    static final String NAME = "good";

    private static final int IN_A_ROUND = 20;
    private static final Duration A_MOMENT = Duration.ofMillis(20);
    /* The first of them may have begun before. */
    private static final int ENOUGH = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Sends and receives a round of messages. */
    @FunctionalInterface
    private interface Round {
        void exchange(long first) throws InterruptedException;
    }

    private final Semaphore rounds = new Semaphore(0);
    private final List<Message> others;
    private final Fork<?> exchange;
    private volatile boolean over;

    private GoodPeer(Loom loom, List<Message> others, Round round) {
        this.others = others;
        exchange = loom.fork("good peer", () -> {
            try {
                for (long first = 0; !over; first += IN_A_ROUND) {
                    round.exchange(first);
                    rounds.release();
                }
            } finally {
                over = true;
                rounds.release(ENOUGH);
            }
        });
    }

    /** Somebody who means it well with this socket; the socket is used by nobody else. */
    static GoodPeer of(Loom loom, ZmqSocket ours) throws InterruptedException {
        Context apart = loom.context(_ -> {});
        String endpoint = ours.bind("tcp://127.0.0.1:*").toString();
        List<Message> others = new CopyOnWriteArrayList<>();
        Round round =
                switch (ours) {
                    case PullSocket pull -> pushing(apart.push(), endpoint, pull, others::add);
                    case RouterSocket router -> asking(apart.dealer(), endpoint, router, others::add);
                    case PubSocket pub -> subscribed(apart.sub(), endpoint, pub);
                    case XPubSocket xpub -> subscribed(apart.sub(), endpoint, xpub);
                    default -> throw new IllegalArgumentException("nobody is made for " + ours);
                };
        return new GoodPeer(loom, others, round);
    }

    // ---- kinds of peers ----

    private static Round pushing(PushSocket push, String endpoint, PullSocket pull, Consumer<Message> other) {
        var _ = push.connect(endpoint);
        return first -> {
            for (long i = first; i < first + IN_A_ROUND; i++) {
                push.send(numbered(i));
            }
            long next = first;
            while (next < first + IN_A_ROUND) {
                Message message = pull.receive();
                if (message.text(0).startsWith(NAME)) {
                    check(next++, message);
                } else {
                    other.accept(message);
                }
            }
        };
    }

    private static Round asking(DealerSocket dealer, String endpoint, RouterSocket router, Consumer<Message> other) {
        dealer.set(ZmqOption.ROUTING_ID, NAME.getBytes(UTF_8));
        var _ = dealer.connect(endpoint);
        return first -> {
            for (long i = first; i < first + IN_A_ROUND; i++) {
                dealer.send(numbered(i));
            }
            long next = first;
            while (next < first + IN_A_ROUND) {
                Message message = router.receive();
                if (message.text(0).equals(NAME)) {
                    check(next++, Message.of(message.frame(1)));
                    router.send(message);
                } else {
                    other.accept(message);
                }
            }
            for (long i = first; i < first + IN_A_ROUND; i++) {
                check(i, dealer.receive());
            }
        };
    }

    private static Round subscribed(SubSocket sub, String endpoint, SendingSocket publisher)
            throws InterruptedException {
        sub.subscribe(NAME);
        var _ = sub.connect(endpoint);
        Message greeting = Message.of(NAME);
        Optional<Message> heard = Optional.empty();
        while (heard.isEmpty()) { // until the subscription has arrived
            publisher.send(greeting);
            heard = sub.receive(A_MOMENT);
        }
        return first -> {
            for (long i = first; i < first + IN_A_ROUND; i++) {
                publisher.send(numbered(i));
            }
            for (long i = first; i < first + IN_A_ROUND; i++) {
                Message message = sub.receive();
                while (message.equals(greeting)) {
                    message = sub.receive();
                }
                check(i, message);
            }
        };
    }

    private static Message numbered(long number) {
        return Message.of(NAME + " " + number);
    }

    private static void check(long number, Message message) {
        if (!message.equals(numbered(number))) {
            throw new AssertionError("the good peer's message " + number + " was due, and there came " + message);
        }
    }

    // ---- for the test ----

    /** Waits for some whole rounds that begin from now on. */
    void awaitRounds() throws InterruptedException {
        int _ = rounds.drainPermits();
        if (!over && !rounds.tryAcquire(ENOUGH, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the good peer's messages do not come any more");
        }
        if (over) {
            Object _ = exchange.join(); // throws what went wrong
        }
    }

    /** What the socket has received of others. */
    List<Message> others() {
        return Collections.unmodifiableList(others);
    }

    /** Ends the exchange when its round is over; whatever went wrong with it is thrown. */
    @Override
    public void close() {
        over = true;
        try {
            Object _ = exchange.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // by the watchdog, who tells
        }
    }
}
