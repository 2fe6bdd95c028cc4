package org.zmq.loom.cli.perf;

/**
 * The part of a run that counts.
 *
 * @param messages how many messages or round trips it had
 * @param nanos how long it took
 * @param warmed what came before and did not count
 */
record Counted(long messages, long nanos, Warmed warmed) {
    /** How many there were in a second. */
    double perSecond() {
        return messages * 1e9 / Math.max(nanos, 1_000);
    }
}
