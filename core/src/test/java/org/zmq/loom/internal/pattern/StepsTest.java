package org.zmq.loom.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zmq.loom.support.Messages.cancelled;
import static org.zmq.loom.support.Messages.subscribed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.pattern.XPub.Telling;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.pipe.PipeBounds;
import org.zmq.loom.internal.pipe.Side;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.support.WireEnd;

/** No hold of a publisher's lock does more than so many steps, whatever one peer asks for. */
class StepsTest {
    private static final int MOST = 64;
    private static final int MANY = 5000;

    private static List<Message> many(IntFunction<Message> message) {
        return IntStream.range(0, MANY).mapToObj(message).toList();
    }

    private static Bench.Peer subscriberToMany(Bench bench) {
        return bench.peer().saysAtOnce(many(i -> subscribed("topic " + i)));
    }

    private static ZmqOptions telling(ZmqOption<Boolean> how) {
        return ZmqOptions.none().with(how, true);
    }

    // ---- leaving ----

    @ParameterizedTest
    @EnumSource
    void subscriberWithManyTopicsLeavesInSteps(Telling telling) {
        XPub pattern = new XPub(telling);
        Bench bench = new Bench(pattern);
        Bench.Peer peer = subscriberToMany(bench);
        assertThat(pattern.topicsCount()).isEqualTo(MANY);
        bench.watching(pattern::topicsCount);
        peer.leaves();
        assertThat(pattern.topicsCount()).isZero();
        assertThat(bench.mostInOneHold()).isPositive().isLessThanOrEqualTo(MOST);
    }

    @Test
    void dishWithManyGroupsLeavesInSteps() {
        Radio pattern = new Radio();
        Bench bench = new Bench(pattern);
        Bench.Peer peer = bench.peer();
        for (int i = 0; i < MANY; i++) {
            peer.joins("group " + i);
        }
        assertThat(pattern.groupsCount()).isEqualTo(MANY);
        bench.watching(pattern::groupsCount);
        peer.leaves();
        assertThat(pattern.groupsCount()).isZero();
        assertThat(bench.mostInOneHold()).isPositive().isLessThanOrEqualTo(MOST);
    }

    @Test
    void subscriberThatHasCancelledNearlyEverythingLeavesInOneStep() {
        XPub pattern = new XPub(Telling.OFF);
        Bench bench = new Bench(pattern);
        Bench.Peer peer = subscriberToMany(bench).saysAtOnce(many(i -> cancelled("topic " + i)));
        peer.says(subscribed("the last"));
        bench.watching(pattern::topicsCount);
        peer.beginsToLeave();
        assertThat(pattern.topicsCount()).isOne();
        assertThat(peer.isForgotten()).isFalse();
        assertThat(pattern.topicsCount()).isZero();
    }

    @Test
    void userIsToldOfEachEndOnceAndInSteps() {
        endsAreToldOnceAndInSteps(ZmqOptions.none());
    }

    @Test
    void userWhoIsToldOfEverythingIsToldOfEachEndOnceAndInSteps() {
        endsAreToldOnceAndInSteps(telling(ZmqOption.XPUB_VERBOSER));
    }

    @Test
    void userWhoSubscribesForPeersIsToldOfEachEndOnceAndInSteps() {
        endsAreToldOnceAndInSteps(telling(ZmqOption.XPUB_MANUAL));
    }

    private static void endsAreToldOnceAndInSteps(ZmqOptions options) {
        Bench bench = new Bench(new XPub(Telling.ON), options);
        Bench.Peer peer = subscriberToMany(bench);
        assertThat(bench.receivesAll()).hasSize(MANY);
        List<Message> told = new ArrayList<>();
        bench.watching(() -> {
            told.addAll(bench.receivesAll());
            return told.size();
        });
        peer.leaves();
        assertThat(bench.mostInOneHold()).isPositive().isLessThanOrEqualTo(MOST);
        assertThat(told).containsExactlyInAnyOrderElementsOf(many(i -> cancelled("topic " + i)));
    }

    /** To put the topic together again is a walk along all that it lies in. */
    @Test
    void endsOfTopicsWithinTopicsAreToldInSmallerSteps() {
        Bench bench = new Bench(new XPub(Telling.ON));
        Bench.Peer peer = bench.peer();
        for (int length = 1; length <= 2000; length++) {
            peer.says(subscribed("a".repeat(length)));
        }
        assertThat(bench.receivesAll()).hasSize(2000);
        long[] bytes = new long[1];
        bench.watching(() -> {
            bench.receivesAll().forEach(message -> bytes[0] += message.size());
            return bytes[0];
        });
        peer.leaves();
        assertThat(bytes[0]).isEqualTo(2000 * 2003 / 2);
        assertThat(bench.mostInOneHold()).isPositive().isLessThanOrEqualTo(64 * MOST + 2001);
    }

