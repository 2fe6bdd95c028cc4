/**
 * The doors of the kernel: what transports, security mechanisms and test kits implement or are given.
 *
 * <p>A {@link org.zmq.loom.spi.Transport} turns addresses into byte streams, a {@link org.zmq.loom.spi.Mechanism} decides what two peers say to each other
 * before they talk, {@link org.zmq.loom.spi.Ticks} is the clock that everything waits on, and a {@link org.zmq.loom.spi.Census} counts what is
 * alive.
 */
@NullMarked
package org.zmq.loom.spi;

import org.jspecify.annotations.NullMarked;
