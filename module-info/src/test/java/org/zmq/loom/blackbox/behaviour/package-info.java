/** What the patterns, the queues between peers and the endpoints promise, seen over the public API, and over inproc and tcp where both can tell. */
@NullMarked
package org.zmq.loom.blackbox.behaviour;

import org.jspecify.annotations.NullMarked;
