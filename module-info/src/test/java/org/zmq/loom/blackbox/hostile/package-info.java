/** What peers do that mean no good, and what it costs: their own connection, and nothing else. */
@NullMarked
package org.zmq.loom.blackbox.hostile;

import org.jspecify.annotations.NullMarked;
