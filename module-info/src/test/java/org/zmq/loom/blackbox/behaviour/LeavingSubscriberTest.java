package org.zmq.loom.blackbox.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.DishSocket;
import org.zmq.loom.Message;
import org.zmq.loom.PubSocket;
import org.zmq.loom.RadioSocket;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.XSubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;

/**
 * A subscriber that leaves with many topics leaves others what is theirs, and the publisher's user is told of all that
 * it takes along.
 */
@ExtendWith(LoomExtension.class)
class LeavingSubscriberTest {
    private static final int MANY = 20_000;
    private static final String END = "stays: the end";

    private static Set<Message> many(String kind) {
        Set<Message> all = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            all.add(Message.of(kind + "topic " + i));
        }
        return all;
    }

    private static SubSocket sub(Loom loom, String endpoint) {
        SubSocket sub = loom.context().sub();
        sub.set(ZmqOption.RECEIVE_HWM, ZmqOption.UNLIMITED);
        sub.connect(endpoint);
        return sub;
    }

    private static Set<Message> told(XPubSocket publisher) throws InterruptedException {
        Set<Message> told = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            assertThat(told.add(publisher.receive())).as("told once").isTrue();
        }
        return told;
    }

    /** Receives until the end, and finds no number missing. */
    private static int receivesAll(SubSocket sub) throws InterruptedException {
        int next = 0;
        for (String text = sub.receive().text();
                !text.equals(END);
                text = sub.receive().text()) {
            assertThat(text).isEqualTo("stays " + next++);
        }
        return next;
    }

    @ParameterizedTest
    @EnumSource
    void whoStaysMissesNothingAndTheUserIsToldOfEachEndOnce(Place place, Loom loom) throws InterruptedException {
        XPubSocket publisher = loom.context().xpub();
        publisher.set(ZmqOption.XPUB_NODROP, true);
        String endpoint = publisher.bind(place.anywhere()).toString();
        SubSocket stays = sub(loom, endpoint);
        stays.subscribe("stays");
        assertThat(publisher.receive()).isEqualTo(Message.of("\1stays"));
        SubSocket leaves = sub(loom, endpoint);
        for (int i = 0; i < MANY; i++) {
            leaves.subscribe("topic " + i);
        }
        assertThat(told(publisher)).isEqualTo(many("\1"));
        CountDownLatch over = new CountDownLatch(1);
        Fork<Integer> sender = loom.fork("sender", () -> {
            int sent = 0;
            while (over.getCount() > 0) {
                publisher.send("stays " + sent++);
            }
            publisher.send(END);
            return sent;
        });
        Fork<Integer> receiver = loom.fork("receiver", () -> receivesAll(stays));
        leaves.close();
        assertThat(told(publisher)).isEqualTo(many("\0"));
        over.countDown();
        assertThat(receiver.join()).isEqualTo(sender.join());
        assertThat(publisher.topicsCount()).isOne();
        assertThat(publisher.tryReceive()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aDeviceTakesBackUpstreamWhatTheLeaverHadAskedFor(Place place, Loom loom) throws InterruptedException {
        XPubSocket front = loom.context().xpub();
        XSubSocket back = loom.context().xsub();
        PubSocket publisher = loom.context().pub();
        back.connect(publisher.bind(place.anywhere()).toString());
        SubSocket leaves = sub(loom, front.bind(place.anywhere()).toString());
        for (int i = 0; i < MANY; i++) {
            leaves.subscribe("topic " + i);
        }
        for (Message subscription : told(front)) {
            back.send(subscription);
        }
        Seen.until("the publisher knows", () -> publisher.topicsCount() == MANY);
        leaves.close();
        for (Message end : told(front)) {
            back.send(end);
        }
        Seen.until("the publisher knows of the end", () -> publisher.topicsCount() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void whoStaysInAGroupMissesNothing(Place place, Loom loom) throws InterruptedException {
        RadioSocket radio = loom.context().radio();
        radio.set(ZmqOption.SEND_HWM, ZmqOption.UNLIMITED);
        String endpoint = radio.bind(place.anywhere()).toString();
        DishSocket stays = dish(loom, endpoint);
        stays.join("stays");
        awaitJoined(radio, stays, "stays");
        DishSocket leaves = dish(loom, endpoint);
        for (int i = 0; i < MANY; i++) {
            leaves.join("group " + i);
        }
        awaitJoined(radio, leaves, "group " + (MANY - 1));
        Fork<List<String>> receiver = loom.fork("receiver", () -> {
            List<String> texts = new ArrayList<>();
            for (String text = stays.receive().text();
                    !text.equals(END);
                    text = stays.receive().text()) {
                texts.add(text);
            }
            return texts;
        });
        Fork<?> leaver = loom.fork("leaver", leaves::close);
        for (int i = 0; i < MANY; i++) {
            radio.send(Message.of("" + i).withGroup("stays"));
        }
        Object _ = leaver.join();
        radio.send(Message.of(END).withGroup("stays"));
        List<String> heard = receiver.join();
        heard.removeIf(text -> text.equals("here"));
        assertThat(heard).hasSize(MANY);
        for (int i = 0; i < MANY; i++) {
            assertThat(heard.get(i)).isEqualTo("" + i);
        }
    }

    private static DishSocket dish(Loom loom, String endpoint) {
        DishSocket dish = loom.context().dish();
        dish.set(ZmqOption.RECEIVE_HWM, ZmqOption.UNLIMITED);
        dish.connect(endpoint);
        return dish;
    }

    private static void awaitJoined(RadioSocket radio, DishSocket dish, String group) {
        Seen.until("the radio knows of " + group, () -> {
            boolean _ = radio.trySend(Message.of("here").withGroup(group));
            return dish.canReceive();
        });
    }
}
