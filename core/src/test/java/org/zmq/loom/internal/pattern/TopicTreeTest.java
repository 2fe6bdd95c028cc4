package org.zmq.loom.internal.pattern;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.zmq.loom.internal.pattern.TopicTree.Node;

/** Topics and what is kept for them. */
class TopicTreeTest {
    private static final int TINY_STACK = 64 << 10;

    private final TopicTree<String> tree = new TopicTree<>();

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private Node<String> put(String topic) {
        return tree.put(bytes(topic), topic);
    }

    private List<String> matches(String message) {
        List<String> found = new ArrayList<>();
        byte[] padded = bytes("__" + message + "__");
        tree.match(padded, 2, padded.length - 4, found::add);
        assertThat(tree.matches(padded, 2, padded.length - 4)).isEqualTo(!found.isEmpty());
        return found;
    }

    @Test
    void findsEveryTopicThatAMessageBeginsWithTheShortestFirst() {
        for (String topic : new String[] {"abc", "a", "abd", "", "b", "abcd"}) {
            put(topic);
        }
        assertThat(tree.size()).isEqualTo(6);
        assertThat(matches("abcdef")).containsExactly("", "a", "abc", "abcd");
        assertThat(matches("abx")).containsExactly("", "a");
        assertThat(matches("")).containsExactly("");
        assertThat(matches("ab")).containsExactly("", "a");
    }

    @Test
    void findsNothingInAnEmptyTree() {
        assertThat(matches("")).isEmpty();
        assertThat(matches("a")).isEmpty();
        assertThat(tree.find(new byte[0])).isNull();
        assertThat(tree.size()).isZero();
    }

    @Test
    void nodeStaysThePlaceOfItsTopicWhileOthersComeAndGo() {
        Node<String> abc = put("abc");
        Node<String> ab = put("ab");
        Node<String> abd = put("abd");
        put("abcde");
        assertThat(tree.find(bytes("abc"))).isSameAs(abc);
        tree.remove(ab);
        tree.remove(abd);
        assertThat(tree.find(bytes("abc"))).isSameAs(abc);
        assertThat(abc.topic()).isEqualTo(bytes("abc"));
        assertThat(abc.value()).isEqualTo("abc");
        assertThat(tree.find(bytes("ab"))).isNull();
        assertThat(matches("abcdef")).containsExactly("abc", "abcde");
    }

    @Test
    void keepsOneValueForATopic() {
        put("a");
        assertThatIllegalStateException().isThrownBy(() -> put("a"));
        put("");
        assertThatIllegalStateException().isThrownBy(() -> put(""));
    }

    @Test
    void tellsAllBytesApart() {
        for (int i = 0; i < 256; i++) {
            tree.put(new byte[] {(byte) i}, "" + i);
        }
        for (int i = 0; i < 256; i++) {
            List<String> found = new ArrayList<>();
            tree.match(new byte[] {(byte) i, 'x'}, 0, 2, found::add);
            assertThat(found).containsExactly("" + i);
        }
        for (int i = 0; i < 256; i += 2) {
            tree.remove(java.util.Objects.requireNonNull(tree.find(new byte[] {(byte) i})));
        }
        assertThat(tree.size()).isEqualTo(128);
        assertThat(tree.matches(new byte[] {2}, 0, 1)).isFalse();
        assertThat(tree.matches(new byte[] {3}, 0, 1)).isTrue();
    }

