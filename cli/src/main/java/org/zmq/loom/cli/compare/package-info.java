/**
 * The comparison with libzmq: the same perf tools over both, in turn, several times, and what came out.
 *
 * <p>Whoever is to be compared is a {@link org.zmq.loom.cli.compare.Rival}: a command line that understands the perf tools' arguments and prints
 * their lines. Every run is two new processes.
 */
@NullMarked
package org.zmq.loom.cli.compare;

import org.jspecify.annotations.NullMarked;
