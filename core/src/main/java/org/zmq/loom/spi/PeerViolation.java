package org.zmq.loom.spi;

import java.io.Serial;
import java.util.Objects;
import org.zmq.loom.ProtocolError;

/**
 * A peer broke the rules of its protocol. It costs that peer its connection and nobody else anything.
 *
 * <p>Carries no stack trace: it is made at a peer's will, and what matters is what the peer sent.
 */
public final class PeerViolation extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final ProtocolError error;

    /**
     * A violation without a number of its own.
     *
     * @param message what was seen, and what is allowed
     */
    public PeerViolation(String message) {
        this(ProtocolError.ZMTP_UNSPECIFIED, message);
    }

    /**
     * A violation.
     *
     * @param error what libzmq calls it
     * @param message what was seen, and what is allowed
     */
    public PeerViolation(ProtocolError error, String message) {
        super(message, null, false, false);
        this.error = Objects.requireNonNull(error);
    }

    /**
     * What libzmq calls this violation.
     *
     * @return never null
     */
    public ProtocolError error() {
        return error;
    }
}
