package org.zmq.loom.blackbox.patterns;

/** Where two sockets of a test meet. */
enum Where {
    INPROC("inproc://here"),
    TCP("tcp://127.0.0.1:*");

    private final String endpoint;

    Where(String endpoint) {
        this.endpoint = endpoint;
    }

    /** What one of them binds; the other connects to what that returns. */
    String endpoint() {
        return endpoint;
    }
}
