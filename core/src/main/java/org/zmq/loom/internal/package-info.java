/** The kernel's door to what the API keeps to itself, and memory that is lent to messages. Any thread enters. */
@NullMarked
package org.zmq.loom.internal;

import org.jspecify.annotations.NullMarked;
