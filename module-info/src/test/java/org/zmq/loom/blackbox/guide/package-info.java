/** The guide: what its pages show is the text of these tests, so that it compiles, runs and does what it says. */
@NullMarked
package org.zmq.loom.blackbox.guide;

import org.jspecify.annotations.NullMarked;
