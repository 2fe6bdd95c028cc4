/**
 * The kernel of org.zmq.loom: the API, the doors for transports and mechanisms, and everything behind them. Users write
 * {@code requires org.zmq.loom}, which brings this module and those that fit into its doors.
 */
module org.zmq.loom.core {
    requires static org.jspecify;

    // What a user says.
    exports org.zmq.loom;

    // What transports, security mechanisms and test kits say.
    exports org.zmq.loom.spi;

    // Transports come from other modules, through the loader of this one.
    uses org.zmq.loom.spi.Transport;
}
