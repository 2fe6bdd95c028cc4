package org.zmq.loom.blackbox.types;

import org.zmq.loom.ZmqSocket;

/** Where two sockets meet. */
enum Where {
    INPROC("inproc://here"),
    TCP("tcp://127.0.0.1:*");

    private final String anywhere;

    Where(String anywhere) {
        this.anywhere = anywhere;
    }

    /** Binds a socket; what it returns is where others connect to. */
    String bind(ZmqSocket socket) {
        return socket.bind(anywhere).toString();
    }

    /** Binds the one and connects the others, in this order. */
    void join(ZmqSocket bound, ZmqSocket... connecting) {
        String endpoint = bind(bound);
        for (ZmqSocket socket : connecting) {
            var _ = socket.connect(endpoint);
        }
    }
}
