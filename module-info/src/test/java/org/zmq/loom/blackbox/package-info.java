/** Tests of the whole library as its users see it: through the umbrella module, with real peers. */
@NullMarked
package org.zmq.loom.blackbox;

import org.jspecify.annotations.NullMarked;
