package org.zmq.loom.transport.tcp;

import static java.util.Map.entry;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.zmq.loom.Errno;
import org.zmq.loom.transport.linux.LinuxOptions;

/**
 * Which error of the operating system an exception stands for.
 *
 * <p>Java says it by the text alone that the C library has for it, which is in the language of the process. The English
 * texts of POSIX systems are known here. What they do not tell is concluded from facts, which have to be looked at
 * before anything is closed.
 *
 * <p>Threading: any thread.
 */
final class SystemErrors {
    private static final int LAST_PRIVILEGED_PORT = 1023;
    private static final int PROBE_MILLIS = 200;
    private static final int EPERM = 1;

    /** What an address of the wrong kind means. */
    static final String WITHOUT_IPV6 = "it is an IPv6 address, and there is no IPv6 here";

    /* What has no name of its own in libzmq has that of its nearest relative. */
    private static final Map<String, Errno> TEXTS = Map.ofEntries(
            entry("Too many open files", Errno.EMFILE),
            entry("Too many open files in system", Errno.EMFILE),
            entry("Permission denied", Errno.EACCES),
            entry("Operation not permitted", Errno.EACCES),
            entry("Address already in use", Errno.EADDRINUSE),
            entry("Cannot assign requested address", Errno.EADDRNOTAVAIL),
            entry("Can't assign requested address", Errno.EADDRNOTAVAIL),
            entry("Address family not supported by protocol", Errno.EAFNOSUPPORT),
            entry("Address family not supported by protocol family", Errno.EAFNOSUPPORT),
            entry("No buffer space available", Errno.ENOBUFS),
            entry("Cannot allocate memory", Errno.ENOMEM),
            entry("No such device", Errno.ENODEV),
            entry("Network is down", Errno.ENETDOWN));

    private SystemErrors() {}

    /** Why an address could not be bound. */
    static Errno ofBind(Exception e, InetSocketAddress address) {
        return switch (e) {
            case UnsupportedAddressTypeException _ -> Errno.EAFNOSUPPORT;
            case BindException _ -> text(e).orElseGet(() -> ofBind(address));
            default -> ofChannel(e);
        };
    }

    /** Why a channel could not be made ready for use. */
    static Errno ofChannel(Exception e) {
        return e instanceof LinuxOptions.Refused refused
                ? Errno.of(refused.number()).orElse(refused.number() == EPERM ? Errno.EACCES : Errno.EINVAL)
                : of(e).orElse(Errno.EINVAL);
    }

    /** Why the name of a host or of a network interface says nothing. */
    static Errno ofLookup(IOException e) {
        return of(e).orElse(Errno.ENODEV);
    }

    /** Why the zone of an address is none. */
    static Errno ofZone() {
        return isUsedUp() ? Errno.EMFILE : Errno.EINVAL;
    }

    private static Optional<Errno> of(Exception e) {
        return text(e).or(() -> isUsedUp() ? Optional.of(Errno.EMFILE) : Optional.empty());
    }

    private static Optional<Errno> text(Exception e) {
        return Optional.ofNullable(TEXTS.get(Objects.requireNonNullElse(e.getMessage(), "")));
    }

    /**
     * The same exception as one of I/O, and with the name of its error if it is that there are no file descriptors
     * left, or no IPv6.
     *
     * @throws RuntimeException the same, if it is of no kind that the operating system is to blame for
     */
    static IOException named(Exception e) {
        return switch (e) {
            case UnsupportedAddressTypeException unsupported -> withoutIpv6(unsupported);
            case RuntimeException ours -> throw ours;
            case IOException io when !of(io).equals(Optional.of(Errno.EMFILE)) -> io;
            default -> new IOException(Errno.EMFILE + ": no file descriptor is left: " + e.getMessage(), e);
        };
    }

    static IOException withoutIpv6(UnsupportedAddressTypeException e) {
        return new IOException(Errno.EAFNOSUPPORT + ": " + WITHOUT_IPV6, e);
    }

    // ---- facts ----

    /** Whether the process, or the machine, can open no more files. */
    private static boolean isUsedUp() {
        try {
            Pipe pipe = Pipe.open();
            Quietly.close(pipe.source());
            Quietly.close(pipe.sink());
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static Errno ofBind(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        try {
            if (!host.isAnyLocalAddress()
                    && !host.isLoopbackAddress()
                    && NetworkInterface.getByInetAddress(host) == null) {
                return Errno.EADDRNOTAVAIL;
            }
        } catch (IOException unknown) {
            return Errno.EADDRNOTAVAIL;
        }
        boolean privileged = address.getPort() > 0 && address.getPort() <= LAST_PRIVILEGED_PORT;
        return privileged && !isTaken(address) ? Errno.EACCES : Errno.EADDRINUSE;
    }

    private static boolean isTaken(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        InetAddress reachable = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
        try (SocketChannel probe = SocketChannel.open()) {
            probe.socket().connect(new InetSocketAddress(reachable, address.getPort()), PROBE_MILLIS);
            return true;
        } catch (SocketTimeoutException e) {
            return true; // somebody listens who cannot accept just now
        } catch (IOException e) {
            return false;
        }
    }
}
