package org.zmq.loom.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.SocketType;
import org.zmq.loom.spi.Mechanism;
import org.zmq.loom.spi.PeerViolation;

/**
 * What two engines say to each other until messages may flow, as states: bytes in, the next state and bytes out.
 *
 * <p>An engine sends its signature, its version when it has seen the peer's signature, and the rest of its greeting when it has seen the
 * peer's version; so older versions can be talked to. Then the security mechanism has its turn, and tells each side the other's metadata.
 * With ZMTP 1.0 and 2.0, which have no security, a frame with the routing id takes its place.
 *
 * <p>Threading: values; no I/O, no clock. Errors: {@link PeerViolation}, whatever the bytes are.
 *
 * <p>Source: RFC 37/ZMTP, "Overall Operation", "Version Negotiation"; RFC 23/ZMTP, "Version Negotiation", "The Identity"; RFC 13/ZMTP. The
 * order of sending is libzmq's.
 */
public sealed interface Handshake {
    /** The longest body of a command in a handshake. */
    int MAX_COMMAND_BYTES = 64 << 10;

    /** The longest routing id of a peer that has no metadata. */
    int MAX_IDENTITY_BYTES = 255;

    /**
     * This side.
     *
     * @param type the type of its socket
     * @param routingId what a ROUTER at the other end is to call it; may be empty
     * @param mechanism what it offers
     * @param properties what it tells of its own accord
     */
    record Local(SocketType type, byte[] routingId, Mechanism mechanism, Map<String, String> properties) {
        /** One that tells nothing of its own accord. */
        public Local(SocketType type, byte[] routingId, Mechanism mechanism) {
            this(type, routingId, mechanism, Map.of());
        }

        Map<String, byte[]> metadata() {
            Map<String, byte[]> metadata = new LinkedHashMap<>();
            metadata.put(Metadata.SOCKET_TYPE, type.name().getBytes(US_ASCII));
            if (type == SocketType.REQ || type == SocketType.DEALER || type == SocketType.ROUTER) {
                metadata.put(Metadata.IDENTITY, routingId);
            }
            properties.forEach((name, value) -> metadata.put(name, value.getBytes(UTF_8)));
            return metadata;
        }
    }

    /**
     * The other side.
     *
     * @param version what is spoken from now on
     * @param type the type of its socket, if it said
     * @param metadata all it told about itself, in whichever way
     */
    record Peer(Version version, Optional<SocketType> type, Map<String, byte[]> metadata) {
        /** One that says nothing about itself, because what is spoken has no words for it. */
        public static Peer unknown() {
            return new Peer(Version.ZMTP_3_1, Optional.empty(), Map.of());
        }

        /** What it wants to be called; empty if it does not care. */
        public byte[] routingId() {
            return metadata.getOrDefault(Metadata.IDENTITY, new byte[0]);
        }
    }

    /** The protocol that two engines have agreed on. */
    enum Version {
        /** ZMTP 1.0 as 0MQ 2 spoke it, without a greeting: subscribers want everything and do not say so. */
        UNVERSIONED,
        /** ZMTP 1.0 behind a greeting. */
        ZMTP_1_0,
        /** ZMTP 2.0: frames as in 3.x, but no commands. */
        ZMTP_2_0,
        /** ZMTP 3.0: subscriptions are messages. */
        ZMTP_3_0,
        /** ZMTP 3.1: subscriptions are commands. */
        ZMTP_3_1;

        /** How messages are laid out. */
        public Framing framing() {
            return this == UNVERSIONED || this == ZMTP_1_0 ? Framing.OLD : Framing.NEW;
        }

        /** Whether engines talk to each other between messages. */
        public boolean hasCommands() {
            return this == ZMTP_3_0 || this == ZMTP_3_1;
        }
    }

    /**
     * What follows from some bytes.
     *
     * @param next the state now
     * @param send what to send; may be empty
     */
    record Step(Handshake next, byte[] send) {}

