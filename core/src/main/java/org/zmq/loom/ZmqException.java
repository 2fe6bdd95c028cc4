package org.zmq.loom;

import java.io.Serial;
import java.util.Objects;

/**
 * Says that the world did not let a call succeed, with the {@link Errno} that libzmq would have given.
 *
 * <p>Mistakes of the caller are {@link ZmqArgumentException} or {@link ZmqStateException} instead, which are an {@link
 * IllegalArgumentException} and an {@link IllegalStateException}; faults of a peer are never thrown at a caller but
 * reported as events. A call that throws has had no effect: an unsent message is still the caller's.
 */
public abstract sealed class ZmqException extends RuntimeException implements ZmqFailure {
    @Serial
    private static final long serialVersionUID = 1;

    private final Errno errno;

    private ZmqException(Errno errno, String message) {
        super(errno + ": " + message);
        this.errno = Objects.requireNonNull(errno);
    }

    private ZmqException(Errno errno, String message, Throwable cause) {
        super(errno + ": " + message, cause);
        this.errno = Objects.requireNonNull(errno);
    }

    @Override
    public Errno errno() {
        return errno;
    }

    /** {@link Errno#EAGAIN}: the send or receive timeout of the socket passed. */
    public static final class TimedOut extends ZmqException {
        @Serial
        private static final long serialVersionUID = 1;

        /**
         * Says what was waited for.
         *
         * @param message the operation and its timeout
         */
        public TimedOut(String message) {
            super(Errno.EAGAIN, message);
        }
    }

    /** {@link Errno#ETERM}: the context was closed or shut down. */
    public static final class Terminated extends ZmqException {
        @Serial
        private static final long serialVersionUID = 1;

        /**
         * Says which context ended.
         *
         * @param message what the caller was doing
         */
        public Terminated(String message) {
            super(Errno.ETERM, message);
        }
    }

    /** {@link Errno#ENOTSOCK}: the socket was closed, before the call or while it waited. */
    public static final class SocketClosed extends ZmqException {
        @Serial
        private static final long serialVersionUID = 1;

        /**
         * Says which socket is closed.
         *
         * @param message the name of the socket
         */
        public SocketClosed(String message) {
            super(Errno.ENOTSOCK, message);
        }
    }

    /** {@link Errno#EFSM}: a REQ or REP socket was used out of turn. */
    public static final class WrongState extends ZmqException {
        @Serial
        private static final long serialVersionUID = 1;

        /**
         * Says what must come first.
         *
         * @param message the state the socket is in and the call it expects
         */
        public WrongState(String message) {
            super(Errno.EFSM, message);
        }
    }

    /** {@link Errno#EHOSTUNREACH}: no peer has the routing id that the message names. */
    public static final class Unreachable extends ZmqException {
        @Serial
        private static final long serialVersionUID = 1;

        /**
         * Says which peer was not found.
         *
         * @param message the routing id
         */
        public Unreachable(String message) {
            super(Errno.EHOSTUNREACH, message);
        }
    }

    /** An endpoint that cannot be bound, connected, unbound or disconnected; see {@link #errno()} for the reason. */
    public static final class EndpointFailed extends ZmqException {
        @Serial
        private static final long serialVersionUID = 1;

        /**
         * Says which endpoint failed and why.
         *
         * @param errno the reason
         * @param message the endpoint and what to do
         */
        public EndpointFailed(Errno errno, String message) {
            super(errno, message);
        }

        /**
         * Says which endpoint failed and what the operating system said.
         *
         * @param errno the reason
         * @param message the endpoint and what to do
         * @param cause what the system answered
         */
        public EndpointFailed(Errno errno, String message, Throwable cause) {
            super(errno, message, cause);
        }
    }

    /** {@link Errno#EMFILE}: the context's limit of open sockets is reached. */
    public static final class TooManySockets extends ZmqException {
        @Serial
        private static final long serialVersionUID = 1;

        /**
         * Says what the limit is.
         *
         * @param message the limit
         */
        public TooManySockets(String message) {
            super(Errno.EMFILE, message);
        }
    }

    /** {@link Errno#EMSGSIZE}: a message does not fit where it was to go. */
    public static final class TooLarge extends ZmqException {
        @Serial
        private static final long serialVersionUID = 1;

        /**
         * Says what the size and the limit are.
         *
         * @param message both numbers
         */
        public TooLarge(String message) {
            super(Errno.EMSGSIZE, message);
        }
    }

    /** {@link Errno#ENOTSUP}: this type of socket has no such operation. */
    public static final class NotSupported extends ZmqException {
        @Serial
        private static final long serialVersionUID = 1;

        /**
         * Says what is not supported.
         *
         * @param message the operation and the socket type
         */
        public NotSupported(String message) {
            super(Errno.ENOTSUP, message);
        }
    }
}
