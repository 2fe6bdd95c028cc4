package org.zmq.loom.blackbox.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;

/**
 * Two connected sockets, and how what a user says at one of them gets to the user of the other: which frames the sender has to put in front, and
 * which the receiver finds there.
 */
final class Conversation {
    private static final Set<SocketType> SUBSCRIBERS = EnumSet.of(SocketType.SUB, SocketType.XSUB);
    private static final Message HELLO = Message.of("hello");
    private static final Message END_OF_HELLO = Message.of("end of hello");
    private static final byte[] EMPTY = {};

    private final End binder;
    private final End connector;

    private Conversation(End binder, End connector) {
        this.binder = binder;
        this.connector = connector;
    }

    /** Connects the two, and makes sure that neither says anything before the other listens. */
    static Conversation begin(End binder, End connector) throws InterruptedException {
        Conversation conversation = new Conversation(binder, connector);
        conversation.begin();
        return conversation;
    }

    private void begin() throws InterruptedException {
        boolean routers = binder.type() == SocketType.ROUTER && connector.type() == SocketType.ROUTER;
        if (routers) {
            connector.set(ZmqOption.PROBE_ROUTER, true);
        }
        for (End end : new End[] {binder, connector}) {
            configure(end);
        }
        connector.connect(binder.bind(Cases.ANYWHERE));
        if (routers) {
            assertThat(binder.receive()).isEqualTo(Message.wrap(name(connector), EMPTY));
        } else if (SUBSCRIBERS.contains(binder.type())) {
            awaitSubscription(connector, binder);
        } else if (SUBSCRIBERS.contains(connector.type())) {
            awaitSubscription(binder, connector);
        }
    }

    /** Options with which nothing is dropped. */
    private void configure(End end) throws InterruptedException {
        if (end.type() == SocketType.ROUTER || end.type() == SocketType.DEALER || end.type() == SocketType.REQ) {
            end.set(ZmqOption.ROUTING_ID, name(end));
        }
        if (end.type() == SocketType.ROUTER) {
            end.set(ZmqOption.ROUTER_MANDATORY, true);
        }
        if (SUBSCRIBERS.contains(end.type()) || SUBSCRIBERS.contains(other(end).type())) {
            end.set(ZmqOption.SEND_HWM, ZmqOption.UNLIMITED);
            end.set(ZmqOption.RECEIVE_HWM, ZmqOption.UNLIMITED);
        }
        if (SUBSCRIBERS.contains(end.type())) {
            end.subscribe("");
        }
    }

    private static void awaitSubscription(End publisher, End subscriber) throws InterruptedException {
        if (publisher.type() == SocketType.XPUB) {
            assertThat(publisher.receiveFrom(subscriber)).isEqualTo(Topics.subscription(""));
            return;
        }
        // A PUB does not tell who listens, so it says something until it is heard.
        publisher.send(HELLO);
        while (subscriber.receive(End.A_MOMENT).isEmpty()) {
            publisher.send(HELLO);
        }
        publisher.send(END_OF_HELLO);
        Message heard = subscriber.receive();
        while (heard.equals(HELLO)) {
            heard = subscriber.receive();
        }
        assertThat(heard).isEqualTo(END_OF_HELLO);
    }

    private End other(End end) {
        return end == binder ? connector : binder;
    }

    private byte[] name(End end) {
        return (end == binder ? "binder" : "connector").getBytes(UTF_8);
    }

    // ---- who says what ----

    /** Who may speak first. */
    End first() {
        boolean waits =
                switch (binder.type()) {
                    case REP -> true;
                    case ROUTER -> connector.type() != SocketType.ROUTER;
                    case SUB, PULL -> true;
                    default -> false;
                };
        return waits ? connector : binder;
    }

    End second() {
        return other(first());
    }

    /** Whether what this end sends gets to the user of the other. */
    boolean speaks(End end) {
        return end.type().sends() && other(end).type().receives();
    }

    /** What the sender puts in front of a message. */
    byte[][] address(End sender) {
        SocketType to = other(sender).type();
        return switch (sender.type()) {
            case ROUTER ->
                to == SocketType.REQ ? new byte[][] {name(other(sender)), EMPTY} : new byte[][] {name(other(sender))};
            case DEALER -> to == SocketType.REP ? new byte[][] {EMPTY} : new byte[][] {};
            default -> new byte[][] {};
        };
    }

    /** What the receiver finds in front of a message. */
    private byte[][] origin(End receiver) {
        SocketType from = other(receiver).type();
        return switch (receiver.type()) {
            case ROUTER ->
                from == SocketType.REQ
                        ? new byte[][] {name(other(receiver)), EMPTY}
                        : new byte[][] {name(other(receiver))};
            case DEALER -> from == SocketType.REP ? new byte[][] {EMPTY} : new byte[][] {};
            default -> new byte[][] {};
        };
    }

    /** One end says something and the other hears it; then the other way round, if they talk both ways. */
    void thereAndBack(Message message) throws InterruptedException {
        if (speaks(first())) {
            say(first(), message);
        }
        if (speaks(second())) {
            say(second(), message);
        }
    }

    private void say(End sender, Message message) throws InterruptedException {
        End receiver = other(sender);
        sender.send(message.behind(address(sender)));
        Message received = receiver.receive();
        byte[][] expected = frames(message.behind(origin(receiver)));
        byte[][] frames = frames(received);
        if (!Arrays.deepEquals(frames, expected)) { // not by an assertion that would print megabytes
            throw new AssertionError(sender + " sent " + message + ", " + receiver + " received " + received);
        }
    }

    private static byte[][] frames(Message message) {
        byte[][] frames = new byte[message.frameCount()][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = message.frame(i);
        }
        return frames;
    }

    /** Each end that may speak says all numbers from 0 on. */
    void sayNumbers(int count, int size) throws InterruptedException {
        for (End sender : new End[] {first(), second()}) {
            if (speaks(sender)) {
                OurContext.Task<Boolean> sending = OurContext.fork(() -> {
                    sender.sendNumbers(0, count, size, address(sender));
                    return true;
                });
                other(sender).receiveNumbers(0, count);
                sending.join();
            }
        }
    }

    /** One end says the numbers from 0 on, and the next when it has heard the other repeat the last. */
    void sayNumbersInTurn(int count, int size) throws InterruptedException {
        OurContext.Task<Boolean> echo = OurContext.fork(() -> {
            second().echo(count);
            return true;
        });
        for (int number = 0; number < count; number++) {
            first().sendNumbers(number, 1, size, address(first()));
            first().receiveNumbers(number, 1);
        }
        echo.join();
    }
}
