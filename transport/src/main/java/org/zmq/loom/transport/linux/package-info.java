/**
 * Socket options that Java cannot set: calls of the operating system, through {@code java.lang.foreign}, on Linux, if the program allows them.
 *
 * <p>May not live here: options that Java can set. Only the kernel's threads and threads that bind or connect enter.
 */
@NullMarked
package org.zmq.loom.transport.linux;

import org.jspecify.annotations.NullMarked;
