/** The rules of each type of socket as its user meets them, within a process and over TCP. */
@NullMarked
package org.zmq.loom.blackbox.types;

import org.jspecify.annotations.NullMarked;
