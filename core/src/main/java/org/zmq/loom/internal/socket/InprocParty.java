package org.zmq.loom.internal.socket;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.SocketOption;
import org.zmq.loom.SocketOptions;
import org.zmq.loom.internal.inproc.Party;
import org.zmq.loom.internal.pipe.MessagePipe;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.pipe.Side;

/** A socket as the other end of an in-process connection sees it. */
final class InprocParty implements Party {
    private final KernelSocket socket;
    private final SocketOptions options;

    InprocParty(KernelSocket socket, SocketOptions options) {
        this.socket = socket;
        this.options = options;
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
    public int sendHwm() {
        return options.get(SocketOption.SEND_HWM);
    }

    @Override
    public int receiveHwm() {
        return options.get(SocketOption.RECEIVE_HWM);
    }

    @Override
    public boolean conflates() {
        return options.get(SocketOption.CONFLATE);
    }

    @Override
    public byte[] routingId() {
        return options.get(SocketOption.ROUTING_ID);
    }

    @Override
    public boolean attach(MessagePipe pipe) {
        return socket.attach(pipe, options);
    }

    @Override
    public boolean identify(MessagePipe pipe, byte[] peerRoutingId) {
        return socket.identify(pipe, peerRoutingId);
    }

    @Override
    public void bound(MessagePipe pipe, long messages) {
        socket.bound(pipe, messages);
    }

    @Override
    public void part(Pipe pipe) {
        socket.part(pipe);
    }
}
