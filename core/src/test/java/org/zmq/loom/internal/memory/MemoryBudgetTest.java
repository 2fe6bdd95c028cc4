package org.zmq.loom.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmq.loom.internal.signal.Parker;

/** Who gets memory, who waits for it, and who has to go. */
class MemoryBudgetTest {
    private final MemoryBudget budget = new MemoryBudget(1000);
    private final List<String> evicted = new ArrayList<>();

    private MemoryAccount account(String name) {
        MemoryAccount account = budget.account(_ -> evicted.add(name));
        account.open();
        return account;
    }

    @Test
    void isTightBeyondHalf() {
        budget.add(500);
        assertThat(budget.isTight()).isFalse();
        budget.add(1);
        assertThat(budget.isTight()).isTrue();
        budget.subtract(1);
        assertThat(budget.isTight()).isFalse();
    }

    @Test
    void whoHoldsLittleGoesOnWhenItIsTight() {
        MemoryAccount _ = account("one");
        MemoryAccount _ = account("other");
        budget.add(900);
        assertThat(budget.isTightFor(125)).isFalse();
        assertThat(budget.isTightFor(126)).isTrue();
    }

    @Test
    void whoHasNotOpenedAnAccountSharesNothing() {
        MemoryAccount _ = account("one");
        MemoryAccount never = budget.account(_ -> {});
        assertThat(never.take(5000)).isTrue();
        assertThat(budget.used()).isZero();
        budget.add(900);
        assertThat(budget.isTightFor(250)).isFalse();
    }

    @Test
    void whatFitsIsTakenAndComesBack() {
        MemoryAccount one = account("one");
        assertThat(one.take(600)).isTrue();
        assertThat(one.take(401)).isFalse();
        assertThat(one.take(400)).isTrue();
        one.give(1000);
        assertThat(budget.used()).isZero();
    }

    /** Whatever others hold, and never give back: so whoever needs little gets on. */
    @Test
    void aFairShareIsTakenThoughNothingIsLeft() {
        MemoryAccount one = account("one");
        MemoryAccount other = account("other");
        budget.add(1000);
        assertThat(one.take(126)).isFalse();
        assertThat(one.fits(126)).isFalse();
        assertThat(one.fits(125)).isTrue();
        assertThat(one.take(125)).isTrue();
        assertThat(other.take(100)).isTrue();
        assertThat(other.take(26)).isFalse();
    }

    @Test
    void whoClosesGivesEverythingBackAndCountsNoMore() {
        MemoryAccount one = account("one");
        assertThat(one.take(600)).isTrue();
        one.close();
        assertThat(budget.used()).isZero();
        assertThat(one.take(5000)).isTrue();
        one.takeAnyway(100);
        one.give(100);
        one.close();
        assertThat(budget.used()).isZero();
    }

    @Test
    void theLargestHolderHasToGo() {
        MemoryAccount small = account("small");
        MemoryAccount large = account("large");
        assertThat(small.take(300)).isTrue();
        assertThat(large.take(600)).isTrue();
        assertThat(small.take(200)).isFalse();
        assertThat(small.makeRoom(200)).isFalse();
        assertThat(evicted).containsExactly("large");
        large.close();
        assertThat(small.take(200)).isTrue();
    }

    @Test
    void whoIsTheLargestHolderHimselfIsToldAndNotEvicted() {
        MemoryAccount small = account("small");
        MemoryAccount large = account("large");
        assertThat(small.take(300)).isTrue();
        assertThat(large.take(600)).isTrue();
        assertThat(large.makeRoom(200)).isTrue();
        assertThat(evicted).isEmpty();
    }

    @Test
    void nobodyElseHasToGoUntilTheLargestHasGone() {
        MemoryAccount small = account("small");
        MemoryAccount middle = account("middle");
        MemoryAccount large = account("large");
        assertThat(small.take(100)).isTrue();
        assertThat(middle.take(400)).isTrue();
        assertThat(large.take(500)).isTrue();
        assertThat(small.makeRoom(100)).isFalse();
        assertThat(small.makeRoom(100)).isFalse();
        assertThat(evicted).containsExactly("large");
        large.close();
        assertThat(middle.take(500)).isTrue();
        assertThat(small.makeRoom(100)).isFalse();
        assertThat(evicted).containsExactly("large", "middle");
    }

    /** They can be held back, and nobody who holds little loses a connection for them. */
    @Test
    void wholeMessagesAreWaitedFor() {
        MemoryAccount one = account("one");
        MemoryAccount _ = account("other");
        budget.add(800);
        assertThat(one.take(200)).isTrue();
        assertThat(one.take(50)).isFalse();
        assertThat(one.makeRoom(50)).isFalse();
        budget.settle();
        assertThat(evicted).isEmpty();
    }

    @Test
    void whatWasTakenAnywayIsSettled() {
        MemoryAccount one = account("one");
        MemoryAccount other = account("other");
        one.takeAnyway(900);
        budget.settle();
        assertThat(evicted).isEmpty();
        other.takeAnyway(101);
        budget.settle();
        assertThat(evicted).containsExactly("one");
        other.takeAnyway(-200);
        assertThat(other.held()).isZero();
        one.close();
        assertThat(budget.used()).isZero();
    }

    @Test
    void whoWaitsIsWokenWhenSomethingComesBackOrSomebodyGoes() {
        MemoryAccount one = account("one");
        MemoryAccount other = account("other");
        assertThat(one.take(1000)).isTrue();
        Parker parker = new Parker();
        other.waits(parker);
        parker.prepare();
        one.give(100);
        assertThat(parker.isAwaited()).as("too little").isTrue();
        one.give(100);
        assertThat(parker.isAwaited()).isFalse();
        parker.prepare();
        one.close();
        assertThat(parker.isAwaited()).isFalse();
        other.stopsWaiting(parker);
        parker.prepare();
        other.close();
        assertThat(parker.isAwaited()).isTrue();
        parker.cancel();
    }
}
