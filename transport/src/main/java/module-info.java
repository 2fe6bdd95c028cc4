/** The transports of org.zmq.loom, one package for each scheme. Users find them through {@code requires org.zmq.loom}. */
module org.zmq.loom.transport {
    requires jdk.net;
    requires org.zmq.loom.core;
    requires static org.jspecify;

    // Nothing is exported: a context finds its transports as services.
    provides org.zmq.loom.spi.Transport with
            org.zmq.loom.transport.tcp.TcpTransport;
}
