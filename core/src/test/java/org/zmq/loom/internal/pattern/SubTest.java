package org.zmq.loom.internal.pattern;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.pipe.PipeBounds;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.support.Messages;
import org.zmq.loom.support.Rfc;
import org.zmq.loom.support.WireEnd;

/** Receiving what begins with one of its topics. */
class SubTest {
    private final Sub pattern = new Sub();
    private final Bench sub = new Bench(pattern);

    private static byte[] topic(String text) {
        return text.getBytes(UTF_8);
    }

    private void subscribe(String topic) {
        pattern.subscribe(topic(topic));
    }

    private void unsubscribe(String topic) {
        pattern.unsubscribe(topic(topic));
    }

    @Test
    @Rfc(number = 29, says = "receive only what begins with a topic that was subscribed to")
    void receivesWhatBeginsWithATopic() {
        var publisher = sub.peer();
        publisher.says("abc").says("");
        assertThat(sub.receives()).as("nothing was subscribed to").isEmpty();
        subscribe("ab");
        publisher.says("abc").says("ab").says("a").says("b").says("ABC").says("abd", "more");
        assertThat(sub.receivesAll()).containsExactly(Message.of("abc"), Message.of("ab"), Message.of("abd", "more"));
        subscribe("");
        publisher.says("anything").says("");
        assertThat(sub.receivesAll()).containsExactly(Message.of("anything"), Message.empty());
    }

    @Test
    void looksAtTheFirstFrameOnlyAndDropsMessagesWhole() {
        subscribe("a");
        var publisher = sub.peer();
        publisher.says("b", "a").says("a", "b").says("c", "a", "a");
        assertThat(sub.receivesAll()).containsExactly(Message.of("a", "b"));
    }

    @Test
    @Rfc(number = 29, says = "count subscriptions to a topic, and cancel it only when all were taken back")
    void topicMustBeTakenBackAsOftenAsItWasAskedFor() {
        var publisher = sub.peer();
        subscribe("a");
        subscribe("a");
        assertThat(publisher.hears())
                .as("told each time, as libzmq does: an XPUB may want to know")
                .containsExactly(Messages.subscribed("a"), Messages.subscribed("a"));
        unsubscribe("a");
        assertThat(publisher.hears()).isEmpty();
        publisher.says("a1");
        assertThat(sub.receivesAll()).hasSize(1);
        unsubscribe("a");
        assertThat(publisher.hears()).containsExactly(Messages.cancelled("a"));
        publisher.says("a2");
        assertThat(sub.receivesAll()).isEmpty();
    }

    @Test
    void countsTopicsOnceAndTopicsWithinTopicsToo() {
        subscribe("a");
        subscribe("ab");
        subscribe("abc");
        subscribe("a");
        assertThat(pattern.topicsCount()).isEqualTo(3);
        unsubscribe("abc");
        unsubscribe("a");
        assertThat(pattern.topicsCount()).isEqualTo(2);
        unsubscribe("a");
        unsubscribe("ab");
        assertThat(pattern.topicsCount()).isZero();
    }

    @Test
    void ignoresATopicThatWasNotAskedFor() {
        var publisher = sub.peer();
        subscribe("ab");
        publisher.hears();
        unsubscribe("a");
        unsubscribe("abc");
        unsubscribe("");
        assertThat(publisher.hears()).isEmpty();
        publisher.says("abc");
        assertThat(sub.receivesAll()).hasSize(1);
    }

    @Test
    @Rfc(number = 29, says = "tell each new publisher all that it has subscribed to")
    void tellsANewPublisherEverything() {
        subscribe("b");
        subscribe("a");
        subscribe("a");
        subscribe("c");
        unsubscribe("c");
        assertThat(sub.peer().hears()).containsExactlyInAnyOrder(Messages.subscribed("a"), Messages.subscribed("b"));
    }

    @Test
    void tellsAllPublishersOfChangesButNoneThatHasLeft() {
        var a = sub.peer();
        var b = sub.peer();
        subscribe("x");
        b.leaves();
        subscribe("y");
        assertThat(a.hears()).containsExactly(Messages.subscribed("x"), Messages.subscribed("y"));
        assertThat(b.hears()).containsExactly(Messages.subscribed("x"));
    }