    /** What a comparison costs is that it is made for each of them. */
    @ParameterizedTest
    @EnumSource
    void leavingATopicOfManySubscribersDoesNotLookAtTheOthers(Telling telling) {
        XPub pattern = new XPub(telling);
        List<Compared> pipes = Stream.generate(Compared::new).limit(2000).toList();
        for (Compared pipe : pipes) {
            assertThat(pattern.attach(pipe)).isTrue();
            new WireEnd(pipe).bring(subscribed("the same"));
            assertThat(pattern.absorb(pipe)).isFalse();
        }
        Compared.comparisons = 0;
        for (Compared pipe : pipes.reversed()) {
            pattern.detach(pipe);
            while (pattern.forget(pipe)) {}
        }
        assertThat(pattern.topicsCount()).isZero();
        assertThat(Compared.comparisons).isLessThanOrEqualTo(pipes.size());
    }

    /** A pipe that counts how often any is compared. */
    private static final class Compared extends FramePipe {
        private static int comparisons;

        Compared() {
            super(
                    new Side(new SideLock()),
                    new Side(new SideLock()),
                    _ -> {},
                    new ChunkPool(new MemoryBudget(64 << 20)),
                    UNBOUNDED);
        }

        @Override
        @SuppressWarnings("EqualsUnsafeCast") // none is made
        public boolean equals(Object other) {
            comparisons++;
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private static final PipeBounds UNBOUNDED =
            new PipeBounds(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    // ---- what peers say ----

    @Test
    void manySubscriptionsAreAbsorbedInSteps() {
        XPub pattern = new XPub(Telling.OFF);
        Bench bench = new Bench(pattern).watching(pattern::topicsCount);
        Bench.Peer peer = subscriberToMany(bench);
        assertThat(bench.mostInOneHold()).isEqualTo(MOST);
        bench.watching(pattern::topicsCount);
        peer.saysAtOnce(many(i -> cancelled("topic " + i)));
        assertThat(bench.mostInOneHold()).isEqualTo(MOST);
        assertThat(pattern.topicsCount()).isZero();
    }

    @Test
    void subscriptionsThatAreFramesOfOneMessageAreAbsorbedInSteps() {
        XPub pattern = new XPub(Telling.ON);
        Bench bench = new Bench(pattern).watching(pattern::topicsCount);
        String[] frames = Stream.concat(
                        Stream.of("other"), IntStream.range(0, MANY).mapToObj(i -> "\1topic " + i))
                .toArray(String[]::new);
        Bench.Peer peer = bench.peer().says("\1first", frames);
        assertThat(pattern.topicsCount()).isEqualTo(MANY + 1);
        assertThat(bench.mostInOneHold()).isPositive().isLessThanOrEqualTo(MOST);
        List<Message> told = bench.receivesAll();
        assertThat(told).hasSize(MANY + 2).doesNotHaveDuplicates();
        assertThat(told.getLast()).isEqualTo(Message.of("other"));
        peer.says(subscribed("another"));
        assertThat(bench.receivesAll()).containsExactly(subscribed("another"));
    }

    @Test
    void messageOfManySubscriptionsWaitsInTheMiddleForTheUserToTakeNote() {
        XPub pattern = new XPub(Telling.ON);
        Bench bench = new Bench(pattern, ZmqOptions.none().with(ZmqOption.XPUB_NOTICES, 10));
        String[] frames = IntStream.range(0, 100).mapToObj(i -> "\1topic " + i).toArray(String[]::new);
        Bench.Peer peer = bench.peer().says("\1first", frames).says(subscribed("behind them"));
        assertThat(pattern.topicsCount()).isEqualTo(10);
        assertThat(bench.receivesAll()).hasSize(102).doesNotHaveDuplicates().endsWith(subscribed("behind them"));
        peer.says("\1more", frames);
        bench.peer().says("\1and more", frames).leaves();
        assertThat(pattern.topicsCount())
                .as("nothing of a message of which no note was taken")
                .isLessThan(120);
        peer.leaves();
        assertThat(pattern.topicsCount()).isZero();
    }

    @Test
    void longTopicsAreAbsorbedInSmallerSteps() {
        XPub pattern = new XPub(Telling.OFF);
        Bench bench = new Bench(pattern).watching(pattern::topicsCount);
        Bench.Peer peer = bench.peer().saysAtOnce(many(i -> subscribed("x".repeat(640) + i)));
        assertThat(pattern.topicsCount()).isEqualTo(MANY);
        assertThat(bench.mostInOneHold()).isPositive().isLessThanOrEqualTo(MOST / 10);
        peer.leaves();
        assertThat(pattern.topicsCount()).isZero();
    }

    // ---- between two steps ----

    @Test
    void nothingIsSentToWhoHasLeftAndIsNotYetForgotten() {
        XPub pattern = new XPub(Telling.ON);
        Bench bench = new Bench(pattern);
        Bench.Peer peer = subscriberToMany(bench);
        Bench.Peer stays = bench.peer().says(subscribed("topic 1"));
        peer.beginsToLeave();
        assertThat(peer.isForgotten()).isTrue();
        assertThat(pattern.topicsCount()).isEqualTo(MANY - MOST + 1);
        assertThat(bench.sends("topic 1")).isTrue();
        assertThat(bench.sends("topic " + (MANY - 1))).isTrue();
        assertThat(peer.hears()).isEmpty();
        assertThat(stays.hears()).containsExactly(Message.of("topic 1"));
    }

    @Test
    void whoHasLeftAndIsNotYetForgottenHoldsNobodyUpThatMustNotDrop() {
        XPub pattern = new XPub(Telling.OFF);
        Bench bench = new Bench(pattern, telling(ZmqOption.XPUB_NODROP));
        Bench.Peer full = bench.peer(1).says(subscribed(""));
        assertThat(bench.sends("1")).isTrue();
        assertThat(bench.sends("2")).isFalse();
        full.beginsToLeave();
        assertThat(bench.sends("2")).isTrue();
    }

    @Test
    void groupIsNotSentToWhoHasLeftAndIsNotYetForgotten() {
        Bench bench = new Bench(new Radio());
        Bench.Peer peer = bench.peer().joins("TV");
        Bench.Peer stays = bench.peer().joins("TV");
        peer.beginsToLeave();
        assertThat(bench.sends(Message.of("1").withGroup("TV"))).isTrue();
        assertThat(peer.hears()).isEmpty();
        assertThat(stays.hears()).hasSize(1);
    }

    /** As if it had subscribed just before the other one left. */
    @Test
    void whoSubscribesToWhatIsNotYetForgottenKeepsIt() {
        XPub pattern = new XPub(Telling.ON);
        Bench bench = new Bench(pattern);
        Bench.Peer peer = subscriberToMany(bench);
        assertThat(bench.receivesAll()).hasSize(MANY);
        peer.beginsToLeave();
        assertThat(peer.isForgotten()).isTrue();
        Bench.Peer comes = bench.peer().says(subscribed("topic 4000"));
        while (peer.isForgotten()) {}
        Set<Message> told = new HashSet<>(bench.receivesAll());
        assertThat(told).hasSize(MANY - 1).doesNotContain(cancelled("topic 4000"), subscribed("topic 4000"));
        assertThat(bench.sends("topic 4000")).isTrue();
        assertThat(comes.hears()).hasSize(1);
        comes.leaves();
        assertThat(bench.receivesAll()).containsExactly(cancelled("topic 4000"));
    }

    @ParameterizedTest
    @EnumSource
    void socketThatIsClosedMeanwhileForgetsTheRestAtOnce(Telling telling) {
        XPub pattern = new XPub(telling);
        Bench bench = new Bench(pattern);
        Bench.Peer peer = subscriberToMany(bench);
        Bench.Peer other = bench.peer().says(subscribed("topic 1"));
        peer.beginsToLeave();
        assertThat(peer.isForgotten()).isTrue();
        other.beginsToLeave();
        pattern.close();
        assertThat(pattern.topicsCount()).isZero();
        assertThat(peer.isForgotten()).isFalse();
        assertThat(other.isForgotten()).isFalse();
        assertThat(pattern.topicsCount()).isZero();
    }

    @Test
    void radioThatIsClosedMeanwhileForgetsTheRestAtOnce() {
        Radio pattern = new Radio();
        Bench.Peer peer = new Bench(pattern).peer();
        for (int i = 0; i < MANY; i++) {
            peer.joins("group " + i);
        }
        peer.beginsToLeave();
        assertThat(peer.isForgotten()).isTrue();
        pattern.close();
        assertThat(peer.isForgotten()).isFalse();
        assertThat(pattern.groupsCount()).isZero();
    }

    @Test
    void whoIsThereIsNotForgotten() {
        XPub pattern = new XPub(Telling.OFF);
        Bench bench = new Bench(pattern);
        Bench.Peer peer = bench.peer().says(subscribed("a"));
        Pipe stranger = bench.stranger().pipe();
        assertThat(pattern.forget(peer.pipe())).isFalse();
        assertThat(pattern.forget(stranger)).isFalse();
        assertThat(pattern.absorb(stranger)).isFalse();
        assertThat(bench.sends("a")).isTrue();
        assertThat(peer.hears()).hasSize(1);
    }
}
