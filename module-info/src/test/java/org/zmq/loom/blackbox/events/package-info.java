/** What a socket tells of its endpoints and connections. */
@NullMarked
package org.zmq.loom.blackbox.events;

import org.jspecify.annotations.NullMarked;
