/**
 * The perf tools, under the names, with the arguments and with the output lines that libzmq gave them, so that each can run against another
 * implementation's.
 *
 * <p>The loops are written once, over {@link org.zmq.loom.cli.perf.Port}; what they measure is a {@link org.zmq.loom.cli.perf.Library}.
 * Unlike libzmq's own tools, ours do not count the beginning of a run, in which a JVM compiles and queues fill: see
 * {@link org.zmq.loom.cli.perf.WarmUp}. What a library cannot do, a {@link org.zmq.loom.cli.perf.Port} of it refuses.
 */
@NullMarked
package org.zmq.loom.cli.perf;

import org.jspecify.annotations.NullMarked;
