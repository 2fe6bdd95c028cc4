package org.zmq.loom.internal.socket;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.internal.link.Connector;
import org.zmq.loom.internal.link.LinkHost;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.wire.Handshake;
import org.zmq.loom.internal.wire.NullMechanism;
import org.zmq.loom.spi.Connection;

/** What one endpoint's connections see of their socket. */
final class SocketHost implements LinkHost {
    private static final NullMechanism NULL = new NullMechanism();

    private final KernelSocket socket;
    private final EndpointOptions options;
    private final @Nullable FramePipe kept;

    /**
     * A host for the connections of one endpoint.
     *
     * @param kept the pipe that each of them serves; null if each gets its own
     */
    SocketHost(KernelSocket socket, EndpointOptions options, @Nullable FramePipe kept) {
        this.socket = socket;
        this.options = options;
        this.kept = kept;
    }

    @Override
    public String name() {
        return socket.name();
    }

    @Override
    public WireProtocol language() {
        return socket.isRaw(options) ? WireProtocol.RAW : WireProtocol.ZMTP;
    }

    @Override
    public Handshake.Local local() {
        return new Handshake.Local(
                socket.type(),
                options.all().get(ZmqOption.ROUTING_ID),
                NULL,
                options.all().get(ZmqOption.METADATA));
    }

    @Override
    public Object origin(Map<String, String> properties) {
        return socket.origin(properties);
    }

    @Override
    public long nextTurn() {
        return socket.nextTurn();
    }

    @Override
    public FramePipe welcome(Handshake.Peer peer, long turn) throws PeerRefused {
        return kept == null ? socket.attachWire(options, peer.routingId(), turn) : socket.greet(kept, peer.routingId());
    }

    @Override
    public void leaving(FramePipe pipe) {
        socket.part(pipe);
    }

    @Override
    public long parted(FramePipe pipe) {
        return socket.detachWire(pipe);
    }

    @Override
    public void abandoned(Connector connector, boolean lost) {
        socket.endpoints().abandoned(connector, lost);
    }

    @Override
    public void tell(SocketEvent event) {
        socket.feed().tell(event);
    }

    @Override
    public void tell(SocketEvent event, Connection connection) {
        socket.feed().tell(new EventFeed.AttributedEvent(event, options.way(), connection.localAddress()));
    }
}
