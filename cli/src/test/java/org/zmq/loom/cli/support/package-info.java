/** How tests run commands and wait for what they say. */
@NullMarked
package org.zmq.loom.cli.support;

import org.jspecify.annotations.NullMarked;
