/**
 * The {@code zmq} command and what all its commands share: the terminal, failures in one line, exit codes.
 *
 * <p>Exit codes: 0 done; 1 the world did not let it succeed; 2 bad input, or something that is not installed;
 * 130 Ctrl-C; 141 nobody reads standard output any more. No command shows a stack trace.
 */
@NullMarked
package org.zmq.loom.cli;

import org.jspecify.annotations.NullMarked;
