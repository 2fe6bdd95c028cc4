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
    /** An encrypted message whose number does not come after the last one's: it may have been sent before. */
    ZMTP_INVALID_SEQUENCE(0x10000002),
    /** A key that belongs to another conversation. */
    ZMTP_KEY_EXCHANGE(0x10000003),
    /** A command whose structure is broken. */
    ZMTP_MALFORMED_COMMAND(0x10000011),
    /** A broken MESSAGE command. */
    ZMTP_MALFORMED_COMMAND_MESSAGE(0x10000012),
    /** A broken HELLO command. */
    ZMTP_MALFORMED_COMMAND_HELLO(0x10000013),
    /** A broken INITIATE command. */
    ZMTP_MALFORMED_COMMAND_INITIATE(0x10000014),
    /** A broken ERROR command. */
    ZMTP_MALFORMED_COMMAND_ERROR(0x10000015),
    /** A broken READY command. */
    ZMTP_MALFORMED_COMMAND_READY(0x10000016),
    /** A broken WELCOME command. */
    ZMTP_MALFORMED_COMMAND_WELCOME(0x10000017),
    /** Properties that cannot be read, or that do not fit. */
    ZMTP_INVALID_METADATA(0x10000018),
    /** Something that was not encrypted with the right keys. */
    ZMTP_CRYPTOGRAPHIC(0x11000001),
    /** The two sides want different security mechanisms. */
    ZMTP_MECHANISM_MISMATCH(0x11000002),
    /** A reply of the program that decides who is let in that does not begin as it has to. */
    ZAP_UNSPECIFIED(0x20000000),
    /** Such a reply with too few or too many frames. */
    ZAP_MALFORMED_REPLY(0x20000001),
    /** Such a reply to a request that was not made. */
    ZAP_BAD_REQUEST_ID(0x20000002),
    /** Such a reply of another version. */
    ZAP_BAD_VERSION(0x20000003),
    /** Such a reply with a status that is none. */
    ZAP_INVALID_STATUS_CODE(0x20000004),
    /** Such a reply with properties that cannot be read. */
    ZAP_INVALID_METADATA(0x20000005),
    /** A violation of WebSocket or HTTP. */
    WS_UNSPECIFIED(0x30000000);

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
