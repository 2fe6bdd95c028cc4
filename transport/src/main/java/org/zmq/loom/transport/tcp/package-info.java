/**
 * The {@code tcp} scheme: blocking socket channels.
 *
 * <p>May not live here: anything of ZMTP. Only the kernel's threads enter.
 */
@NullMarked
package org.zmq.loom.transport.tcp;

import org.jspecify.annotations.NullMarked;
