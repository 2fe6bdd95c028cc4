package org.zmq.loom.internal.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.zmq.loom.internal.signal.SideLock;

/** Whoever comes and goes in whatever order: all have their turns, in order. */
class TurnListProperties {
    private final Side sending = new Side(new SideLock());
    private final Side receiving = new Side(new SideLock());

    private Pipe pipe(long turn) {
        Pipe pipe = MessagePipe.dialled(sending, receiving, null, PipeBounds.of(0, 0, 0, 0), false, _ -> {});
        pipe.turn(turn);
        return pipe;
    }

    /** What a list does, without gaps and without regard to time. */
    private static final class Model {
        private final List<Pipe> pipes = new ArrayList<>();
        private final Set<Pipe> resting = new HashSet<>();
        private int passed;

        void add(Pipe pipe) {
            int place = 0;
            while (place < pipes.size() && pipes.get(place).turn() <= pipe.turn()) {
                place++;
            }
            pipes.add(place, pipe);
            passed += place < passed ? 1 : 0;
        }

        void remove(Pipe pipe) {
            passed -= pipes.indexOf(pipe) < passed ? 1 : 0;
            pipes.remove(pipe);
            resting.remove(pipe);
        }

        /** The pipes that do not rest, in the order of their next turns. */
        List<Pipe> round() {
            List<Pipe> round = new ArrayList<>(pipes.subList(passed, pipes.size()));
            round.addAll(pipes.subList(0, passed));
            round.removeAll(resting);
            return round;
        }

        void advance(Pipe pipe) {
            passed = pipes.indexOf(pipe) + 1;
        }
    }

    /** A step is a pipe's number and what is done: it comes, goes, rests, is woken, or somebody has a turn. */
    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void doesWhatASimpleListDoes(@ForAll @Size(max = 200) List<@IntRange(max = 999) Integer> steps) {
        TurnList list = new TurnList();
        Model model = new Model();
        for (int step : steps) {
            int kind = step % 10;
            if (kind < 4) {
                Pipe pipe = pipe(step / 10);
                add(list, pipe);
                model.add(pipe);
            } else if (!model.pipes.isEmpty()) {
                Pipe pipe = model.pipes.get(step / 10 % model.pipes.size());
                switch (kind) {
                    case 4, 5 -> {
                        list.remove(pipe);
                        model.remove(pipe);
                    }
                    case 6 -> {
                        list.rest(pipe);
                        model.resting.add(pipe);
                    }
                    case 7 -> {
                        list.wake(pipe);
                        model.resting.remove(pipe);
                    }
                    default -> takeTurn(list, model);
                }
            }
            assertThat(list.next()).isSameAs(model.round().stream().findFirst().orElse(null));
        }
        List<Pipe> round = model.round();
        for (Pipe expected : round) {
            assertThat(list.next()).isSameAs(expected);
            list.advance(expected);
        }
        for (Pipe pipe : List.copyOf(model.pipes)) {
            list.remove(pipe);
        }
        assertThat(list.next()).isNull();
    }

    private static void takeTurn(TurnList list, Model model) {
        Pipe next = list.next();
        if (next != null) {
            list.advance(next);
            model.advance(next);
        }
    }

    @Test
    void whoIsNotInTheListHasNoTurnsWhateverIsSaidOfIt() {
        TurnList list = new TurnList();
        Pipe gone = pipe(0);
        list.wake(gone);
        add(list, gone);
        list.remove(gone);
        list.wake(gone);
        assertThat(list.next()).isNull();
    }

    @Test
    void staysInOrderWhenThousandsComeAndMostOfThemGo() {
        TurnList list = new TurnList();
        List<Pipe> pipes = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            Pipe pipe = pipe(i ^ 1); // each second one overtakes
            add(list, pipe);
            pipes.add(pipe);
        }
        for (Pipe pipe : pipes) {
            if (pipe.turn() % 100 != 7) {
                list.remove(pipe);
            }
        }
        for (int i = 7; i < 5000; i += 100) {
            assertThat(turnOfNext(list)).isEqualTo(i);
        }
    }

    @Test
    void whoComesAfterManyThatCameLaterDoesNotOvertakeThemAll() {
        TurnList list = new TurnList();
        Pipe late = pipe(0);
        for (int i = 1; i <= 3000; i++) {
            add(list, pipe(i));
        }
        add(list, late);
        for (int i = 1; i <= 2000; i++) {
            assertThat(turnOfNext(list)).isEqualTo(i);
        }
        assertThat(turnOfNext(list)).isEqualTo(0);
        for (int i = 2001; i <= 3000; i++) {
            assertThat(turnOfNext(list)).isEqualTo(i);
        }
    }

    private static void add(TurnList list, Pipe pipe) {
        list.add(pipe);
        list.wake(pipe);
    }

    private static long turnOfNext(TurnList list) {
        Pipe next = Objects.requireNonNull(list.next(), "nobody has a turn");
        list.advance(next);
        return next.turn();
    }
}
