/** What messages are and know, between real sockets. */
@NullMarked
package org.zmq.loom.blackbox.messages;

import org.jspecify.annotations.NullMarked;
