/** API. */
@NullMarked
package org.zmq.loom;

import org.jspecify.annotations.NullMarked;
