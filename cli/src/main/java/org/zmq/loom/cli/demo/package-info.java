/**
 * The demo: a small system of real processes on loopback that counts every message.
 *
 * <p>The command starts a process for each part (a {@link org.zmq.loom.cli.demo.Child}, which plays a {@link org.zmq.loom.cli.demo.Role}) and
 * directs it by lines on its standard input; the part answers on its standard output:
 *
 * <pre>
 *   directs: peers ENDPOINT…   start   stop   expect N   end
 *   answers: bound ENDPOINT    ready   count SENT RECEIVED   done KEY=NUMBER…
 * </pre>
 *
 * <p>A part whose input ends halts, so that no process outlives the demo, whatever happens to it.
 */
@NullMarked
package org.zmq.loom.cli.demo;

import org.jspecify.annotations.NullMarked;
