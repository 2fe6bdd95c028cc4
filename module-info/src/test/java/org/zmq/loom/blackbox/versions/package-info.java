/** Peers that speak older versions of the protocol. */
@NullMarked
package org.zmq.loom.blackbox.versions;

import org.jspecify.annotations.NullMarked;
