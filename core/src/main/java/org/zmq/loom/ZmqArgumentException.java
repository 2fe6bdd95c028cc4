package org.zmq.loom;

import java.io.Serial;
import java.util.Objects;

/**
 * Says that the caller has given what cannot be taken: a value out of range, a malformed endpoint, an option that does
 * not apply.
 *
 * <p>The text says which value was seen and what the rule is. The call has had no effect.
 *
 * <p>Source: zmq_errno(3).
 */
public final class ZmqArgumentException extends IllegalArgumentException implements ZmqFailure {
    @Serial
    private static final long serialVersionUID = 1;

    private final Errno errno;

    /**
     * {@link Errno#EINVAL}: says what was given.
     *
     * @param message the value seen, the rule, and what to do
     */
    public ZmqArgumentException(String message) {
        this(Errno.EINVAL, message);
    }

    /**
     * {@link Errno#EINVAL}: says what was given, and what noticed it.
     *
     * @param message the value seen, the rule, and what to do
     * @param cause what noticed it
     */
    public ZmqArgumentException(String message, Throwable cause) {
        super(Errno.EINVAL + ": " + message, cause);
        errno = Errno.EINVAL;
    }

    /**
     * Says what was given.
     *
     * @param errno what libzmq calls it
     * @param message the value seen, the rule, and what to do
     */
    public ZmqArgumentException(Errno errno, String message) {
        super(errno + ": " + message);
        this.errno = Objects.requireNonNull(errno);
    }

    @Override
    public Errno errno() {
        return errno;
    }
}
