package org.zmq.loom.blackbox.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;

/** Subscriptions reach publishers, and are taken back. */
interface SubscriptionCases extends Cases {
    /** XPUBs, which tell what they are told, and whoever can talk to them. */
    static Stream<Meeting> xpubs() {
        return Meeting.all()
                .filter(meeting -> meeting.ours() == SocketType.XPUB || meeting.theirs() == SocketType.XPUB);
    }

    /** XPUBs of ours. */
    static Stream<Meeting> ourXpubs() {
        return xpubs().filter(meeting -> meeting.ours() == SocketType.XPUB);
    }

    /* libzmq 4.3.4 writes a wrong length for the commands that ask for topics of these lengths. */
    private static boolean isWronglyAskedFor(int length) {
        return length > 245 && length < 256;
    }

    /** The two ends of a meeting. */
    record Pair(End publisher, End subscriber) {}

    private Pair pair(Meeting meeting) {
        End our = ours(meeting.ours());
        End their = theirs(meeting.theirs());
        return meeting.ours() == SocketType.XPUB ? new Pair(our, their) : new Pair(their, our);
    }

    private static void connect(Meeting meeting, Pair pair) {
        boolean publisherBinds = (meeting.binder() == Meeting.Binder.OURS) == (pair.publisher() instanceof OurEnd);
        End binder = publisherBinds ? pair.publisher() : pair.subscriber();
        End connector = publisherBinds ? pair.subscriber() : pair.publisher();
        connector.connect(binder.bind(ANYWHERE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.zmq.loom.blackbox.interop.SubscriptionCases#xpubs")
    default void subscriptionsOfBeforeAndAfterConnectingCount(Meeting meeting) throws InterruptedException {
        Pair pair = pair(meeting);
        End publisher = pair.publisher();
        End subscriber = pair.subscriber();
        subscriber.subscribe("a");
        connect(meeting, pair);
        assertThat(publisher.receiveFrom(subscriber)).isEqualTo(Topics.subscription("a"));
        subscriber.subscribe("b");
        assertThat(publisher.receiveFrom(subscriber)).isEqualTo(Topics.subscription("b"));

        for (String text : new String[] {"a1", "c1", "b1", "", "a2"}) {
            publisher.send(Message.of(text, "body of " + text));
        }
        assertThat(subscriber.receive()).isEqualTo(Message.of("a1", "body of a1"));
        assertThat(subscriber.receive()).isEqualTo(Message.of("b1", "body of b1"));
        assertThat(subscriber.receive()).isEqualTo(Message.of("a2", "body of a2"));

        subscriber.unsubscribe("a");
        assertThat(publisher.receiveFrom(subscriber)).isEqualTo(Topics.cancellation("a"));
        publisher.send(Message.of("a3"));
        publisher.send(Message.of("b2"));
        assertThat(subscriber.receive()).isEqualTo(Message.of("b2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.zmq.loom.blackbox.interop.SubscriptionCases#xpubs")
    default void aTopicAskedForTwiceMustBeTakenBackTwice(Meeting meeting) throws InterruptedException {
        Pair pair = pair(meeting);
        End publisher = pair.publisher();
        End subscriber = pair.subscriber();
        subscriber.subscribe("a");
        subscriber.subscribe("a");
        connect(meeting, pair);
        assertThat(publisher.receiveFrom(subscriber)).isEqualTo(Topics.subscription("a"));
        subscriber.unsubscribe("a");
        publisher.send(Message.of("a1"));
        assertThat(subscriber.receive()).isEqualTo(Message.of("a1"));
        subscriber.unsubscribe("a");
        assertThat(publisher.receiveFrom(subscriber)).isEqualTo(Topics.cancellation("a"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.zmq.loom.blackbox.interop.SubscriptionCases#xpubs")
    default void topicsOfEveryLengthArrive(Meeting meeting) throws InterruptedException {
        Pair pair = pair(meeting);
        End publisher = pair.publisher();
        End subscriber = pair.subscriber();
        subscriber.set(ZmqOption.SEND_HWM, ZmqOption.UNLIMITED);
        publisher.set(ZmqOption.RECEIVE_HWM, ZmqOption.UNLIMITED);
        Set<Message> topics = new HashSet<>();
        for (int length = 0; length < 600; length++) {
            if (subscriber instanceof OurEnd || !isWronglyAskedFor(length)) {
                String topic = "t".repeat(length);
                subscriber.subscribe(topic);
                topics.add(Topics.subscription(topic));
            }
        }
        connect(meeting, pair);

        while (!topics.isEmpty()) {
            Message topic = publisher.receiveFrom(subscriber);
            assertThat(topics.remove(topic)).as("%s was asked for once", topic).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.zmq.loom.blackbox.interop.SubscriptionCases#ourXpubs")
    default void aNewSubscriberIsWelcomed(Meeting meeting) throws InterruptedException {
        Pair pair = pair(meeting);
        pair.publisher().set(ZmqOption.XPUB_WELCOME_MESSAGE, "welcome".getBytes(UTF_8));
        pair.subscriber().subscribe("w");
        connect(meeting, pair);

        assertThat(pair.subscriber().receiveFrom(pair.publisher())).isEqualTo(Message.of("welcome"));
    }
}
