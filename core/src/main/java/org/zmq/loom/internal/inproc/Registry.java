package org.zmq.loom.internal.inproc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.pipe.MessagePipe;

/**
 * The inproc names of a context, and the connections that wait for one.
 *
 * <p>Connecting before anybody has bound the name is allowed: messages queue at the connecting end, and stay there for whoever binds it even
 * if the connecting socket is closed meanwhile.
 *
 * <p>Threading: any thread. The lock is not held while a socket is told anything.
 */
public final class Registry {
    private record Waiting(Party party, MessagePipe pipe) {}

    // Guarded by this.
    private final Map<String, Party> bound = new HashMap<>();
    private final Map<String, List<Waiting>> waiting = new HashMap<>();

    /** No names yet. */
    public Registry() {}

    /** Gives the name to the party, and connects it to all that wait for it; false if somebody else has it. */
    public boolean bind(String name, Party party) {
        List<Waiting> come;
        synchronized (this) {
            if (bound.putIfAbsent(name, party) != null) {
                return false;
            }
            List<Waiting> waited = waiting.remove(name);
            come = waited == null ? List.of() : waited;
        }
        for (Waiting one : come) {
            join(one.party(), one.pipe(), party);
        }
        return true;
    }

    /** Takes the name away from the party; connections stay. */
    public synchronized void unbind(String name, Party party) {
        bound.remove(name, party);
    }

    /**
     * Connects the party to whoever has the name or will have it.
     *
     * @return the party's end; null if it will not have a peer
     */
    public @Nullable MessagePipe connect(String name, Party party) {
        MessagePipe pipe = party.dial();
        if (!party.attachDialled(pipe)) {
            return null;
        }
        Party peer;
        synchronized (this) {
            peer = bound.get(name);
            if (peer == null) {
                waiting.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(new Waiting(party, pipe));
            }
        }
        if (peer != null) {
            join(party, pipe, peer);
        }
        return pipe;
    }

    private static void join(Party dialling, MessagePipe dialled, Party answering) {
        MessagePipe answered = answering.answer(dialled);
        boolean joined = answering.attachAnswered(answered) && answering.identify(answered, dialling.routingId());
        if (!joined) {
            answering.part(answered);
            dialling.part(dialled);
            return;
        }
        if (!dialling.identify(dialled, answering.routingId()) || dialled.isEnded()) {
            // The dialling socket will not have the peer, or has gone: what it has sent can be read.
            dialling.part(dialled);
            answering.part(answered);
        }
    }

    /** Whether the connection waits for somebody to bind the name. */
    public synchronized boolean isWaiting(String name, MessagePipe pipe) {
        return waiting.getOrDefault(name, List.of()).stream().anyMatch(one -> one.pipe() == pipe);
    }

    /** The connection is not wanted any more. */
    public synchronized void forget(String name, MessagePipe pipe) {
        List<Waiting> waited = waiting.get(name);
        if (waited != null) {
            waited.removeIf(one -> one.pipe() == pipe);
            if (waited.isEmpty()) {
                waiting.remove(name);
            }
        }
    }
}
