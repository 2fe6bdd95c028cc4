package org.zmq.loom.internal.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.spi.Mechanism;
import org.zmq.loom.spi.PeerViolation;

/**
 * No security: both sides say READY at once.
 *
 * <p>Source: RFC 37/ZMTP, "The NULL Security Mechanism". As libzmq, this side does not wait for the client to speak first.
 */
public final class NullMechanism implements Mechanism {
    /** A mechanism without state of its own. */
    public NullMechanism() {}

    @Override
    public String name() {
        return "NULL";
    }

    @Override
    public Session open(Map<String, byte[]> metadata) {
        return new NullSession(metadata);
    }

    private record NullSession(Map<String, byte[]> metadata) implements Session {
        private static final byte[] READY = {5, 'R', 'E', 'A', 'D', 'Y'};

        @Override
        public Step start() {
            return new Step.Continue(List.of(Command.body("READY", Metadata.encode(metadata))));
        }

        @Override
        public Step receive(byte[] command) throws PeerViolation {
            ByteBuffer data = ByteBuffer.wrap(command);
            if (command.length >= READY.length && data.slice(0, READY.length).equals(ByteBuffer.wrap(READY))) {
                return new Step.Done(List.of(), Metadata.decode(data.position(READY.length)));
            }
            return switch (Command.decode(command, 0, command.length)) {
                case Command.Failure(String reason) -> new Step.Refused(reason);
                case Command other ->
                    throw new PeerViolation(
                            ProtocolError.ZMTP_UNEXPECTED_COMMAND,
                            other.getClass().getSimpleName() + " where READY was due");
            };
        }
    }
}
