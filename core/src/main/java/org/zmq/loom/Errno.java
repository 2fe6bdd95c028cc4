package org.zmq.loom;

/**
 * The error numbers of libzmq, as the manual pages name them.
 *
 * <p>Numbers are those of Linux where POSIX knows the name, and libzmq's own (from 156384712 up) where it does not.
 *
 * <p>Source: zmq_errno(3) and zmq.h of libzmq 4.3.
 */
public enum Errno {
    /** No such endpoint, file or directory. */
    ENOENT(2, "No such endpoint"),
    /** The call was interrupted. */
    EINTR(4, "Interrupted"),
    /** Nothing could be sent or received in the time allowed. */
    EAGAIN(11, "Resource temporarily unavailable"),
    /** Permission denied. */
    EACCES(13, "Permission denied"),
    /** No such network device or host. */
    ENODEV(19, "No such device"),
    /** An argument or option value is not valid. */
    EINVAL(22, "Invalid argument"),
    /** The limit of sockets or file descriptors is reached. */
    EMFILE(24, "Too many open sockets"),
    /** Not a socket, or not one any more. */
    ENOTSOCK(88, "Socket operation on non-socket"),
    /** A message is larger than is allowed or possible. */
    EMSGSIZE(90, "Message too long"),
    /** The transport is unknown here. */
    EPROTONOSUPPORT(93, "Protocol not supported"),
    /** The socket type does not support this operation. */
    ENOTSUP(95, "Operation not supported"),
    /** The address family is not available. */
    EAFNOSUPPORT(97, "Address family not supported by protocol"),
    /** The address is in use. */
    EADDRINUSE(98, "Address already in use"),
    /** The address is not one of this machine. */
    EADDRNOTAVAIL(99, "Cannot assign requested address"),
    /** The network is down. */
    ENETDOWN(100, "Network is down"),
    /** The connection was reset by the peer. */
    ECONNRESET(104, "Connection reset by peer"),
    /** The peer did not answer in time. */
    ETIMEDOUT(110, "Connection timed out"),
    /** The peer refused the connection. */
    ECONNREFUSED(111, "Connection refused"),
    /** No peer has this routing id. */
    EHOSTUNREACH(113, "Host unreachable"),
    /** Not now: the socket is in another state, for example a REQ that awaits its reply. */
    EFSM(156384763, "Operation cannot be accomplished in current state"),
    /** The transport does not fit the socket type. */
    ENOCOMPATPROTO(156384764, "The protocol is not compatible with the socket type"),
    /** The context was terminated. */
    ETERM(156384765, "Context was terminated"),
    /** No thread is available for the task. */
    EMTHREAD(156384766, "No thread available");

    private final int number;
    private final String text;

    Errno(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /**
     * The number, as zmq_errno() would give it on Linux.
     *
     * @return the error number
     */
    public int number() {
        return number;
    }

    /**
     * What the error means, as zmq_strerror() would put it.
     *
     * @return a short English text
     */
    public String text() {
        return text;
    }
}
