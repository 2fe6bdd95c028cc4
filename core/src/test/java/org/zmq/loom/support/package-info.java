/** What the tests of the kernel have in common. */
@NullMarked
package org.zmq.loom.support;

import org.jspecify.annotations.NullMarked;
