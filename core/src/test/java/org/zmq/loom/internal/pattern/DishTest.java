package org.zmq.loom.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.support.Rfc;

/** Joining groups, and receiving what is sent to them. */
class DishTest {
    private final Dish pattern = new Dish();
    private final Bench dish = new Bench(pattern);

    private static Message sent(String group, String body) {
        return Message.of(group, body);
    }

    @Test
    void tellsARadioThatComesWhatItHasJoined() {
        pattern.join("TV");
        pattern.join("Movies");
        pattern.join("Music");
        pattern.leave("Movies");
        var radio = dish.peer();
        assertThat(radio.isCommanded()).isTrue();
        assertThat(radio.hears()).containsExactly(Message.of("\u0001Music"), Message.of("\u0001TV"));
    }

    @Test
    void tellsItsRadiosWhatItJoinsAndLeaves() {
        var a = dish.peer();
        var b = dish.peer();
        pattern.join("TV");
        pattern.leave("TV");
        assertThat(a.hears()).containsExactly(Message.of("\u0001TV"), Message.of("\0TV"));
        assertThat(b.hears()).hasSize(2);
        b.leaves();
        pattern.join("Movies");
        assertThat(a.hears()).hasSize(1);
        assertThat(b.hears()).isEmpty();
    }

    @Test
    @Rfc(number = 48, says = "attach the group to a message that is received")
    void receivesWhatIsSentToItsGroups() {
        pattern.join("TV");
        pattern.join("");
        dish.peer().says(sent("TV", "1")).says(sent("", "2"));
        Message first = dish.receives().orElseThrow();
        assertThat(first).isEqualTo(Message.of("1"));
        assertThat(first.group()).isEqualTo("TV");
        assertThat(dish.canReceive()).isTrue();
        Message second = dish.receives().orElseThrow();
        assertThat(second.group()).isEmpty();
        assertThat(dish.canReceive()).isFalse();
    }

    @Test
    void dropsWhatIsSentToOtherGroups() {
        pattern.join("TV");
        dish.peer()
                .says(sent("T", "1"))
                .says(sent("TVs", "2"))
                .says(sent("", "3"))
                .says(sent("tv", "4"));
        assertThat(dish.canReceive()).isFalse();
        assertThat(dish.receives()).isEmpty();
    }

    @Test
    void dropsWhatWasSentBeforeItLeftTheGroup() {
        pattern.join("TV");
        pattern.join("Movies");
        dish.peer().says(sent("TV", "1")).says(sent("Movies", "2"));
        assertThat(dish.canReceive()).isTrue();
        pattern.leave("TV");
        assertThat(dish.receivesAll()).containsExactly(Message.of("2"));
    }

    @Test
    void dropsWhatHasNoGroup() {
        pattern.join("TV");
        dish.peer().says("TV").says("TV", "too", "long").says(sent("TV", "1"));
        assertThat(dish.receives()).contains(Message.of("1"));
        assertThat(dish.receives()).isEmpty();
    }

    @Test
    @Rfc(number = 48, says = "receive from its radios in turn")
    void receivesFromItsRadiosInTurn() {
        pattern.join("g");
        dish.peer().says(sent("g", "a1")).says(sent("g", "a2"));
        dish.peer().says(sent("g", "b1")).says(sent("g", "b2"));
        assertThat(dish.receivesAll())
                .containsExactly(Message.of("a1"), Message.of("b1"), Message.of("a2"), Message.of("b2"));
    }

    @Test
    void joinsAGroupOnceAndLeavesOnlyWhatItHasJoined() {
        assertThatIllegalStateException()
                .isThrownBy(() -> pattern.leave("TV"))
                .withMessageContaining("TV")
                .withMessageStartingWith("EINVAL");
        pattern.join("TV");
        assertThatIllegalStateException()
                .isThrownBy(() -> pattern.join("TV"))
                .withMessageContaining("TV")
                .withMessageStartingWith("EINVAL");
        pattern.leave("TV");
        pattern.join("TV");
        var radio = dish.peer();
        assertThat(radio.hears()).hasSize(1);
    }

    @Test
    @Rfc(number = 48, says = "have groups of 0 to 255 bytes, none of which is 0")
    void refusesAGroupThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pattern.join("x".repeat(256)))
                .withMessageContaining("256");
        assertThatIllegalArgumentException().isThrownBy(() -> pattern.leave("x".repeat(256)));
        assertThatIllegalArgumentException().isThrownBy(() -> pattern.join("a\0"));
        pattern.join("x".repeat(255));
        assertThat(dish.peer().hears()).hasSize(1);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void receivesExactlyWhatIsSentToGroupsThatItIsIn(@ForAll @Size(max = 80) List<@IntRange(max = 99) Integer> steps) {
        Dish fresh = new Dish();
        Bench bench = new Bench(fresh);
        Bench.Peer radio = bench.peer();
        Set<String> joined = new LinkedHashSet<>();
        List<String> said = new ArrayList<>();
        for (int step : steps) {
            String group = List.of("", "a", "ab", "b").get(step / 10 % 4);
            if (step % 10 < 4) {
                if (joined.add(group)) {
                    fresh.join(group);
                    said.add("\u0001" + group);
                } else {
                    joined.remove(group);
                    fresh.leave(group);
                    said.add("\0" + group);
                }
            } else {
                radio.says(sent(group, "x"));
                assertThat(bench.canReceive()).isEqualTo(joined.contains(group));
                assertThat(bench.receives().map(Message::group))
                        .isEqualTo(joined.contains(group) ? java.util.Optional.of(group) : java.util.Optional.empty());
            }
        }
        assertThat(radio.hears()).extracting(Message::text).containsExactlyElementsOf(said);
        Bench.Peer late = bench.peer();
        assertThat(late.hears())
                .extracting(message -> message.text().substring(1))
                .containsExactlyInAnyOrderElementsOf(joined);
    }
}
