package org.zmq.loom.cli.perf;

import java.util.OptionalDouble;

/**
 * What became of a warm-up.
 *
 * @param messages how many messages or round trips it had
 * @param seconds how long it took
 * @param drift by which part the rate of its last second differed from that of the second before, if it had two
 */
record Warmed(long messages, double seconds, OptionalDouble drift) {
    /** There was none. */
    static final Warmed NOT = new Warmed(0, 0, OptionalDouble.empty());
}