    @Test
    void doesNotLoseASubscriptionToAPublisherWhoIsFull() {
        var full = sub.stranger(1);
        assertThat(sub.attach(full)).isTrue();
        for (int i = 0; i < 10; i++) {
            subscribe("" + i);
        }
        assertThat(full.hears()).hasSize(10);
    }

    @Test
    @Rfc(number = 29, says = "receive from its publishers in turn")
    void hearsItsPublishersInTurn() {
        subscribe("");
        sub.peer().says("a1").says("a2");
        sub.peer().says("b1").says("b2");
        assertThat(sub.receivesAll())
                .containsExactly(Message.of("a1"), Message.of("b1"), Message.of("a2"), Message.of("b2"));
    }

    @Test
    void publisherWhoSendsWhatNobodyWantsTakesItsTurnWithIt() {
        subscribe("w");
        var a = sub.peer();
        var b = sub.peer();
        a.says("unwanted").says("w a1").says("w a2");
        b.says("w b1").says("w b2");
        assertThat(sub.receivesAll())
                .containsExactly(Message.of("w b1"), Message.of("w a1"), Message.of("w b2"), Message.of("w a2"));
    }

    @Test
    void canReceiveOnlyWhatIsWanted() {
        subscribe("a");
        var publisher = sub.peer();
        publisher.says("b");
        assertThat(sub.canReceive()).isFalse();
        publisher.says("b").says("a");
        assertThat(sub.canReceive()).isTrue();
        assertThat(sub.receives()).contains(Message.of("a"));
        assertThat(sub.canReceive()).isFalse();
        assertThat(sub.canSend()).isFalse();
    }

    @Test
    void receivesTheOthersIfMatchingIsInverted() {
        sub.configure(ZmqOptions.none().with(ZmqOption.INVERT_MATCHING, true));
        subscribe("a");
        sub.peer().says("abc").says("b").says("");
        assertThat(sub.receivesAll()).containsExactly(Message.of("b"), Message.empty());
    }

    @Test
    void saysEverythingAgainWhenAConnectionWasLost() {
        FramePipe pipe = new FramePipe(
                sub.sending(),
                sub.receiving(),
                null,
                new ChunkPool(new MemoryBudget(1 << 20)),
                PipeBounds.of(0, Long.MAX_VALUE, 0, Long.MAX_VALUE));
        assertThat(pattern.attach(pipe)).isTrue();
        assertThat(pattern.state(pipe)).isFalse();
        subscribe("a");
        subscribe("b");
        WireEnd wire = new WireEnd(pipe);
        wire.take(3);
        unsubscribe("a");
        subscribe("c");
        pipe.rewind();
        pattern.hiccup(pipe);
        assertThat(pattern.state(pipe)).isFalse();
        assertThat(wire.takeMessages())
                .containsExactlyInAnyOrder(Message.of("\tSUBSCRIBEb"), Message.of("\tSUBSCRIBEc"));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void wantsWhatAPlainListOfTopicsWants(
            @ForAll @Size(max = 40) List<@IntRange(max = 3) Integer> steps,
            @ForAll @Size(min = 1, max = 10)
                    List<@StringLength(max = 4) @CharRange(from = 'a', to = 'b') String> texts) {
        Sub fresh = new Sub();
        Bench bench = new Bench(fresh);
        var publisher = bench.peer();
        List<String> wanted = new ArrayList<>();
        int at = 0;
        for (int step : steps) {
            String text = texts.get(at++ % texts.size());
            switch (step) {
                case 0 -> {
                    wanted.add(text);
                    fresh.subscribe(topic(text));
                }
                case 1 -> {
                    wanted.remove(text);
                    fresh.unsubscribe(topic(text));
                }
                default -> {
                    publisher.says(text, "more");
                    boolean expected = wanted.stream().anyMatch(text::startsWith);
                    assertThat(bench.canReceive()).isEqualTo(expected);
                    assertThat(bench.receives().isPresent()).isEqualTo(expected);
                }
            }
        }
        // What the publisher knows is what holds, for it counts a topic of one subscriber once.
        Set<String> told = new HashSet<>();
        publisher.hears().forEach(message -> {
            byte[] frame = message.bytes();
            String text = new String(Arrays.copyOfRange(frame, 1, frame.length), UTF_8);
            if (frame[0] == 1) {
                told.add(text);
            } else {
                told.remove(text);
            }
        });
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(wanted.stream().distinct().toList());
    }
}
