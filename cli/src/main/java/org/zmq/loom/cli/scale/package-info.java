/**
 * What many peers cost, and what one of them can do to the others: memory for each connection, the rate among idle peers, the processor's
 * time when nothing happens, the latency beside a subscriber that stops reading.
 *
 * <p>Peers that only have to be there are {@link org.zmq.loom.cli.scale.RawPeer}s, bytes on a channel without a library behind them, so that they
 * cost little and are the same whatever is measured.
 *
 * <p>May not live here: loops that measure speed alone; those are the perf tools.
 */
@NullMarked
package org.zmq.loom.cli.scale;

import org.jspecify.annotations.NullMarked;
