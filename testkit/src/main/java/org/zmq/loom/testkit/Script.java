package org.zmq.loom.testkit;

/**
 * What a {@link ScriptedPeer} does on one connection, written down to be played later or more than once.
 *
 * {@snippet :
 * Script script = wire -> wire.handshake(SocketType.PULL).expectMessage("hello").reset();
 * }
 */
@FunctionalInterface
public interface Script {
    /**
     * Does it.
     *
     * @param wire the connection
     * @throws Exception if something goes wrong, which ends the connection and is the failure of {@link ScriptedPeer#awaitPlayed}
     */
    void play(PeerWire wire) throws Exception;
}
