/** The security of org.zmq.loom: keys, and one package for each mechanism. */
module org.zmq.loom.security {
    requires static org.jspecify;

    // What users say about keys.
    exports org.zmq.loom.security;
}
