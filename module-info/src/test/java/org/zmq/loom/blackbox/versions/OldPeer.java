package org.zmq.loom.blackbox.versions;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.Zmtp;

/** What a peer of an old version says, and what it wants to hear. */
public enum OldPeer {
    /** 0MQ 2: ZMTP 1.0 without a greeting. */
    UNVERSIONED {
        @Override
        PeerWire greet(PeerWire wire, SocketType type, SocketType ours, String ourName) {
            return wire.expect(signature(ourName));
        }

        @Override
        PeerWire expectIdentity(PeerWire wire, String name) {
            return wire.expect(name.getBytes(UTF_8)); // its header was the signature
        }
    },
    /** ZMTP 1.0 behind a greeting. */
    ZMTP_1_0 {
        @Override
        PeerWire greet(PeerWire wire, SocketType type, SocketType ours, String ourName) {
            return greetAs(wire, 0, type, ours, ourName);
        }
    },
    /** 0MQ 3. */
    ZMTP_2_0 {
        @Override
        PeerWire greet(PeerWire wire, SocketType type, SocketType ours, String ourName) {
            return greetAs(wire, 1, type, ours, ourName);
        }

        @Override
        byte[] encoded(Message message) {
            return Zmtp.encoded(message);
        }
    };

    /** Says who it is, and expects to be told the same, each without a name. */
    public PeerWire handshake(PeerWire wire, SocketType type, SocketType ours) {
        return handshake(wire, type, "", ours, "");
    }

    /** Says who it is and what it wants to be called, and expects to be told the same. */
    PeerWire handshake(PeerWire wire, SocketType type, String name, SocketType ours, String ourName) {
        if (this == UNVERSIONED) {
            return expectIdentity(greet(send(wire, Message.of(name)), type, ours, ourName), ourName);
        }
        return send(expectIdentity(greet(wire, type, ours, ourName), ourName), Message.of(name));
    }

    abstract PeerWire greet(PeerWire wire, SocketType type, SocketType ours, String ourName);

    PeerWire expectIdentity(PeerWire wire, String name) {
        return expect(wire, Message.of(name));
    }

    /** Sends a message as this version does. */
    public PeerWire send(PeerWire wire, Message message) {
        return wire.send(encoded(message));
    }

    PeerWire expect(PeerWire wire, Message message) {
        return wire.expect(encoded(message));
    }

    byte[] encoded(Message message) {
        return Zmtp.encodedOld(message);
    }

    private static PeerWire greetAs(PeerWire wire, int revision, SocketType type, SocketType ours, String ourName) {
        return wire.sendHex("ff 00 00 00 00 00 00 00 01 7f")
                .expect(signature(ourName))
                .expectHex("03")
                .send((byte) revision, (byte) type.number())
                .expect((byte) ours.number());
    }

    /** Which is read by those who have no versions as the beginning of a frame with the identity. */
    private static byte[] signature(String name) {
        return new byte[] {(byte) 0xff, 0, 0, 0, 0, 0, 0, 0, (byte) (name.length() + 1), 0x7f};
    }
}
