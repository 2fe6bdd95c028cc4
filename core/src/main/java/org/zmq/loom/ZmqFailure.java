package org.zmq.loom;

/**
 * What all exceptions of this library have in common, whatever they extend: the error that libzmq would have given.
 *
 * {@snippet :
 * try {
 *     socket.bind(endpoint);
 * } catch (RuntimeException e) {
 *     if (e instanceof ZmqFailure failure && failure.errno() == Errno.EINVAL) {
 *         askAgain(e.getMessage());
 *     } else {
 *         throw e;
 *     }
 * }
 * }
 *
 * <p>{@link Errno#of(Throwable)} finds it in any exception.
 *
 * <p>Source: zmq_errno(3).
 */
public sealed interface ZmqFailure permits ZmqException, ZmqArgumentException, ZmqStateException {
    /**
     * The error of libzmq that this corresponds to.
     *
     * @return never null
     */
    Errno errno();
}
