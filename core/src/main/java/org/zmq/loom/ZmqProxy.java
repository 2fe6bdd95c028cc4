package org.zmq.loom;

import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.socket.KernelProxy;

/**
 * Passes messages on between two sockets, in both directions as far as their types go.
 *
 * <p>Three of them have names, which were those of devices once: {@link #queue}, {@link #forwarder(XSubSocket, XPubSocket) forwarder} and
 * {@link #streamer}. {@code run} takes other pairs of sockets, a capture and a control. A message is taken from one side only when the other
 * can take it, so that waiting messages stay where their high-water marks count them. A publisher with
 * {@link ZmqOption#XPUB_NODROP} is the exception: the proxy waits for it, and passes nothing on and obeys nobody meanwhile.
 *
 * <p>A proxy ends with {@link ZmqException.SocketClosed}, which names the socket, when one of its sockets is closed: a
 * side, the capture or the control; also while it has nothing to do or is paused, but not while it waits for the
 * capture, or for such a publisher, to take a message. What it has taken and not passed on stays the next message of
 * the side that it came from.
 *
 * <p>Threading: runs in the calling thread until it is told to end; nobody else should use the sockets meanwhile.
 *
 * <p>Source: zmq_proxy(3), zmq_proxy_steerable(3), zmq_device(3).
 */
public final class ZmqProxy {
    private ZmqProxy() {}

    /**
     * Spreads requests over workers, and brings each reply to whoever asked. Runs until the context or one of the
     * sockets is closed, or the thread interrupted.
     *
     * @param clients where requests come from, usually bound
     * @param workers where they are answered, usually bound
     * @throws InterruptedException if the calling thread was interrupted
     * @throws ZmqException.SocketClosed if one of the sockets was closed
     * @throws ZmqException.Terminated if the context was closed or shut down
     */
    public static void queue(RouterSocket clients, DealerSocket workers) throws InterruptedException {
        run(clients, workers);
    }

    /**
     * Stands between publishers and subscribers, so that neither need know the other. What the subscribers subscribe to
     * is passed on to the publishers. Runs until the context or one of the sockets is closed, or the thread
     * interrupted.
     *
     * @param publishers where messages come from, usually bound
     * @param subscribers where they go, usually bound
     * @throws InterruptedException if the calling thread was interrupted
     * @throws ZmqException.SocketClosed if one of the sockets was closed
     * @throws ZmqException.Terminated if the context was closed or shut down
     */
    public static void forwarder(XSubSocket publishers, XPubSocket subscribers) throws InterruptedException {
        run(publishers, subscribers);
    }

    /**
     * Stands between publishers and subscribers, as it was before subscriptions could be passed on: everything comes
     * that the SUB socket has subscribed to, which mostly is everything. Runs until the context or one of the sockets
     * is closed, or the thread interrupted.
     *
     * @param publishers where messages come from; must have subscribed
     * @param subscribers where they go
     * @throws InterruptedException if the calling thread was interrupted
     * @throws ZmqException.SocketClosed if one of the sockets was closed
     * @throws ZmqException.Terminated if the context was closed or shut down
     */
    public static void forwarder(SubSocket publishers, PubSocket subscribers) throws InterruptedException {
        run(publishers, subscribers);
    }

    /**
     * Collects work from many and spreads it over many. Runs until the context or one of the sockets is closed, or the
     * thread interrupted.
     *
     * @param sources where work comes from, usually bound
     * @param workers where it goes, usually bound
     * @throws InterruptedException if the calling thread was interrupted
     * @throws ZmqException.SocketClosed if one of the sockets was closed
     * @throws ZmqException.Terminated if the context was closed or shut down
     */
    public static void streamer(PullSocket sources, PushSocket workers) throws InterruptedException {
        run(sources, workers);
    }

    /**
     * Passes messages on until the context or one of the sockets is closed, or the thread interrupted.
     *
     * @param frontend one side
     * @param backend the other side; may be the same socket
     * @throws InterruptedException if the calling thread was interrupted
     * @throws ZmqException.SocketClosed if one of the sockets was closed
     * @throws ZmqException.Terminated if the context was closed or shut down
     */
    public static void run(ZmqSocket frontend, ZmqSocket backend) throws InterruptedException {
        new KernelProxy(frontend, backend, null, null).run();
    }

    /**
     * Passes messages on, with a copy of each to a third socket.
     *
     * @param frontend one side
     * @param backend the other side; may be the same socket
     * @param capture gets every message before it is passed on: a PUB, PUSH, DEALER or PAIR. The proxy waits for it
     * @throws InterruptedException if the calling thread was interrupted
     * @throws ZmqException.SocketClosed if one of the sockets was closed
     * @throws ZmqException.Terminated if the context was closed or shut down
     */
    public static void run(ZmqSocket frontend, ZmqSocket backend, SendingSocket capture) throws InterruptedException {
        new KernelProxy(frontend, backend, capture, null).run();
    }

    /**
     * Passes messages on, and obeys commands, each a message of one frame: {@code PAUSE} stops passing on and leaves messages where they are,
     * {@code RESUME} goes on, {@code TERMINATE} ends this call, and {@code STATISTICS} is answered with eight frames, each a number of eight bytes
     * in the machine's order: frames and bytes received from the frontend, frames and bytes sent to it, and the same for the backend. A REP control
     * gets an empty answer to everything else.
     *
     * @param frontend one side
     * @param backend the other side; may be the same socket
     * @param capture gets every message before it is passed on; null for none
     * @param control where commands come from: a PAIR, PULL, SUB or REP
     * @throws InterruptedException if the calling thread was interrupted
     * @throws ZmqException.SocketClosed if one of the sockets was closed
     * @throws ZmqException.Terminated if the context was closed or shut down
     */
    @SuppressWarnings("exports") // an annotation that users need not have
    public static void run(
            ZmqSocket frontend, ZmqSocket backend, @Nullable SendingSocket capture, ReceivingSocket control)
            throws InterruptedException {
        new KernelProxy(frontend, backend, capture, control).run();
    }
}
