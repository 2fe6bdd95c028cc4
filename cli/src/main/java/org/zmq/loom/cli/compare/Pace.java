package org.zmq.loom.cli.compare;

/**
 * How much is measured.
 *
 * @param rounds how many times each rival runs each scenario
 * @param seconds how much of each run counts at least
 * @param warmingUp what of each run comes before and does not count
 */
record Pace(int rounds, double seconds, WarmingUp warmingUp) {}
