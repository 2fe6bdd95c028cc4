/** SPI. */
@NullMarked
package org.zmq.loom.spi;

import org.jspecify.annotations.NullMarked;
