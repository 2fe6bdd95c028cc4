package org.zmq.loom;

/**
 * What a peer did that its protocol does not allow, with libzmq's numbers.
 *
 * <p>Source: zmq_socket_monitor(3), ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL.
 */
public enum ProtocolError {
    /** A violation of ZMTP that has no number of its own. */
    ZMTP_UNSPECIFIED(0x10000000),
    /** A command that is not known or not allowed at this point. */
    ZMTP_UNEXPECTED_COMMAND(0x10000001),
    /** A command whose structure is broken. */
    ZMTP_MALFORMED_COMMAND(0x10000011),
    /** A broken ERROR command. */
    ZMTP_MALFORMED_COMMAND_ERROR(0x10000015),
    /** A broken READY command. */
    ZMTP_MALFORMED_COMMAND_READY(0x10000016),
    /** Properties that cannot be read, or that do not fit. */
    ZMTP_INVALID_METADATA(0x10000018),
    /** The two sides want different security mechanisms. */
    ZMTP_MECHANISM_MISMATCH(0x11000002);

    private final int number;

    ProtocolError(int number) {
        this.number = number;
    }

    /**
     * libzmq's number of this error.
     *
     * @return the value that a ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL event carries
     */
    public int number() {
        return number;
    }
}
