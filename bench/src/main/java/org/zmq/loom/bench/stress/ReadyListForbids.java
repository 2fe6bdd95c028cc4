package org.zmq.loom.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.zmq.loom.internal.ring.MessageRing;
import org.zmq.loom.internal.ring.ReadyList;
import org.zmq.loom.internal.signal.Fence;

/** What must never become of a thing in a {@link ReadyList}. A thing is ready when there is a message in its ring, as in the kernel. */
public final class ReadyListForbids {
    private ReadyListForbids() {}

    private static final class Thing {
        private int content; // plain: the list has to make it visible
    }

    private static int count(ReadyList.@Nullable Entry<?> first) {
        int count = 0;
        for (ReadyList.Entry<?> entry = first; entry != null; entry = entry.next()) {
            count++;
        }
        return count;
    }

    @JCStressTest
    @State
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The taker lets go of it, and it was added again.")
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The taker saw that it is ready, and keeps it.")
    @Outcome(expect = FORBIDDEN, desc = "Nobody knows of a thing that is ready, or it is known twice.")
    public static class AReadyThingNobodyKnows {
        private final ReadyList<Object> list = new ReadyList<>();
        private final ReadyList.Entry<Object> entry = new ReadyList.Entry<>("");
        private final MessageRing<Object> news = new MessageRing<>(10);

        public AReadyThingNobodyKnows() {
            list.add(entry);
            list.takeAll();
        }

        @Actor
        public void adder() {
            news.producer().put("");
            Fence.full();
            list.add(entry);
        }

        @Actor
        public void taker(ZZ_Result r) {
            entry.unlist();
            r.r1 = news.consumer().peek() != null && entry.relist();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = !list.isEmpty();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "The first one added it.")
    @Outcome(id = "false, true, 1", expect = ACCEPTABLE, desc = "The second one added it.")
    @Outcome(expect = FORBIDDEN, desc = "It is in the list twice, which tears the list, or not at all.")
    public static class AnEntryAddedTwice {
        private final ReadyList<Object> list = new ReadyList<>();
        private final ReadyList.Entry<Object> entry = new ReadyList.Entry<>("");

        @Actor
        public void one(ZZI_Result r) {
            r.r1 = list.add(entry);
        }

        @Actor
        public void other(ZZI_Result r) {
            r.r2 = list.add(entry);
        }

        @Arbiter
        public void after(ZZI_Result r) {
            r.r3 = count(list.takeAll());
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "All are there.")
    @Outcome(expect = FORBIDDEN, desc = "One adder has lost what another has added.")
    public static class AnEntryLostByTwoAdders {
        private final ReadyList<Object> list = new ReadyList<>();

        public AnEntryLostByTwoAdders() {
            list.add(new ReadyList.Entry<>(""));
        }

        @Actor
        public void one() {
            list.add(new ReadyList.Entry<>(""));
        }

        @Actor
        public void other() {
            list.add(new ReadyList.Entry<>(""));
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = count(list.takeAll());
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The new entry waits for the next taking.")
    @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "The new entry was taken, too.")
    @Outcome(expect = FORBIDDEN, desc = "An entry was lost, or taken twice.")
    public static class AnEntryLostByTheTaker {
        private final ReadyList<Object> list = new ReadyList<>();

        public AnEntryLostByTheTaker() {
            list.add(new ReadyList.Entry<>(""));
        }

        @Actor
        public void adder() {
            list.add(new ReadyList.Entry<>(""));
        }

        @Actor
        public void taker(II_Result r) {
            r.r1 = count(list.takeAll());
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = count(list.takeAll());
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "Nothing was there yet.")
    @Outcome(id = "7", expect = ACCEPTABLE, desc = "The thing, as its adder has made it.")
    @Outcome(expect = FORBIDDEN, desc = "The thing came before what its adder did to it.")
    public static class AThingBeforeItsContent {
        private final ReadyList<Thing> list = new ReadyList<>();
        private final Thing thing = new Thing();
        private final ReadyList.Entry<Thing> entry = new ReadyList.Entry<>(thing);

        @Actor
        public void adder() {
            thing.content = 7;
            list.add(entry);
        }

        @Actor
        public void taker(I_Result r) {
            ReadyList.Entry<Thing> taken = list.takeAll();
            r.r1 = taken == null ? -1 : taken.owner().content;
        }
    }
}
