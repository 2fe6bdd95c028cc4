/** How calls, sockets and contexts end, and what is left of them: what linger covers, and nothing else. */
@NullMarked
package org.zmq.loom.blackbox.ends;

import org.jspecify.annotations.NullMarked;
