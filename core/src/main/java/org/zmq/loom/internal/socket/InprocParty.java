package org.zmq.loom.internal.socket;

import org.zmq.loom.ZmqOption;
import org.zmq.loom.internal.inproc.Party;
import org.zmq.loom.internal.pipe.MessagePipe;
import org.zmq.loom.internal.pipe.Pipe;

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
    public MessagePipe dial() {
        return MessagePipe.dialled(
                socket.sendingSide(),
                socket.receivingSide(),
                socket.absorber(),
                socket.bounds(options.own()),
                options.all().get(ZmqOption.CONFLATE),
                this::left);
    }

    @Override
    public MessagePipe answer(MessagePipe dialled) {
        return dialled.answered(
                socket.sendingSide(),
                socket.receivingSide(),
                socket.absorber(),
                socket.bounds(options.own()),
                this::left);
    }

    @Override
    public byte[] routingId() {
        return options.all().get(ZmqOption.ROUTING_ID);
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

    /** The other socket has ended the connection, and sends nothing more. */
    private void left(MessagePipe pipe) {
        socket.leftBy(pipe, lastWords);
    }
}
