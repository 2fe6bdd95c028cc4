package org.zmq.loom.cli.demo;

/** Checks that the numbers of one sender come one after the other, from 0, without a gap and none twice. */
final class Sequence {
    private long next;
    private long missing;
    private long misplaced;

    /** The next number that came. */
    void saw(long number) {
        if (number >= next) {
            missing += number - next;
            next = number + 1;
        } else {
            misplaced++; // a second time, or too late
        }
    }

    /** How many numbers were left out. */
    long missing() {
        return missing;
    }

    /** How many came again, or after a later one. */
    long misplaced() {
        return misplaced;
    }
}
