/**
 * The perf tools over JeroMQ, the Java port of libzmq's design: somebody else to compare with, measured by the same loops as the command
 * measures this library and libzmq.
 *
 * <p>Nothing here runs in a process that measures org.zmq.loom.
 */
@NullMarked
package org.zmq.loom.bench.jeromq;

import org.jspecify.annotations.NullMarked;
