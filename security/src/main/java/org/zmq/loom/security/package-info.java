/**
 * What security mechanisms share.
 *
 * <p>May not live here: mechanisms, which have a package each. Any thread enters.
 */
@NullMarked
package org.zmq.loom.security;

import org.jspecify.annotations.NullMarked;
