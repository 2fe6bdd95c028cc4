package org.zmq.loom.internal.pattern;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Topics, and something kept for each of them; finds all topics that a message begins with in one walk along the message.
 *
 * <p>Shape: a radix tree. Each node has a label, the bytes that lead to it from its parent; a topic is the labels from the root to a node
 * that holds a value. The children of a node differ in their first byte and are sorted by it; a node has a bit for each byte that a child
 * begins with, and the child is where as many bits lie below as there are children before it.
 *
 * <p>Cost: among many topics a walk reads what no cache has, and so a step reads the node, the place of its child, and nothing else: no other
 * child, and a label only if it is longer than the byte that led there.
 *
 * <p>No operation recurses, however long a topic or deep the tree: topics are made by peers.
 *
 * <p>Threading: under the lock of its owner.
 *
 * @param <V> what is kept for a topic
 */
final class TopicTree<V> {
    private static final byte[] NO_BYTES = {};

    /** A place in the tree; it stays the place of its topic until the topic is removed. */
    static final class Node<V> {
        private static final Node<?>[] NO_CHILDREN = {};

        private byte[] label;
        private int length; // the label's
        private @Nullable Node<V> parent;
        private Node<V>[] children = none();
        private long firsts0; // a bit for each byte that a child begins with
        private long firsts1;
        private long firsts2;
        private long firsts3;
        private @Nullable V value;

        private Node(byte[] label, @Nullable Node<V> parent) {
            this.label = label;
            this.parent = parent;
            length = label.length;
        }

        private void label(byte[] bytes) {
            label = bytes;
            length = bytes.length;
        }

        @SuppressWarnings("unchecked") // an array without elements is of every type
        private static <V> Node<V>[] none() {
            return (Node<V>[]) NO_CHILDREN;
        }

        /** What is kept for the topic, which has not been removed. */
        V value() {
            return Objects.requireNonNull(value, "the topic was removed");
        }

        /** The topic, put together again. */
        byte[] topic() {
            int at = 0;
            for (Node<V> node = this; node != null; node = node.parent) {
                at += node.length;
            }
            byte[] topic = new byte[at];
            for (Node<V> node = this; node != null; node = node.parent) {
                at -= node.length;
                System.arraycopy(node.label, 0, topic, at, node.length);
            }
            return topic;
        }

        /** The child that begins with the byte; null if none does. */
        private @Nullable Node<V> child(byte first) {
            return has(first) ? children[place(first)] : null;
        }

        private boolean has(byte first) {
            return (firsts(first >>> 6) & 1L << first) != 0;
        }

        /** Where the child that begins with the byte is, or would be: behind those that begin with less, the bytes taken without a sign. */
        private int place(byte first) {
            int word = first >>> 6 & 3;
            int place = Long.bitCount(firsts(word) & (1L << first) - 1);
            if (word > 0) {
                place += Long.bitCount(firsts0);
            }
            if (word > 1) {
                place += Long.bitCount(firsts1);
            }
            if (word > 2) {
                place += Long.bitCount(firsts2);
            }
            return place;
        }

        private long firsts(int word) {
            return switch (word & 3) {
                case 0 -> firsts0;
                case 1 -> firsts1;
                case 2 -> firsts2;
                default -> firsts3;
            };
        }

        private void flip(byte first) {
            long bit = 1L << first;
            switch (first >>> 6 & 3) {
                case 0 -> firsts0 ^= bit;
                case 1 -> firsts1 ^= bit;
                case 2 -> firsts2 ^= bit;
                default -> firsts3 ^= bit;
            }
        }

        private void insert(Node<V> child) {
            byte first = child.label[0];
            int place = place(first);
            @SuppressWarnings("unchecked") // filled with nodes of V
            Node<V>[] more = (Node<V>[]) new Node<?>[children.length + 1];
            System.arraycopy(children, 0, more, 0, place);
            System.arraycopy(children, place, more, place + 1, children.length - place);
            more[place] = child;
            children = more;
            flip(first);
        }

        private void replace(Node<V> child) {
            children[place(child.label[0])] = child;
        }

        private void take(byte first) {
            flip(first);
            if (children.length == 1) {
                children = none();
                return;
            }
            int place = place(first);
            @SuppressWarnings("unchecked") // filled with nodes of V
            Node<V>[] fewer = (Node<V>[]) new Node<?>[children.length - 1];
            System.arraycopy(children, 0, fewer, 0, place);
            System.arraycopy(children, place + 1, fewer, place, fewer.length - place);
            children = fewer;
        }
    }

    private Node<V> root = new Node<>(NO_BYTES, null);
    private int size;

    /** How many topics have a value. */
    int size() {
        return size;
    }

    /** The place of a topic that has a value; null if it has none. */
    @Nullable
    Node<V> find(byte[] topic) {
        return find(topic, 0, topic.length);
    }

    /** As {@link #find(byte[])}, a topic that lies among other bytes. */
    @Nullable
    Node<V> find(byte[] bytes, int offset, int length) {
        Node<V> node = root;
        int at = offset;
        int end = offset + length;
        while (at < end) {
            Node<V> child = node.child(bytes[at]);
            if (child == null || !startsWith(bytes, at, end, child)) {
                return null;
            }
            node = child;
            at += node.length;
        }
        return node.value == null ? null : node;
    }

    /** Keeps a value for a topic that has none. */
    Node<V> put(byte[] topic, V value) {
        return put(topic, (Node<V> _) -> value);
    }

