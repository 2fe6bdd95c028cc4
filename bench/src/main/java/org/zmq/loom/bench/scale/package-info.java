/**
 * More peers than an operating system lets a process have: connections without one, to see what the kernel alone keeps for each.
 *
 * <p>What tcp connections cost, and what they cost in libzmq, is measured by the command's {@code conn_scale}.
 */
@NullMarked
package org.zmq.loom.bench.scale;

import org.jspecify.annotations.NullMarked;
