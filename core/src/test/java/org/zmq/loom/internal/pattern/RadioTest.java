package org.zmq.loom.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.support.Rfc;

/** Sending to those who have joined a group. */
class RadioTest {
    private final Radio pattern = new Radio();
    private final Bench radio = new Bench(pattern);

    private boolean sends(String group, String body) {
        return radio.sends(Message.of(body).withGroup(group));
    }

    @Test
    @Rfc(
            number = 48,
            says = {"send a message to those who have joined its group", "compare groups exactly"})
    void sendsToThoseWhoHaveJoinedTheGroup() {
        var a = radio.peer().joins("TV");
        var b = radio.peer().joins("TV").joins("Movies");
        var c = radio.peer();
        assertThat(sends("TV", "1")).isTrue();
        assertThat(sends("Movies", "2")).isTrue();
        assertThat(sends("T", "3")).isTrue();
        assertThat(sends("TVs", "4")).isTrue();
        assertThat(a.hears()).containsExactly(Message.of("TV", "1"));
        assertThat(b.hears()).containsExactly(Message.of("TV", "1"), Message.of("Movies", "2"));
        assertThat(c.hears()).isEmpty();
    }

    @Test
    void sendsNoMoreToWhoHasLeftTheGroup() {
        var a = radio.peer().joins("TV").leavesGroup("TV").leavesGroup("Movies");
        assertThat(sends("TV", "1")).isTrue();
        assertThat(a.hears()).isEmpty();
        a.joins("TV");
        assertThat(sends("TV", "2")).isTrue();
        assertThat(a.hears()).containsExactly(Message.of("TV", "2"));
    }

    @Test
    void sendsOnceToWhoHasJoinedTwiceAndUntilItHasLeftTwice() {
        var a = radio.peer().joins("TV").joins("TV");
        assertThat(sends("TV", "1")).isTrue();
        assertThat(a.hears()).hasSize(1);
        a.leavesGroup("TV");
        assertThat(sends("TV", "2")).isTrue();
        assertThat(a.hears()).hasSize(1);
        a.leavesGroup("TV");
        assertThat(sends("TV", "3")).isTrue();
        assertThat(a.hears()).isEmpty();
    }

    @Test
    void sendsWithoutAGroupToTheGroupOfTheEmptyName() {
        var a = radio.peer().joins("");
        var b = radio.peer().joins("TV");
        assertThat(radio.sends("1")).isTrue();
        assertThat(a.hears()).containsExactly(Message.of("", "1"));
        assertThat(b.hears()).isEmpty();
    }

    @Test
    @Rfc(number = 48, says = "discard what dishes send")
    void takesNoMessageForASubscription() {
        var a = radio.peer().says("\u0001TV").says("\u0001", "TV").says("hello");
        assertThat(sends("TV", "1")).isTrue();
        assertThat(a.hears()).isEmpty();
        a.joins("TV");
        assertThat(sends("TV", "2")).isTrue();
        assertThat(a.hears()).containsExactly(Message.of("TV", "2"));
    }

    @Test
    void hearsWhatWasSaidBeforeItCame() {
        var a = radio.stranger().joins("TV");
        assertThat(radio.attach(a)).isTrue();
        assertThat(sends("TV", "1")).isTrue();
        assertThat(a.hears()).hasSize(1);
    }

    @Test
    void absorbsNothingOfAPeerThatHasGone() {
        var a = radio.peer().joins("TV");
        a.leaves();
        a.joins("Movies");
        assertThat(pattern.absorb(a.pipe())).isFalse();
        assertThat(sends("TV", "1")).isTrue();
        assertThat(sends("Movies", "1")).isTrue();
        assertThat(a.hears()).isEmpty();
    }

