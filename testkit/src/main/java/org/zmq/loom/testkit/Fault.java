package org.zmq.loom.testkit;

/**
 * What is wrong with a connection of a {@link FaultyTransport}.
 *
 * <p>Several faults of one connection add up: {@code new CutAfter(IN, 100), new Trickle(1)} delivers a hundred bytes one by one and then breaks.
 */
public sealed interface Fault {
    /** Which bytes a fault counts or touches, seen from the socket that has the fault. */
    enum Direction {
        /** What it reads. */
        IN,
        /** What it writes. */
        OUT
    }

    /**
     * The connection breaks when so many bytes have gone through.
     *
     * @param direction which bytes are counted
     * @param bytes how many still go through
     */
    record CutAfter(Direction direction, long bytes) implements Fault {
        /** A number of bytes from zero. */
        public CutAfter {
            check(bytes);
        }

        /**
         * The connection breaks when so many bytes were read.
         *
         * @param bytes how many still come
         */
        public CutAfter(long bytes) {
            this(Direction.IN, bytes);
        }
    }

    /**
     * When so many bytes have gone through, nothing more does until {@link FaultyTransport#release} is called or the connection is closed.
     *
     * @param direction reads or writes
     * @param bytes how many go through before
     */
    record Stall(Direction direction, long bytes) implements Fault {
        /** A number of bytes from zero. */
        public Stall {
            check(bytes);
        }

        /**
         * Nothing goes through from the beginning.
         *
         * @param direction reads or writes
         */
        public Stall(Direction direction) {
            this(direction, 0);
        }
    }

    /**
     * Each read delivers, and each write takes, only so many bytes.
     *
     * @param bytes at most, from 1
     */
    record Trickle(int bytes) implements Fault {
        /** A number of bytes from 1. */
        public Trickle {
            if (bytes < 1) {
                throw new IllegalArgumentException("a trickle of " + bytes + " bytes; it takes 1 or more");
            }
        }
    }

    /**
     * When so many bytes were read as they came, the others are replaced by arbitrary ones.
     *
     * @param bytes how many come unharmed
     * @param seed decides which bytes come instead
     */
    record Garbage(long bytes, long seed) implements Fault {
        /** A number of bytes from zero. */
        public Garbage {
            check(bytes);
        }
    }

    /**
     * Nobody is there, so many times.
     *
     * @param times how many attempts to connect fail, from 1
     */
    record RefuseDial(int times) implements Fault {
        /** A number of times from 1. */
        public RefuseDial {
            if (times < 1) {
                throw new IllegalArgumentException("refused " + times + " times; it takes 1 or more");
            }
        }
    }

    private static void check(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("after " + bytes + " bytes; it takes 0 or more");
        }
    }
}
