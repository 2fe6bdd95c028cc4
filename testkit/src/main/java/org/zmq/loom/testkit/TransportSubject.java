package org.zmq.loom.testkit;

import java.util.List;
import org.zmq.loom.spi.Transport;

/**
 * A transport whose conformance is checked.
 *
 * @param transport the transport
 * @param wildcard an address at which it listens, each time at another one of this machine that is free
 * @param malformed addresses that make no sense to it, neither for listening nor for dialling
 */
public record TransportSubject(Transport transport, String wildcard, List<String> malformed) {
    /** Keeps a copy of the list. */
    public TransportSubject {
        malformed = List.copyOf(malformed);
    }

    /**
     * The transport that every context finds for a scheme.
     *
     * @param scheme for example {@code "tcp"}
     * @param wildcard for example {@code "127.0.0.1:*"}
     * @param malformed addresses that make no sense to it
     * @return a subject
     */
    public static TransportSubject found(String scheme, String wildcard, String... malformed) {
        return new TransportSubject(FaultyTransport.found(scheme), wildcard, List.of(malformed));
    }

    /** The scheme and the wildcard, as an endpoint. */
    @Override
    public String toString() {
        return transport.scheme() + "://" + wildcard;
    }
}
