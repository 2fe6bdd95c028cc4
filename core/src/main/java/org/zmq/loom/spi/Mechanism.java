package org.zmq.loom.spi;

import java.util.List;
import java.util.Map;

/**
 * A security mechanism: what two peers say to each other between their greetings and their first message.
 *
 * <p>Threading: {@link #open} by any thread; a {@link Session} belongs to the one connection it was opened for. A session is pure:
 * it does no I/O and has no clock; the connection sends what it returns and ends the connection if it takes too long.
 *
 * <p>Source: RFC 37/ZMTP, "Security Mechanisms".
 */
public interface Mechanism {
    /**
     * The name in the greeting.
     *
     * @return at most 20 characters, for example {@code "NULL"}
     */
    String name();

    /**
     * Begins a handshake.
     *
     * @param metadata what this side tells about itself, in ZMTP's encoding of properties
     * @return the state of this handshake
     */
    Session open(Map<String, byte[]> metadata);

    /** One handshake. */
    interface Session {
        /**
         * What to send before anything was received.
         *
         * @return the first step
         */
        Step start();

        /**
         * What to do about a command of the peer.
         *
         * @param command the whole body of the frame: the length of the name, the name, and the data
         * @return the next step
         * @throws PeerViolation if the command is not allowed
         */
        Step receive(byte[] command) throws PeerViolation;
    }

    /** What follows from a command. */
    sealed interface Step {
        /**
         * Bodies of commands to send now.
         *
         * @return in order; may be empty
         */
        List<byte[]> commands();

        /**
         * The handshake goes on.
         *
         * @param commands bodies of commands to send now
         */
        record Continue(List<byte[]> commands) implements Step {}

        /**
         * The handshake is done, and messages may follow.
         *
         * @param commands bodies of commands to send now
         * @param peer what the peer told about itself
         */
        record Done(List<byte[]> commands, Map<String, byte[]> peer) implements Step {}

        /**
         * The peer said that it will not have us.
         *
         * @param reason the text of its ERROR command
         */
        record Refused(String reason) implements Step {
            @Override
            public List<byte[]> commands() {
                return List.of();
            }
        }
    }
}
