package org.zmq.loom.internal.pattern;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Topics, and something kept for each of them; finds all topics that a message begins with in one walk along the message.
 *
 * <p>Shape: a radix tree. Each node has a label, the bytes that lead to it from its parent; a topic is the labels from the root to a node
 * that holds a value. The children of a node differ in their first byte and are sorted by it.
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
        private @Nullable Node<V> parent;
        private Node<V>[] children = none();
        private @Nullable V value;

        private Node(byte[] label, @Nullable Node<V> parent) {
            this.label = label;
            this.parent = parent;
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
            int length = 0;
            for (Node<V> node = this; node != null; node = node.parent) {
                length += node.label.length;
            }
            byte[] topic = new byte[length];
            for (Node<V> node = this; node != null; node = node.parent) {
                length -= node.label.length;
                System.arraycopy(node.label, 0, topic, length, node.label.length);
            }
            return topic;
        }

        /** Where the child that begins with the byte is, or would be as {@code -1 - place}. */
        private int place(byte first) {
            int low = 0;
            int high = children.length - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                byte found = children[middle].label[0];
                if (found == first) {
                    return middle;
                }
                if (found < first) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return -1 - low;
        }

        private void insert(int place, Node<V> child) {
            @SuppressWarnings("unchecked") // filled with nodes of V
            Node<V>[] more = (Node<V>[]) new Node<?>[children.length + 1];
            System.arraycopy(children, 0, more, 0, place);
            System.arraycopy(children, place, more, place + 1, children.length - place);
            more[place] = child;
            children = more;
        }

        private void take(int place) {
            if (children.length == 1) {
                children = none();
                return;
            }
            @SuppressWarnings("unchecked") // filled with nodes of V
            Node<V>[] fewer = (Node<V>[]) new Node<?>[children.length - 1];
            System.arraycopy(children, 0, fewer, 0, place);
            System.arraycopy(children, place + 1, fewer, place, fewer.length - place);
            children = fewer;
        }
    }

    private final Node<V> root = new Node<>(NO_BYTES, null);
    private int size;

    /** How many topics have a value. */
    int size() {
        return size;
    }

    /** The place of a topic that has a value; null if it has none. */
    @Nullable
    Node<V> find(byte[] topic) {
        Node<V> node = root;
        int at = 0;
        while (at < topic.length) {
            int place = node.place(topic[at]);
            if (place < 0) {
                return null;
            }
            node = node.children[place];
            if (!startsWith(topic, at, topic.length, node.label)) {
                return null;
            }
            at += node.label.length;
        }
        return node.value == null ? null : node;
    }

    /** Keeps a value for a topic that has none. */
    Node<V> put(byte[] topic, V value) {
        Node<V> node = root;
        int at = 0;
        while (at < topic.length) {
            int place = node.place(topic[at]);
            if (place < 0) {
                Node<V> leaf = new Node<>(Arrays.copyOfRange(topic, at, topic.length), node);
                node.insert(-1 - place, leaf);
                node = leaf;
                break;
            }
            Node<V> child = node.children[place];
            int common = common(topic, at, child.label);
            if (common < child.label.length) {
                child = split(node, place, common);
            }
            node = child;
            at += common;
        }
        if (node.value != null) {
            throw new IllegalStateException("the topic has a value");
        }
        node.value = value;
        size++;
        return node;
    }

    /** Puts a node between a node and its child, so that a topic can end or branch there. The child keeps its identity. */
    private Node<V> split(Node<V> node, int place, int common) {
        Node<V> child = node.children[place];
        Node<V> middle = new Node<>(Arrays.copyOf(child.label, common), node);
        child.label = Arrays.copyOfRange(child.label, common, child.label.length);
        child.parent = middle;
        node.children[place] = middle;
        middle.insert(0, child);
        return middle;
    }

    /** Takes the value of a topic away, and all nodes that only led there. */
    void remove(Node<V> node) {
        node.value = null;
        size--;
        Node<V> left = node;
        while (left.parent != null && left.value == null && left.children.length == 0) {
            Node<V> parent = left.parent;
            parent.take(parent.place(left.label[0]));
            left.parent = null;
            left = parent;
        }
        if (left.parent != null && left.value == null && left.children.length == 1) {
            join(left, left.parent);
        }
    }

    /** Joins a node that only leads to one other with that other, which keeps its identity. */
    private void join(Node<V> node, Node<V> parent) {
        Node<V> child = node.children[0];
        byte[] label = Arrays.copyOf(node.label, node.label.length + child.label.length);
        System.arraycopy(child.label, 0, label, node.label.length, child.label.length);
        child.label = label;
        child.parent = parent;
        parent.children[parent.place(label[0])] = child;
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
            int place = node.place(bytes[at]);
            if (place < 0) {
                return;
            }
            node = node.children[place];
            if (!startsWith(bytes, at, end, node.label)) {
                return;
            }
            at += node.label.length;
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
            int place = node.place(bytes[at]);
            if (place < 0) {
                return false;
            }
            node = node.children[place];
            if (!startsWith(bytes, at, end, node.label)) {
                return false;
            }
            at += node.label.length;
        }
        return true;
    }

    /** Visits every topic that has a value, in the order of their bytes. The tree must not change meanwhile. */
    void forEach(BiConsumer<byte[], ? super V> visitor) {
        Node<V> node = root;
        while (node != null) {
            if (node.value != null) {
                visitor.accept(node.topic(), node.value);
            }
            node = following(node);
        }
    }

    private @Nullable Node<V> following(Node<V> node) {
        if (node.children.length > 0) {
            return node.children[0];
        }
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

    private static boolean startsWith(byte[] bytes, int at, int end, byte[] label) {
        return label.length == 1
                || (end - at >= label.length && Arrays.equals(bytes, at, at + label.length, label, 0, label.length));
    }

    private static int common(byte[] topic, int at, byte[] label) {
        if (label.length == 1) {
            return 1;
        }
        int difference = Arrays.mismatch(topic, at, topic.length, label, 0, label.length);
        return difference < 0 ? label.length : difference;
    }
}
