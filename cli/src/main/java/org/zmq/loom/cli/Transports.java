package org.zmq.loom.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Zmq;

/** The transports that endpoints may name. */
public final class Transports {
    /** Those that ZeroMQ has. */
    private static final List<String> KNOWN =
            List.of("inproc", "tcp", "ipc", "udp", "ws", "wss", "pgm", "epgm", "norm", "tipc", "vmci", "vsock");

    private Transports() {}

    /** Reads an endpoint; refuses one that nothing here can reach, with what can be reached. */
    public static Endpoint checked(String text) {
        Endpoint endpoint = Endpoint.parse(text);
        String scheme = endpoint.scheme();
        if (!Zmq.has(scheme)) {
            throw Failure.usage(endpoint + ": there is no transport " + scheme + (KNOWN.contains(scheme) ? " yet" : "")
                    + "; there are " + KNOWN.stream().filter(Zmq::has).collect(Collectors.joining(", ")));
        }
        return endpoint;
    }
}
