/** The kernel's door to what the API keeps to itself. */
@NullMarked
package org.zmq.loom.internal;

import org.jspecify.annotations.NullMarked;