    /** Topics of two letters share as many beginnings as they can. A step asks for a topic, or takes it back if it is there. */
    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void doesWhatAPlainMapDoes(@ForAll("topics") List<byte[]> steps, @ForAll("topics") List<byte[]> messages) {
        TopicTree<byte[]> fresh = new TopicTree<>();
        Map<byte[], Node<byte[]>> model = new TreeMap<>(Arrays::compareUnsigned); // in the tree's order
        for (byte[] topic : steps) {
            Node<byte[]> node = fresh.find(topic);
            assertThat(node).isSameAs(model.get(topic));
            if (node == null) {
                model.put(topic, fresh.put(topic, topic));
            } else {
                fresh.remove(node);
                model.remove(topic);
            }
            assertThat(fresh.size()).isEqualTo(model.size());
        }
        List<byte[]> all = new ArrayList<>();
        fresh.forEach((topic, value) -> {
            assertThat(topic).isEqualTo(value);
            all.add(topic);
        });
        assertThat(all).containsExactlyElementsOf(model.keySet());
        for (byte[] message : messages) {
            List<byte[]> expected = model.keySet().stream()
                    .filter(topic -> topic.length <= message.length
                            && Arrays.equals(topic, 0, topic.length, message, 0, topic.length))
                    .sorted(Comparator.comparingInt(topic -> topic.length))
                    .toList();
            List<byte[]> found = new ArrayList<>();
            fresh.match(message, 0, message.length, found::add);
            assertThat(found).containsExactlyElementsOf(expected);
            assertThat(fresh.matches(message, 0, message.length)).isEqualTo(!expected.isEmpty());
        }
        model.values().forEach(fresh::remove);
        assertThat(fresh.size()).isZero();
        assertThat(fresh.matches(new byte[10], 0, 10)).isFalse();
    }

    @Provide
    Arbitrary<List<byte[]>> topics() {
        return Arbitraries.of((byte) 'a', (byte) -1)
                .array(byte[].class)
                .ofMaxSize(7)
                .list()
                .ofMaxSize(60);
    }

    @Test
    void longTopicsAndDeepTreesNeedNoStack() throws InterruptedException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread small = new Thread(null, this::useALongAndDeepTree, "small stack", TINY_STACK);
        small.setUncaughtExceptionHandler((_, thrown) -> failure.set(thrown));
        small.start();
        small.join();
        assertThat(failure.get()).isNull();
    }

    private void useALongAndDeepTree() {
        byte[] longest = new byte[100_000];
        Arrays.fill(longest, (byte) 'a');
        Map<Integer, Node<String>> nodes = new HashMap<>();
        nodes.put(longest.length, tree.put(longest, "longest"));
        int depth = 10_000;
        for (int length = depth; length > 0; length--) { // each splits the node of the one before
            nodes.put(length, tree.put(Arrays.copyOf(longest, length), "" + length));
        }
        int[] count = {0};
        tree.match(longest, 0, longest.length, _ -> count[0]++);
        assertThat(count[0]).isEqualTo(depth + 1);
        count[0] = 0;
        tree.match(longest, 0, longest.length - 1, _ -> count[0]++);
        assertThat(count[0]).isEqualTo(depth);
        assertThat(tree.find(longest)).isSameAs(nodes.get(longest.length));
        count[0] = 0;
        tree.forEach((_, _) -> count[0]++);
        assertThat(count[0]).isEqualTo(depth + 1);
        nodes.values().forEach(tree::remove);
        assertThat(tree.size()).isZero();
        assertThat(tree.matches(longest, 0, longest.length)).isFalse();
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void knowsWhichTopicIsBehindAnyBytes(
            @ForAll("fewTopics") List<String> topics, @ForAll("fewTopics") List<String> asked) {
        TopicTree<String> fresh = new TopicTree<>();
        TreeMap<byte[], String> model = new TreeMap<>(Arrays::compareUnsigned);
        for (String topic : topics) {
            if (model.put(bytes(topic), topic) == null) {
                Node<String> _ = fresh.put(bytes(topic), topic);
            }
        }
        assertThat(value(fresh.first())).isEqualTo(value(model.firstEntry()));
        for (String one : asked) {
            String expected = value(model.higherEntry(bytes(one)));
            assertThat(value(fresh.behind(bytes(one)))).as("behind %s", one).isEqualTo(expected);
            Node<String> known = fresh.find(bytes("_" + one + "_"), 1, bytes(one).length);
            assertThat(known != null).isEqualTo(model.containsKey(bytes(one)));
            if (known != null) {
                assertThat(value(fresh.behind(known))).isEqualTo(expected);
            }
        }
    }

    private static @Nullable String value(@Nullable Node<String> node) {
        return node == null ? null : node.value();
    }

    private static @Nullable String value(Map.@Nullable Entry<byte[], String> entry) {
        return entry == null ? null : entry.getValue();
    }

    @Provide
    Arbitrary<List<String>> fewTopics() {
        return Arbitraries.strings()
                .withChars('a', 'b', '\u00fe')
                .ofMaxLength(5)
                .list()
                .ofMaxSize(12);
    }
}
