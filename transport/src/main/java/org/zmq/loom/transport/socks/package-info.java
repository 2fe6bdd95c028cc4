/**
 * The way through a SOCKS5 proxy: what is said to it before it passes bytes on.
 *
 * <p>May not live here: schemes and addresses of endpoints. Only the kernel's threads enter, each for a connection of its own.
 */
@NullMarked
package org.zmq.loom.transport.socks;

import org.jspecify.annotations.NullMarked;