    /** As {@link #put(byte[], Object)}, a value that knows its place. */
    Node<V> put(byte[] topic, Function<Node<V>, V> value) {
        Node<V> node = root;
        int at = 0;
        while (at < topic.length) {
            Node<V> child = node.child(topic[at]);
            if (child == null) {
                Node<V> leaf = new Node<>(Arrays.copyOfRange(topic, at, topic.length), node);
                node.insert(leaf);
                node = leaf;
                break;
            }
            int common = common(topic, at, child.label);
            if (common < child.label.length) {
                child = split(node, child, common);
            }
            node = child;
            at += common;
        }
        if (node.value != null) {
            throw new IllegalStateException("the topic has a value");
        }
        node.value = value.apply(node);
        size++;
        return node;
    }

    /** Puts a node between a node and its child, so that a topic can end or branch there. The child keeps its identity. */
    private Node<V> split(Node<V> node, Node<V> child, int common) {
        Node<V> middle = new Node<>(Arrays.copyOf(child.label, common), node);
        child.label(Arrays.copyOfRange(child.label, common, child.length));
        child.parent = middle;
        node.replace(middle);
        middle.insert(child);
        return middle;
    }

    /** Takes the value of a topic away, and all nodes that only led there. */
    void remove(Node<V> node) {
        node.value = null;
        size--;
        Node<V> left = node;
        while (left.parent != null && left.value == null && left.children.length == 0) {
            Node<V> parent = left.parent;
            parent.take(left.label[0]);
            left.parent = null;
            left = parent;
        }
        if (left.parent != null && left.value == null && left.children.length == 1) {
            join(left, left.parent);
        }
    }

    /** Takes all values away, in one step. */
    void clear() {
        root = new Node<>(NO_BYTES, null);
        size = 0;
    }

    /** Joins a node that only leads to one other with that other, which keeps its identity. */
    private void join(Node<V> node, Node<V> parent) {
        Node<V> child = node.children[0];
        byte[] label = Arrays.copyOf(node.label, node.label.length + child.label.length);
        System.arraycopy(child.label, 0, label, node.label.length, child.label.length);
        child.label(label);
        child.parent = parent;
        parent.replace(child);
        node.parent = null;
    }

    /** Visits the value of every topic that the bytes begin with, the shortest first. */
    void match(byte[] bytes, int offset, int length, Consumer<? super V> visitor) {
        Node<V> node = root;
        int at = offset;
        int end = offset + length;
        while (true) {
            if (node.value != null) {
                visitor.accept(node.value);
            }
            if (at == end) {
                return;
            }
            Node<V> child = node.child(bytes[at]);
            if (child == null || !startsWith(bytes, at, end, child)) {
                return;
            }
            node = child;
            at += node.length;
        }
    }

    /** Whether the bytes begin with any topic. */
    boolean matches(byte[] bytes, int offset, int length) {
        Node<V> node = root;
        int at = offset;
        int end = offset + length;
        while (node.value == null) {
            if (at == end) {
                return false;
            }
            Node<V> child = node.child(bytes[at]);
            if (child == null || !startsWith(bytes, at, end, child)) {
                return false;
            }
            node = child;
            at += node.length;
        }
        return true;
    }

    /** Visits every topic that has a value, in the order of their bytes. The tree must not change meanwhile. */
    void forEach(BiConsumer<byte[], ? super V> visitor) {
        for (Node<V> node = first(); node != null; node = behind(node)) {
            visitor.accept(node.topic(), node.value());
        }
    }

    /** The first topic that has a value, in the order of their bytes; null if none has. */
    @Nullable
    Node<V> first() {
        return valued(root);
    }

    /** The topic behind one that is in the tree; null if that is the last. */
    @Nullable
    Node<V> behind(Node<V> node) {
        return valued(following(node));
    }

    /** The topic behind one that need not be in the tree, or no longer; null if all are before it. */
    @Nullable
    Node<V> behind(byte[] topic) {
        Node<V> node = root;
        int at = 0;
        while (at < topic.length) {
            Node<V> child = node.child(topic[at]);
            if (child == null) {
                int place = node.place(topic[at]);
                return valued(place < node.children.length ? node.children[place] : beyond(node));
            }
            int common = common(topic, at, child.label);
            if (common < child.length) {
                boolean isBehind = at + common == topic.length
                        || Byte.compareUnsigned(child.label[common], topic[at + common]) > 0;
                return valued(isBehind ? child : beyond(child));
            }
            node = child;
            at += common;
        }
        return behind(node);
    }

    /** The node, or the first behind it that has a value. */
    private @Nullable Node<V> valued(@Nullable Node<V> from) {
        Node<V> node = from;
        while (node != null && node.value == null) {
            node = following(node);
        }
        return node;
    }

    private @Nullable Node<V> following(Node<V> node) {
        return node.children.length > 0 ? node.children[0] : beyond(node);
    }

    /** The first node behind a node and all that are below it. */
    private @Nullable Node<V> beyond(Node<V> node) {
        Node<V> from = node;
        while (from.parent != null) {
            int next = from.parent.place(from.label[0]) + 1;
            if (next < from.parent.children.length) {
                return from.parent.children[next];
            }
            from = from.parent;
        }
        return null;
    }

    /* The first byte is known to be the same, and often is the only one: where topics lie within topics, one for each byte. */

    private static boolean startsWith(byte[] bytes, int at, int end, Node<?> node) {
        return node.length == 1
                || (end - at >= node.length && Arrays.equals(bytes, at, at + node.length, node.label, 0, node.length));
    }

    private static int common(byte[] topic, int at, byte[] label) {
        if (label.length == 1) {
            return 1;
        }
        int difference = Arrays.mismatch(topic, at, topic.length, label, 0, label.length);
        return difference < 0 ? label.length : difference;
    }
}
