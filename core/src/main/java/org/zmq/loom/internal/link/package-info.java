/**
 * Connections: the blocking shell around ZMTP.
 *
 * <p>An {@link org.zmq.loom.internal.link.Acceptor} or a {@link org.zmq.loom.internal.link.Connector} gets connections from a transport;
 * a {@link org.zmq.loom.internal.link.Link} lives through one of them, with a reader that brings bytes into a pipe and a writer that takes
 * them out. All threads here are the library's own, since interrupting a thread inside a channel closes the channel.
 *
 * <p>Reader and writer know one kind of frames. Between them and the connection stand a
 * {@link org.zmq.loom.internal.link.ByteSource} and an {@link org.zmq.loom.internal.link.Output}, which translate for a
 * peer that speaks or hears something else.
 *
 * <p>May not live here: patterns, socket types, schemes. A reader never runs user code and never waits for a write; nothing holds a lock
 * during I/O.
 */
@NullMarked
package org.zmq.loom.internal.link;

import org.jspecify.annotations.NullMarked;
