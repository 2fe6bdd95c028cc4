/** What each type of socket does with its messages, as libzmq's manual says, over inproc and tcp alike. */
@NullMarked
package org.zmq.loom.blackbox.patterns;

import org.jspecify.annotations.NullMarked;
