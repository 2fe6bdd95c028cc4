package org.zmq.loom.internal.socket;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.SocketOption;
import org.zmq.loom.internal.inproc.Party;
import org.zmq.loom.internal.pipe.MessagePipe;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.pipe.PipeBounds;
import org.zmq.loom.internal.pipe.Side;

/** A socket as the other end of an in-process connection sees it. */
final class InprocParty implements Party {
    private final KernelSocket socket;
    private final EndpointOptions options;
    private final byte[] lastWords;

    /**
     * A party of a socket.
     *
     * @param lastWords what the socket receives when a peer has left; empty for nothing
     */
    InprocParty(KernelSocket socket, EndpointOptions options, byte[] lastWords) {
        this.socket = socket;
        this.options = options;
        this.lastWords = lastWords;
    }

    @Override
    public Side sending() {
        return socket.sendingSide();
    }

    @Override
    public Side receiving() {
        return socket.receivingSide();
    }

    @Override
    public @Nullable Consumer<Pipe> absorber() {
        return socket.absorber();
    }

    @Override
    public PipeBounds bounds() {
        return socket.bounds(options.own());
    }

    @Override
    public boolean conflates() {
        return options.all().get(SocketOption.CONFLATE);
    }

    @Override
    public byte[] routingId() {
        return options.all().get(SocketOption.ROUTING_ID);
    }

    @Override
    public boolean attachDialled(MessagePipe pipe) {
        return socket.attach(pipe, options, KernelSocket.Naming.CHOSEN);
    }

    @Override
    public boolean attachAnswered(MessagePipe pipe) {
        return socket.attach(pipe, options, KernelSocket.Naming.ITS_OWN);
    }

    @Override
    public boolean identify(MessagePipe pipe, byte[] peerRoutingId) {
        return socket.identify(pipe, peerRoutingId);
    }

    @Override
    public void part(Pipe pipe) {
        socket.part(pipe);
    }

    @Override
    public void left(MessagePipe pipe) {
        socket.leftBy(pipe, lastWords);
    }
}
