/**
 * ZeroMQ messaging for virtual threads: sockets that speak in patterns.
 *
 * <p>Start with {@link org.zmq.loom.Context}, which makes the sockets. A {@link org.zmq.loom.ZmqSocket} is bound or connected to any number of
 * {@link org.zmq.loom.Endpoint}s and sends and receives {@link org.zmq.loom.Message}s. Calls block, simply; threads are cheap, so
 * give each conversation its own. To wait for several sockets there is a {@link org.zmq.loom.Poller}, to pass messages on a
 * {@link org.zmq.loom.ZmqProxy}.
 *
 * <p><b>Where a message goes.</b> {@code PushSocket.send} takes the send lock of the socket and asks the pattern, {@code Push}, whose turn it is; the
 * pattern's {@code RoundRobin} names a pipe. The message is written into the pipe, a {@code FramePipe}, as it will go over the wire: the codec puts its
 * frames into a chunk of the pipe's {@code FrameRing} and publishes their end. The lock is given up, and if the connection's {@code Writer} was asleep it
 * is woken. The writer gathers everything that is published and hands it to the transport's {@code Connection} in one call. At the other
 * end the {@code Reader} lets the network fill a chunk of the receiving pipe's ring, finds the ends of messages there with a {@code FrameScanner},
 * publishes them and announces the pipe to the socket. {@code PullSocket.receive} takes the receive lock, asks the pattern, whose {@code FairQueue} names
 * the pipe whose turn it is, and only now a {@code Message} is made of the bytes. Within a process there is neither writer nor reader: the pipe is a
 * {@code MessagePipe}, whose ring one caller fills and the other reads.
 *
 * <p><b>Copying and moving.</b> A {@link org.zmq.loom.Message} does not change, so nobody copies, moves or closes it: sending it leaves it as good as
 * before, and whoever has a reference to it has the message. Bytes are copied where a caller hands over what may change (an array, a buffer, a segment)
 * and where a frame is so small that this is cheaper than sharing it; a frame of 4 KiB or more is read from the message's own array when it goes over the
 * network, and within a process a message of more than a cache line is handed over itself. Memory that its owner wants back is lent
 * with {@link org.zmq.loom.Message#wrap(byte[], Runnable)}: only such a message moves, and is used up when it is sent. Code that handles single frames has
 * {@link org.zmq.loom.FrameCursor}, {@link org.zmq.loom.FrameReader} and {@link org.zmq.loom.FrameWriter}.
 *
 * <p>Everything here may be used by any number of threads, if it does not say otherwise. Nothing here is to be implemented elsewhere, except what {@link org.zmq.loom.spi} is for.
 */
@NullMarked
package org.zmq.loom;

import org.jspecify.annotations.NullMarked;
