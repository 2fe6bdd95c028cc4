package org.zmq.loom;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The messaging patterns a socket can speak, with libzmq's numbers and the names that ZMTP puts on the wire.
 *
 * <p>Source: zmq_socket(3); RFC 28/REQREP, RFC 29/PUBSUB, RFC 30/PIPELINE, RFC 31/EXPAIR; RFC 37/ZMTP, "The Socket-Type
 * Property"; RFC 41/CLISRV, RFC 48/RADIO-DISH, RFC 49/SCATTERGATHER, RFC 51/P2P, RFC 52/CHANNEL.
 */
public enum SocketType {
    /** Exactly one peer, both directions. */
    PAIR(0),
    /** Publishes to every subscriber whose subscription matches. */
    PUB(1),
    /** Subscribes to publishers and receives what matches. */
    SUB(2),
    /** Sends a request, then receives its reply. */
    REQ(3),
    /** Receives a request, then sends its reply. */
    REP(4),
    /** Sends to its peers in turn and receives from all of them fairly. */
    DEALER(5),
    /** Addresses each peer by its routing id. */
    ROUTER(6),
    /** Receives fairly from all pushers. */
    PULL(7),
    /** Sends to its pullers in turn. */
    PUSH(8),
    /** A publisher that sees the subscriptions of its peers as messages. */
    XPUB(9),
    /** A subscriber that sends subscriptions as messages. */
    XSUB(10),
    /** Exchanges bytes with peers that speak no ZMTP. */
    STREAM(11),
    /** Addresses each client by a number. Messages have one frame. */
    SERVER(12),
    /** Sends to its servers in turn and receives from all of them fairly. Messages have one frame. */
    CLIENT(13),
    /** Publishes to every dish that has joined the message's group. Messages have one frame. */
    RADIO(14),
    /** Joins groups and receives what is published to them. Messages have one frame. */
    DISH(15),
    /** Receives fairly from all scatterers. Messages have one frame. */
    GATHER(16),
    /** Sends to its gatherers in turn. Messages have one frame. */
    SCATTER(17),
    /** Exchanges datagrams with any peers. Messages have two frames: an address and a body. */
    DGRAM(18),
    /** Addresses each peer, which is of the same type, by a number. Messages have one frame. */
    PEER(19),
    /** Exactly one peer, both directions. Messages have one frame. */
    CHANNEL(20);

    private static final SocketType[] TYPES = values();

    private final int number;

    SocketType(int number) {
        this.number = number;
    }

    /**
     * libzmq's number of this type (ZMQ_PAIR, ZMQ_PUB, …).
     *
     * @return the number, from 0
     */
    public int number() {
        return number;
    }

    /**
     * Whether a socket of this type can send messages.
     *
     * @return false for SUB, PULL, DISH and GATHER
     */
    public boolean sends() {
        return this != SUB && this != PULL && this != DISH && this != GATHER;
    }

    /**
     * Whether a socket of this type can receive messages.
     *
     * @return false for PUB, PUSH, RADIO and SCATTER
     */
    public boolean receives() {
        return this != PUB && this != PUSH && this != RADIO && this != SCATTER;
    }

    /**
     * How many frames each message has that a socket of this type sends.
     *
     * @return 1, or 2 for STREAM and DGRAM, which send an address and a body; nothing if messages may have any number
     */
    public OptionalInt frames() {
        return switch (this) {
            case SERVER, CLIENT, RADIO, DISH, GATHER, SCATTER, PEER, CHANNEL -> OptionalInt.of(1);
            case STREAM, DGRAM -> OptionalInt.of(2);
            case PAIR, PUB, SUB, REQ, REP, DEALER, ROUTER, PULL, PUSH, XPUB, XSUB -> OptionalInt.empty();
        };
    }

    /**
     * The types that may be at the other end of a connection.
     *
     * @return the compatible peer types; none for STREAM and DGRAM, whose peers have no type
     */
    public Set<SocketType> peers() {
        return switch (this) {
            case PAIR -> EnumSet.of(PAIR);
            case PUB, XPUB -> EnumSet.of(SUB, XSUB);
            case SUB, XSUB -> EnumSet.of(PUB, XPUB);
            case REQ -> EnumSet.of(REP, ROUTER);
            case REP -> EnumSet.of(REQ, DEALER);
            case DEALER -> EnumSet.of(REP, DEALER, ROUTER);
            case ROUTER -> EnumSet.of(REQ, DEALER, ROUTER);
            case PULL -> EnumSet.of(PUSH);
            case PUSH -> EnumSet.of(PULL);
            case STREAM -> EnumSet.noneOf(SocketType.class);
            case SERVER -> EnumSet.of(CLIENT);
            case CLIENT -> EnumSet.of(SERVER);
            case RADIO -> EnumSet.of(DISH);
            case DISH -> EnumSet.of(RADIO);
            case GATHER -> EnumSet.of(SCATTER);
            case SCATTER -> EnumSet.of(GATHER);
            case DGRAM -> EnumSet.noneOf(SocketType.class);
            case PEER -> EnumSet.of(PEER);
            case CHANNEL -> EnumSet.of(CHANNEL);
        };
    }

    /**
     * The type with this name, as it stands in a ZMTP Socket-Type property.
     *
     * @param name for example {@code "DEALER"}
     * @return the type, or nothing if the name is none
     */
    public static Optional<SocketType> named(String name) {
        for (SocketType type : TYPES) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /**
     * The name in lower case, as it stands in thread names and on the command line.
     *
     * @return for example {@code "dealer"}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
