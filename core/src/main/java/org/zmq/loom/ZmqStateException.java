package org.zmq.loom;

import java.io.Serial;
import java.util.Objects;

/**
 * Says that the caller asks for something at the wrong time, or of the wrong object: a group that was joined already, a
 * timer that was cancelled, the only frame of a message that has several.
 *
 * <p>That a REQ or a REP is used out of turn is {@link ZmqException.WrongState} instead, that a socket is closed
 * {@link ZmqException.SocketClosed}: other threads can be the reason. The call has had no effect.
 *
 * <p>Source: zmq_errno(3).
 */
public final class ZmqStateException extends IllegalStateException implements ZmqFailure {
    @Serial
    private static final long serialVersionUID = 1;

    private final Errno errno;

    /**
     * {@link Errno#EINVAL}: says what is not possible.
     *
     * @param message the state seen, the rule, and what to do
     */
    public ZmqStateException(String message) {
        this(Errno.EINVAL, message);
    }

    /**
     * Says what is not possible.
     *
     * @param errno what libzmq calls it
     * @param message the state seen, the rule, and what to do
     */
    public ZmqStateException(Errno errno, String message) {
        super(errno + ": " + message);
        this.errno = Objects.requireNonNull(errno);
    }

    @Override
    public Errno errno() {
        return errno;
    }
}