    /** Waits for the first ten bytes. */
    record AwaitSignature(Local local) implements Handshake {}

    /** Waits for the byte that says which version the peer speaks. */
    record AwaitVersion(Local local) implements Handshake {}

    /** Waits for the rest of the greeting. */
    record AwaitGreeting(Local local) implements Handshake {}

    /** Waits for the rest of a greeting as old peers send it, which is shorter. */
    record AwaitOldGreeting(Local local, Version version) implements Handshake {}

    /** Waits for the frame in which an old peer says what it wants to be called. */
    record AwaitIdentity(Local local, Version version, Optional<SocketType> type) implements Handshake {}

    /** Waits for the next command of the mechanism. */
    record Negotiating(Local local, Version version, Mechanism.Session session) implements Handshake {}

    /** Messages may flow. */
    record Ready(Peer peer) implements Handshake {}

    /** The peer said ERROR. */
    record Refused(String reason) implements Handshake {}

    /** Whether nothing more is expected. */
    default boolean isOver() {
        return this instanceof Ready || this instanceof Refused;
    }

    /** The start: the signature is sent before anything is known of the peer. */
    static Step start(Local local) {
        return new Step(new AwaitSignature(local), Greeting.signature(local.routingId().length));
    }

    /**
     * Takes what it can use of the bytes, and leaves the rest.
     *
     * @param in bytes of the peer, from its position on; all that has been received and not taken
     * @return the state after as many bytes as could be taken, which may be this one
     */
    default Step advance(ByteBuffer in) throws PeerViolation {
        Handshake state = this;
        ByteArrayOutputStream send = new ByteArrayOutputStream();
        while (!state.isOver()) {
            int before = in.remaining();
            Step step = state.one(in);
            send.writeBytes(step.send());
            if (in.remaining() == before && step.next().equals(state)) {
                break;
            }
            state = step.next();
        }
        return new Step(state, send.toByteArray());
    }

    private Step one(ByteBuffer in) throws PeerViolation {
        return switch (this) {
            case AwaitSignature(Local local) -> signature(local, in);
            case AwaitVersion(Local local) -> version(local, in);
            case AwaitGreeting(Local local) -> greeting(local, in);
            case AwaitOldGreeting old -> oldGreeting(old, in);
            case AwaitIdentity awaiting -> identity(awaiting, in);
            case Negotiating negotiating -> command(negotiating, in);
            case Ready _, Refused _ -> stay(this);
        };
    }

    private static Step stay(Handshake state) {
        return new Step(state, new byte[0]);
    }

    private Step signature(Local local, ByteBuffer in) throws PeerViolation {
        int from = in.position();
        if (in.hasRemaining() && (in.get(from) & 0xff) != Framing.ESCAPE_OLD) {
            return unversioned(local);
        }
        if (in.remaining() < Greeting.SIGNATURE) {
            return stay(this);
        }
        // Read as a frame of ZMTP 1.0, this byte has the flags, and the identity is not followed by more.
        if ((in.get(from + Greeting.SIGNATURE - 1) & Frames.MORE) == 0) {
            return unversioned(local);
        }
        return new Step(new AwaitVersion(local), new byte[] {Greeting.OUR_MAJOR});
    }

    /** To a peer without versions the signature is the header of the frame that goes on with the identity. */
    private static Step unversioned(Local local) throws PeerViolation {
        requireOldTalk(local);
        return new Step(new AwaitIdentity(local, Version.UNVERSIONED, Optional.empty()), local.routingId());
    }

    private Step version(Local local, ByteBuffer in) throws PeerViolation {
        if (in.remaining() <= Greeting.MAJOR) {
            return stay(this);
        }
        // No engine calls itself revision 2. As libzmq, whatever is not one of the two old revisions is taken for a new
        // one.
        return switch (in.get(in.position() + Greeting.MAJOR)) {
            case Greeting.REVISION_1_0 -> oldVersion(local, Version.ZMTP_1_0);
            case Greeting.REVISION_2_0 -> oldVersion(local, Version.ZMTP_2_0);
            default -> {
                Greeting ours = new Greeting(
                        Greeting.OUR_MAJOR,
                        Greeting.OUR_MINOR,
                        local.mechanism().name());
                yield new Step(new AwaitGreeting(local), ours.rest());
            }
        };
    }