    @Test
    @Rfc(number = 48, says = "drop a message for a dish whose queue is full, and not wait")
    void dropsForAPeerThatIsFullUntilItHasRoom() {
        var slow = radio.peer(2).joins("TV");
        var quick = radio.peer().joins("TV");
        for (int i = 1; i <= 4; i++) {
            assertThat(sends("TV", "" + i)).isTrue();
        }
        assertThat(quick.hears()).hasSize(4);
        assertThat(slow.hears()).containsExactly(Message.of("TV", "1"), Message.of("TV", "2"));
        assertThat(radio.canSend()).isTrue();
        assertThat(sends("TV", "5")).isTrue();
        assertThat(slow.hears()).containsExactly(Message.of("TV", "5"));
    }

    @Test
    void isFullWhenItMustNotDropAndAnyoneInTheGroupIs() {
        radio.configure(ZmqOptions.none().with(ZmqOption.XPUB_NODROP, true));
        var slow = radio.peer(1).joins("TV");
        var quick = radio.peer().joins("TV").joins("Movies");
        assertThat(sends("TV", "1")).isTrue();
        assertThat(sends("TV", "2")).isFalse();
        assertThat(sends("Movies", "3")).isTrue();
        assertThat(radio.canSend()).isTrue();
        assertThat(quick.hears()).containsExactly(Message.of("TV", "1"), Message.of("Movies", "3"));
        assertThat(slow.hears()).hasSize(1);
        assertThat(sends("TV", "2")).isTrue();
        assertThat(quick.hears()).hasSize(1);
    }

    @Test
    @Rfc(number = 48, says = "not allow multipart messages")
    void refusesSeveralFrames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> radio.sends("two", "frames"))
                .withMessageContaining("RADIO");
    }

    @Test
    void sendsABufferToTheGroupOfTheEmptyName() {
        var a = radio.peer().joins("");
        assertThat(pattern.send(ByteBuffer.wrap(new byte[] {'x'}))).isEqualTo(Pattern.Offer.ACCEPTED);
        assertThat(a.hears()).containsExactly(Message.of("", "x"));
    }

    @Test
    void givesUpAPeerWhoseGroupsTakeTooMuchMemory() {
        radio.configure(ZmqOptions.none().with(ZmqOption.SUBSCRIPTION_BYTES, 1000L));
        var modest = radio.peer();
        for (int i = 0; i < 100; i++) {
            modest.joins("TV").joins("Movies").leavesGroup("Movies");
        }
        assertThat(pattern.takeEvicted()).isNull();
        var greedy = radio.peer();
        for (int i = 0; i < 10; i++) {
            greedy.joins("group " + i);
        }
        assertThat(radio.evicted()).isSameAs(greedy.pipe());
        assertThat(pattern.takeEvicted()).isNull();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void reachesExactlyTheMembers(@ForAll @Size(max = 80) List<@IntRange(max = 999) Integer> steps) {
        Bench bench = new Bench(new Radio());
        List<Bench.Peer> peers = new ArrayList<>();
        Map<Bench.Peer, Map<String, Integer>> joined = new HashMap<>();
        for (int step : steps) {
            String group = List.of("", "a", "ab", "b").get(step / 10 % 4);
            if (step % 10 < 2 || peers.isEmpty()) {
                Bench.Peer peer = bench.peer();
                peers.add(peer);
                joined.put(peer, new HashMap<>());
                continue;
            }
            Bench.Peer peer = peers.get(step / 40 % peers.size());
            Map<String, Integer> groups = Objects.requireNonNull(joined.get(peer));
            switch (step % 10) {
                case 2 -> {
                    peer.leaves();
                    peers.remove(peer);
                }
                case 3, 4, 5 -> {
                    peer.joins(group);
                    groups.merge(group, 1, Integer::sum);
                }
                case 6, 7 -> {
                    peer.leavesGroup(group);
                    groups.computeIfPresent(group, (_, times) -> times > 1 ? times - 1 : null);
                }
                default -> {
                    assertThat(bench.sends(Message.of("x").withGroup(group))).isTrue();
                    for (Bench.Peer each : peers) {
                        boolean member =
                                Objects.requireNonNull(joined.get(each)).containsKey(group);
                        assertThat(each.hears()).isEqualTo(member ? List.of(Message.of(group, "x")) : List.of());
                    }
                }
            }
        }
    }
}
