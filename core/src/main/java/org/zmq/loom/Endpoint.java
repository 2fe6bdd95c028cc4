package org.zmq.loom;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * Where a socket can be reached: a transport's scheme and an address in that transport's syntax, {@code scheme://address}.
 *
 * <p>Equality is that of the text. {@code bind} returns the endpoint with wildcards resolved.
 *
 * <p>Source: zmq_bind(3), zmq_connect(3), zmq_tcp(7), zmq_inproc(7).
 *
 * @param scheme the transport, for example {@code "tcp"}
 * @param address what follows {@code "://"}, for example {@code "127.0.0.1:5555"}
 */
public record Endpoint(String scheme, String address) {
    private static final String SEPARATOR = "://";
    private static final int HIGHEST_PORT = 65_535;

    /**
     * An endpoint of two parts that are not empty.
     *
     * @throws ZmqArgumentException if a part is empty
     */
    public Endpoint {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(address, "address");
        if (scheme.isEmpty() || address.isEmpty()) {
            throw new ZmqArgumentException("endpoint \"" + scheme + SEPARATOR + address
                    + "\" needs a transport and an address, as in tcp://127.0.0.1:5555");
        }
    }

    /**
     * Reads an endpoint.
     *
     * @param text for example {@code "tcp://127.0.0.1:5555"}
     * @return the endpoint
     * @throws ZmqArgumentException if the text has no {@code "://"}, or nothing before or after it
     */
    public static Endpoint parse(String text) {
        int end = text.indexOf(SEPARATOR);
        if (end < 0) {
            throw new ZmqArgumentException(
                    "endpoint \"" + text + "\" has no \"://\"; write transport://address, as in tcp://127.0.0.1:5555");
        }
        return new Endpoint(text.substring(0, end), text.substring(end + SEPARATOR.length()));
    }

    /**
     * The number after the last colon of the address.
     *
     * @return the port, or nothing if the address does not end in one
     */
    public OptionalInt port() {
        String digits = address.substring(address.lastIndexOf(':') + 1);
        if (digits.isEmpty()
                || digits.length() == address.length()
                || digits.length() > 5
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalInt.empty();
        }
        int port = Integer.parseInt(digits);
        return port > HIGHEST_PORT ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /** The endpoint as users write it: {@code scheme://address}. */
    @Override
    public String toString() {
        return scheme + SEPARATOR + address;
    }
}
