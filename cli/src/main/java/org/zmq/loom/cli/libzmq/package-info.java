/**
 * The perf tools over the installed libzmq, called through {@code java.lang.foreign}: somebody to compare with, measured by the same loops.
 *
 * <p>Nothing else in the project knows of libzmq's functions, and nothing here runs in a process that measures org.zmq.loom.
 */
@NullMarked
package org.zmq.loom.cli.libzmq;

import org.jspecify.annotations.NullMarked;
