package org.zmq.loom.internal.link;

import org.zmq.loom.SocketEvent;

/** How a connection ended. */
public sealed interface LinkEnd {
    /** This side wanted it to. */
    record Ours() implements LinkEnd {}

    /**
     * The peer or the network ended it.
     *
     * @param cause why
     * @param established whether messages could flow before
     */
    record Theirs(SocketEvent.Cause cause, boolean established) implements LinkEnd {
        /** Whether trying again makes sense: the other end may behave better. */
        public boolean isWorthRetrying() {
            return switch (cause) {
                case SocketEvent.Cause.PeerClosed _, SocketEvent.Cause.Broken _, SocketEvent.Cause.TimedOut _ -> true;
                case SocketEvent.Cause.Rejected _ -> established; // what was said in a handshake stays true
                case SocketEvent.Cause.Violation _, SocketEvent.Cause.Refused _ -> false;
            };
        }

        /** Whether the peer itself said that it will not have this side, for now. */
        boolean isRejection() {
            return cause instanceof SocketEvent.Cause.Rejected;
        }
    }
}
