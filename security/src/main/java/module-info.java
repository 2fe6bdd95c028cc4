/** The security of org.zmq.loom: one package for each mechanism, found as services. */
module org.zmq.loom.security {
    requires static org.jspecify;
}
