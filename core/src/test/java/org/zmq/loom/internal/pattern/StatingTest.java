package org.zmq.loom.internal.pattern;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.zmq.loom.support.Messages.subscribed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.pipe.PipeBounds;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.support.WireEnd;

/** A publisher that comes, or comes back, is told of all that is asked for, some of it under each hold of the lock. */
class StatingTest {
    private static final int MOST = 64;
    private static final int MANY = 5000;

    private static byte[] topic(int number) {
        return ("topic " + number).getBytes(UTF_8);
    }

    private static Sub subscriberToMany() {
        Sub sub = new Sub();
        for (int i = 0; i < MANY; i++) {
            sub.subscribe(topic(i));
        }
        return sub;
    }

    private static void isToldInSteps(Bench bench) {
        Bench.Peer peer = bench.stranger();
        bench.watching(peer::unheard);
        assertThat(bench.attach(peer)).isTrue();
        assertThat(bench.mostInOneHold()).isEqualTo(MOST);
        assertThat(peer.hears()).hasSize(MANY).doesNotHaveDuplicates();
    }

    @Test
    void publisherIsToldOfManyTopicsInSteps() {
        isToldInSteps(new Bench(subscriberToMany()));
    }

    @Test
    void publisherOfARawSubscriberIsToldOfManyTopicsInSteps() {
        Bench bench = new Bench(new XSub());
        for (int i = 0; i < MANY; i++) {
            bench.sends(subscribed("topic " + i));
        }
        isToldInSteps(bench);
    }

    @Test
    void radioIsToldOfManyGroupsInSteps() {
        Dish dish = new Dish();
        for (int i = 0; i < MANY; i++) {
            dish.join("group " + i);
        }
        isToldInSteps(new Bench(dish));
    }

    @Test
    void whoIsNotThereIsToldNothing() {
        Sub sub = subscriberToMany();
        Bench bench = new Bench(sub);
        Bench.Peer peer = bench.stranger();
        assertThat(sub.state(peer.pipe())).isFalse();
        assertThat(sub.attach(peer.pipe())).isTrue();
        assertThat(sub.state(peer.pipe())).isTrue();
        peer.leaves();
        assertThat(sub.state(peer.pipe())).isFalse();
        assertThat(peer.hears()).hasSize(MOST);
    }

    /** Numbers below 500 subscribe, those below 1000 take back, and others are steps of telling. */
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whateverChangesMeanwhileThePublisherKnowsWhatIsAskedFor(
            @ForAll @Size(max = 200) List<@IntRange(max = 1200) Integer> steps) {
        Sub sub = new Sub();
        Set<Message> model = new HashSet<>();
        for (int i = 0; i < 500; i += 2) {
            sub.subscribe(topic(i));
            model.add(Message.of("topic " + i));
        }
        Bench.Peer peer = new Bench(sub).stranger();
        assertThat(sub.attach(peer.pipe())).isTrue();
        for (int step : steps) {
            int number = step % 500;
            Message name = Message.of("topic " + number);
            if (step >= 1000) {
                boolean _ = sub.state(peer.pipe());
            } else if (step < 500 && model.add(name)) {
                sub.subscribe(topic(number));
            } else if (step >= 500 && model.remove(name)) {
                sub.unsubscribe(topic(number));
            }
        }
        while (sub.state(peer.pipe())) {}
        assertThat(known(peer.hears())).isEqualTo(model);
    }

    /** What a publisher knows who has heard this, where each topic is asked for once at a time. */
    private static Set<Message> known(List<Message> heard) {
        Set<Message> known = new HashSet<>();
        for (Message message : heard) {
            String frame = message.text();
            Message name = Message.of(frame.substring(1));
            assertThat(frame.charAt(0) == 1 ? known.add(name) : known.remove(name))
                    .as("%s is news", frame)
                    .isTrue();
        }
        return known;
    }

    // ---- a publisher that is not there ----

    private static FramePipe pipe(Bench bench, int bound) {
        return new FramePipe(
                bench.sending(),
                bench.receiving(),
                null,
                new ChunkPool(new MemoryBudget(64 << 20)),
                PipeBounds.of(bound, Long.MAX_VALUE, bound, Long.MAX_VALUE));
    }

    @Test
    void manyTopicsAreNotQueuedForAPublisherThatIsNotThere() {
        Sub sub = new Sub();
        Bench bench = new Bench(sub);
        FramePipe pipe = pipe(bench, 10);
        assertThat(sub.attach(pipe)).isTrue();
        assertThat(sub.state(pipe)).isFalse();
        for (int i = 0; i < MANY; i++) {
            sub.subscribe(topic(i));
            assertThat(pipe.queuedToSend()).isLessThanOrEqualTo(10);
        }
        isToldWhenItComes(sub, pipe);
    }

    @Test
    void manyTopicsThatThereWereBeforeAreNotQueuedForItEither() {
        Sub sub = subscriberToMany();
        Bench bench = new Bench(sub);
        FramePipe pipe = pipe(bench, 10);
        assertThat(sub.attach(pipe)).isTrue();
        while (sub.state(pipe)) {}
        assertThat(pipe.queuedToSend()).isLessThanOrEqualTo(MOST);
        isToldWhenItComes(sub, pipe);
    }

    private static void isToldWhenItComes(Sub sub, FramePipe pipe) {
        pipe.expect();
        sub.hiccup(pipe);
        sub.subscribe(topic(0));
        sub.subscribe("zzz".getBytes(UTF_8));
        while (sub.state(pipe)) {}
        sub.subscribe("between telling and serving".getBytes(UTF_8));
        List<Message> told = new ArrayList<>(new WireEnd(pipe).takeMessages());
        assertThat(told).hasSize(MANY + 2).doesNotHaveDuplicates();
    }
}
