/**
 * The comparison with libzmq and others: the same perf tools over each, in turn, several times, and what came out.
 *
 * <p>A {@link org.zmq.loom.cli.compare.Scenario} says what is measured and how its tools are called, a
 * {@link org.zmq.loom.cli.compare.Rival} is whoever understands such a call: a command line that takes the perf tools' arguments and prints their
 * lines. {@link org.zmq.loom.cli.compare.Comparison} lets rivals run in turn, each {@link org.zmq.loom.cli.compare.Race} in new processes, and
 * the {@link org.zmq.loom.cli.compare.Journal} keeps every run as it ends. From the journal alone the
 * {@link org.zmq.loom.cli.compare.Report} and its {@link org.zmq.loom.cli.compare.Plots} are made.
 *
 * <p>Threading: one thread, which waits for processes.
 */
@NullMarked
package org.zmq.loom.cli.compare;

import org.jspecify.annotations.NullMarked;