    private static Step oldVersion(Local local, Version version) throws PeerViolation {
        requireOldTalk(local);
        return new Step(
                new AwaitOldGreeting(local, version),
                new byte[] {(byte) local.type().number()});
    }

    private Step greeting(Local local, ByteBuffer in) throws PeerViolation {
        if (in.remaining() < Greeting.SIZE) {
            return stay(this);
        }
        byte[] bytes = new byte[Greeting.SIZE];
        in.get(bytes);
        Greeting peer = Greeting.decode(bytes);
        if (!peer.mechanism().equals(local.mechanism().name())) {
            throw new PeerViolation(
                    ProtocolError.ZMTP_MECHANISM_MISMATCH,
                    "the peer wants the mechanism \"" + peer.mechanism() + "\", this side "
                            + local.mechanism().name());
        }
        Version version = peer.major() == 3 && peer.minor() == 0 ? Version.ZMTP_3_0 : Version.ZMTP_3_1;
        Mechanism.Session session = local.mechanism().open(local.metadata());
        return follow(new Negotiating(local, version, session), session.start());
    }

    // ---- old peers ----

    private static Step oldGreeting(AwaitOldGreeting state, ByteBuffer in) throws PeerViolation {
        if (in.remaining() < Greeting.OLD_SIZE) {
            return stay(state);
        }
        Local local = state.local();
        int number = in.get(in.position() + Greeting.OLD_SIZE - 1) & 0xff;
        in.position(in.position() + Greeting.OLD_SIZE);
        Optional<SocketType> type = Optional.empty();
        if (state.version() == Version.ZMTP_2_0) {
            type = Arrays.stream(SocketType.values())
                    .filter(one -> one.number() == number)
                    .findFirst();
            if (type.isEmpty() || !local.type().peers().contains(type.get())) {
                throw wrongType(local, type.map(SocketType::name).orElse("type " + number));
            }
        }
        return new Step(
                new AwaitIdentity(local, state.version(), type),
                state.version().framing().frame(local.routingId()));
    }

    /** Takes the first frame. Its first bytes are looked at as they come: other protocols show themselves there. */
    private static Step identity(AwaitIdentity state, ByteBuffer in) throws PeerViolation {
        boolean isOld = state.version().framing() == Framing.OLD;
        int from = in.position();
        if (!in.hasRemaining()) {
            return stay(state);
        }
        int first = in.get(from) & 0xff;
        if (isOld && first == 0) {
            throw noIdentity(in, 1);
        }
        boolean large = isOld ? first == Framing.ESCAPE_OLD : (first & Frames.LARGE) != 0;
        int header = isOld
                ? large ? Framing.LARGE_HEADER_OLD : Framing.SHORT_HEADER_OLD
                : large ? Frames.LARGE_HEADER : Frames.SHORT_HEADER;
        if (in.remaining() < header) {
            return stay(state);
        }
        int flags = isOld ? in.get(from + header - 1) & 0xff : first & ~Frames.LARGE;
        long size = large ? in.getLong(from + 1) : in.get(isOld ? from : from + 1) & 0xff;
        long length = isOld ? size - 1 : size;
        if (flags != 0 || length < 0 || length > MAX_IDENTITY_BYTES) {
            throw noIdentity(in, header);
        }
        if (in.remaining() - header < length) {
            return stay(state);
        }
        byte[] identity = new byte[(int) length];
        in.position(from + header).get(identity);
        Map<String, byte[]> metadata = new LinkedHashMap<>();
        state.type()
                .ifPresent(
                        type -> metadata.put(Metadata.SOCKET_TYPE, type.name().getBytes(US_ASCII)));
        metadata.put(Metadata.IDENTITY, identity);
        return stay(new Ready(new Peer(state.version(), state.type(), metadata)));
    }

