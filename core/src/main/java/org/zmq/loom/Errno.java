package org.zmq.loom;

import java.util.Optional;

/**
 * The error numbers of libzmq, as the manual pages name them.
 *
 * <p>Numbers are those of Linux where POSIX knows the name, and libzmq's own (from 156384712 up) where it does not.
 *
 * <p>What would be {@code zmq_errno()} after a call is here in what the call throws, which is a {@link ZmqFailure}:
 * {@link #of(Throwable)} finds it.
 *
 * <p>Source: zmq_errno(3) and zmq.h of libzmq 4.3.
 */
public enum Errno {
    /** No such endpoint, file or directory. */
    ENOENT(2, "No such endpoint"),
    /** The call was interrupted. */
    EINTR(4, "Interrupted"),
    /** Not an open file, or not one that can be used here. */
    EBADF(9, "Bad file descriptor"),
    /** Nothing could be sent or received in the time allowed. */
    EAGAIN(11, "Resource temporarily unavailable"),
    /** There is no memory for it. */
    ENOMEM(12, "Cannot allocate memory"),
    /** Permission denied. */
    EACCES(13, "Permission denied"),
    /** An argument that must be there is not. */
    EFAULT(14, "Bad address"),
    /** No such network device or host. */
    ENODEV(19, "No such device"),
    /** An argument or option value is not valid. */
    EINVAL(22, "Invalid argument"),
    /** The limit of sockets or file descriptors is reached. */
    EMFILE(24, "Too many open sockets"),
    /** The other end has gone. */
    EPIPE(32, "Broken pipe"),
    /** The path of an endpoint is longer than the system allows. */
    ENAMETOOLONG(36, "File name too long"),
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
    /** The network cannot be reached from here. */
    ENETUNREACH(101, "Network is unreachable"),
    /** The network dropped the connection. */
    ENETRESET(102, "Network dropped connection on reset"),
    /** The connection was given up on this side. */
    ECONNABORTED(103, "Software caused connection abort"),
    /** The connection was reset by the peer. */
    ECONNRESET(104, "Connection reset by peer"),
    /** The system has no buffer left. */
    ENOBUFS(105, "No buffer space available"),
    /** There is no connection. */
    ENOTCONN(107, "Transport endpoint is not connected"),
    /** The peer did not answer in time. */
    ETIMEDOUT(110, "Connection timed out"),
    /** The peer refused the connection. */
    ECONNREFUSED(111, "Connection refused"),
    /** No peer has this routing id. */
    EHOSTUNREACH(113, "Host unreachable"),
    /** It has begun, and is not done yet. */
    EINPROGRESS(115, "Operation now in progress"),
    /** Not now: the socket is in another state, for example a REQ that awaits its reply. */
    EFSM(156384763, "Not possible in the present state of the socket"),
    /** The transport does not fit the socket type. */
    ENOCOMPATPROTO(156384764, "Transport unsuitable for this type of socket"),
    /** The context was terminated. */
    ETERM(156384765, "Context terminated"),
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
     * What the error means, in the manner of zmq_strerror().
     *
     * @return a short English text
     */
    public String text() {
        return text;
    }

    /**
     * The error that an exception stands for.
     *
     * @param thrown what a call has thrown
     * @return the error of a {@link ZmqFailure}, {@link #EINTR} for an {@link InterruptedException}; nothing for what
     *     is none of libzmq's
     */
    public static Optional<Errno> of(Throwable thrown) {
        return switch (thrown) {
            case ZmqFailure failure -> Optional.of(failure.errno());
            case InterruptedException _ -> Optional.of(EINTR);
            default -> Optional.empty();
        };
    }

    /**
     * The error that has a number.
     *
     * @param number as {@link #number()} gives it
     * @return the error; nothing if it is none that libzmq knows
     */
    public static Optional<Errno> of(int number) {
        for (Errno errno : values()) {
            if (errno.number == number) {
                return Optional.of(errno);
            }
        }
        return Optional.empty();
    }
}
