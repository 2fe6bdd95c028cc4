package org.zmq.loom.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** When there is room in a ring: as in libzmq, whose reader tells its writer of every step of messages that it has read. */
class CreditProperties {
    /** What happens to a ring. */
    enum Event {
        /** A message is put, if there is room. */
        PUT,
        /** A message is taken, if there is one. */
        TAKE,
        /** The producer only looks. */
        LOOK
    }

    /** libzmq's arithmetic (zmq::pipe_t): what the writer knows of its reader, and when it hears of it. */
    private static final class Model {
        private long bound;
        private long written;
        private long taken;
        private long told;

        Model(long bound) {
            this.bound = bound;
        }

        long step() {
            return (bound + 1) / 2;
        }

        long room() {
            return Math.max(0, bound - (written - told));
        }

        void take() {
            taken++;
            hear();
        }

        /** The writer hears of whole steps, and forgets nothing that it has heard. */
        void hear() {
            told = Math.max(told, taken - taken % step());
        }

        void change(long newBound) {
            bound = newBound;
            hear();
        }
    }

    private final Model model = new Model(1);
    private final MessageRing<Integer> ring = new MessageRing<>(1);

    @Provide
    Arbitrary<List<Event>> events() {
        return Arbitraries.of(Event.class).list().ofMinSize(1).ofMaxSize(300);
    }

    @Property
    void roomComesBackInStepsOfHalfTheBound(
            @ForAll @IntRange(min = 1, max = 25) int bound, @ForAll("events") List<Event> events) {
        change(bound);
        events.forEach(this::happens);
    }

    @Property
    void aBoundThatChangesTakesNothingBackThatTheWriterHasHeard(
            @ForAll @IntRange(min = 1, max = 20) int before,
            @ForAll @IntRange(min = 1, max = 20) int after,
            @ForAll("events") List<Event> first,
            @ForAll("events") List<Event> second) {
        change(before);
        first.forEach(this::happens);
        change(after);
        second.forEach(this::happens);
    }

    private void change(int bound) {
        ring.producer().bounds(bound, FrameRing.UNBOUNDED);
        model.change(bound);
    }

    private void happens(Event event) {
        switch (event) {
            case PUT -> put();
            case TAKE -> take();
            case LOOK -> assertThat(ring.producer().hasRoom()).isEqualTo(model.room() > 0);
        }
    }

    private void put() {
        assertThat(ring.producer().hasRoom()).isEqualTo(model.room() > 0);
        assertThat(ring.producer().room()).isBetween(Math.min(1, model.room()), model.room());
        if (model.room() > 0) {
            ring.producer().put(1);
            model.written++;
        }
    }

    /** Who was told that there is no room is told when there is, and not before. */
    private void take() {
        boolean waits = !ring.producer().hasRoom();
        if (ring.consumer().poll() != null) {
            model.take();
            assertThat(waits && ring.consumer().creditDue()).isEqualTo(waits && model.room() > 0);
        }
    }
}
