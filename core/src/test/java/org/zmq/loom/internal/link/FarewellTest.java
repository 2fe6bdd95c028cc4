package org.zmq.loom.internal.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.zmq.loom.internal.scope.Deadlines;
import org.zmq.loom.internal.scope.Scope;
import org.zmq.loom.internal.signal.Parker;
import org.zmq.loom.spi.Census;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Ticks;
import org.zmq.loom.support.StubConnection;

/** How long a peer is waited for that has been sent everything, and does not say that it has seen the end. */
class FarewellTest {
    private static final long UNKNOWN = Connection.UNKNOWN_BYTES;

    private final Jumps ticks = new Jumps();
    private final Peer peer = new Peer();
    private final Ending ending = new Ending(
            new Deadlines(
                    ticks, new Scope("test", new Scope.Shared(Thread.ofVirtual().factory(), new Census()))),
            peer::close);
    private int heard;
    private IntConsumer beforeLook = _ -> {};

    /** A clock on which nobody waits: it jumps to the time that is waited for. */
    private final class Jumps implements Ticks {
        private final List<Long> waits = new ArrayList<>();
        private long now;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void park(long deadline) {
            waits.add(Duration.ofNanos(deadline - now).toMillis());
            now = deadline;
            beforeLook.accept(waits.size());
        }
    }

    /** A peer of which is known what the test says. */
    private static final class Peer extends StubConnection {
        private long unacknowledged = UNKNOWN;
        private boolean closed;

        @Override
        public long unacknowledged() {
            return unacknowledged;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private Duration await() {
        new Farewell(ending, peer, () -> heard, ticks, new Parker()).await();
        return Duration.ofNanos(ticks.now);
    }

    @Test
    void whoHasEverythingIsWaitedForUntilTheFirstLook() {
        peer.unacknowledged = 0;
        assertThat(await()).isEqualTo(Duration.ofMillis(10));
        assertThat(peer.closed).isTrue();
    }

    @Test
    void whoHasSeenTheEndIsNotWaitedFor() {
        ending.over();
        assertThat(await()).isZero();
    }

    @Test
    void theWaitIsOverWhenThePeerHasSeenTheEnd() {
        peer.unacknowledged = 5;
        beforeLook = look -> {
            if (look == 3) {
                ending.over();
            }
        };
        assertThat(await()).isEqualTo(Duration.ofMillis(10 + 20 + 40));
    }

    @Test
    void theLooksBecomeRarer() {
        beforeLook = look -> {
            if (look == 8) {
                ending.over();
            }
        };
        Duration _ = await();
        assertThat(ticks.waits).containsExactly(10L, 20L, 40L, 80L, 160L, 250L, 250L, 250L);
    }

    /**
     * Two seconds from the beginning if nothing is known at all, and from the first look if that has told something.
     */
    @Test
    void silenceLastsTwoSecondsOfWhichTheLookDecides() {
        peer.unacknowledged = 5;
        assertThat(await()).isBetween(Duration.ofMillis(2010), Duration.ofMillis(2010 + 250));
        assertThat(peer.closed).isTrue();
    }

    @Test
    void silenceLastsTwoSecondsWhereTheMachineTellsNothing() {
        assertThat(await()).isBetween(Duration.ofMillis(2000), Duration.ofMillis(2250));
    }

    @Test
    void whoTakesSomethingIsWaitedForAgain() {
        peer.unacknowledged = 10;
        beforeLook = look -> {
            if (look % 6 == 0) {
                peer.unacknowledged--;
            }
        };
        assertThat(await()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(peer.unacknowledged).isZero();
    }

    @Test
    void whoSaysSomethingIsWaitedForAgainButNotForEver() {
        peer.unacknowledged = 10;
        beforeLook = _ -> heard++;
        assertThat(await()).isBetween(Duration.ofSeconds(30), Duration.ofMillis(30_250));
        assertThat(peer.closed).isTrue();
    }
}