    /** What this side wants must be something that ZMTP 1.0 and 2.0 have. */
    private static void requireOldTalk(Local local) throws PeerViolation {
        if (local.type() == SocketType.RADIO || local.type() == SocketType.DISH) {
            throw new PeerViolation(
                    "the peer speaks ZMTP 1.0 or 2.0, which have no groups, or none at all; this side is a "
                            + local.type());
        }
        if (!local.mechanism().name().equals("NULL")) {
            throw new PeerViolation(
                    "the peer speaks ZMTP 1.0 or 2.0, which have no security, or none at all; this side wants "
                            + local.mechanism().name());
        }
    }

    private static PeerViolation noIdentity(ByteBuffer in, int count) {
        byte[] seen = new byte[count];
        in.get(in.position(), seen);
        return new PeerViolation(
                "the first bytes are " + HexFormat.ofDelimiter(" ").formatHex(seen)
                        + ", which begin neither a greeting nor the identity of a ZMTP 1 or 2 peer");
    }

    private static PeerViolation wrongType(Local local, String name) {
        return new PeerViolation(
                ProtocolError.ZMTP_INVALID_METADATA,
                "the peer is a \"" + name + "\" socket; a " + local.type() + " talks to "
                        + local.type().peers());
    }

    // ---- the mechanism ----

    private static Step command(Negotiating state, ByteBuffer in) throws PeerViolation {
        int from = in.position();
        if (in.remaining() < Frames.SHORT_HEADER) {
            return stay(state);
        }
        int flags = in.get(from) & 0xff;
        boolean large = (flags & Frames.LARGE) != 0;
        int header = large ? Frames.LARGE_HEADER : Frames.SHORT_HEADER;
        if (in.remaining() < header) {
            return stay(state);
        }
        long length = large ? in.getLong(from + 1) : in.get(from + 1) & 0xff;
        if (length < 0 || length > MAX_COMMAND_BYTES) {
            throw new PeerViolation(
                    ProtocolError.ZMTP_MALFORMED_COMMAND,
                    "a handshake command of " + Long.toUnsignedString(length) + " bytes; the limit is "
                            + MAX_COMMAND_BYTES);
        }
        if ((flags & ~(Frames.LARGE | Frames.COMMAND)) != 0) {
            throw new PeerViolation(
                    ProtocolError.ZMTP_UNEXPECTED_COMMAND,
                    "flags 0x" + Integer.toHexString(flags) + " where a handshake command was due");
        }
        if (in.remaining() - header < length) {
            return stay(state);
        }
        byte[] body = new byte[(int) length];
        in.position(from + header).get(body);
        return follow(state, state.session().receive(body));
    }

    private static Step follow(Negotiating state, Mechanism.Step step) throws PeerViolation {
        byte[] send = framed(step.commands());
        return switch (step) {
            case Mechanism.Step.Continue _ -> new Step(state, send);
            case Mechanism.Step.Refused(String reason) -> new Step(new Refused(reason), send);
            case Mechanism.Step.Done(var _, Map<String, byte[]> metadata) ->
                new Step(new Ready(welcome(state, metadata)), send);
        };
    }

    private static Peer welcome(Negotiating state, Map<String, byte[]> metadata) throws PeerViolation {
        Optional<SocketType> type = Optional.empty();
        byte[] named = metadata.get(Metadata.SOCKET_TYPE);
        if (named != null) {
            String name = new String(named, US_ASCII);
            type = SocketType.named(name);
            if (type.isEmpty() || !state.local().type().peers().contains(type.get())) {
                throw wrongType(state.local(), name);
            }
        }
        return new Peer(state.version(), type, metadata);
    }

    private static byte[] framed(List<byte[]> commands) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (byte[] command : commands) {
            frames.writeBytes(Frames.frame(Frames.COMMAND, command));
        }
        return frames.toByteArray();
    }
}
