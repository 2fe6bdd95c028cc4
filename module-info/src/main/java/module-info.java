/**
 * ZeroMQ messaging for virtual threads.
 *
 * <p>This module has no code of its own. It stands for the whole library: whoever requires it can use the API in {@code org.zmq.loom}, and finds
 * all transports and security mechanisms at run time.
 */
module org.zmq.loom {
    // The API and the kernel.
    requires transitive org.zmq.loom.core;

    // What the kernel finds as services; required so that it is there to be found.
    requires transitive org.zmq.loom.security;
    requires transitive org.zmq.loom.transport;
}
