/**
 * How much memory all peers of a context may hold together, and who has to go if they want more.
 *
 * <p>What peers hold is of two kinds. Whole messages that wait to be received or sent can be held back: who has enough
 * of them is not read from, or gets no more, and loses nothing. Messages that have not come whole, subscriptions and
 * the properties of a connection cannot: if they do not fit beside the rest, the peer that holds most of them loses its
 * connection.
 */
@NullMarked
package org.zmq.loom.internal.memory;

import org.jspecify.annotations.NullMarked;
