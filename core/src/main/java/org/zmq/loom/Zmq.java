package org.zmq.loom;

import java.util.ServiceLoader;
import org.zmq.loom.spi.Transport;

/**
 * What this library is, and what it can do.
 *
 * <p>Threading: any thread. Source: zmq_version(3), zmq_has(3).
 */
public final class Zmq {
    private static final Version VERSION = new Version(0, 1, 0);
    private static final Version LIBZMQ = new Version(4, 3, 6);
    private static final String ZMTP = "3.1";
    private static final int FIRST_DRAFT_TYPE = 12;

    private Zmq() {}

    /**
     * A version, as three numbers.
     *
     * @param major a higher one breaks programs
     * @param minor a higher one brings something new
     * @param patch a higher one repairs something
     */
    public record Version(int major, int minor, int patch) implements Comparable<Version> {
        @Override
        public int compareTo(Version other) {
            int order = Integer.compare(major, other.major);
            if (order == 0) {
                order = Integer.compare(minor, other.minor);
            }
            return order == 0 ? Integer.compare(patch, other.patch) : order;
        }

        /** The numbers, with points between them. */
        @Override
        public String toString() {
            return major + "." + minor + "." + patch;
        }
    }

    /**
     * The version of this library.
     *
     * @return always the same one
     */
    public static Version version() {
        return VERSION;
    }

    /**
     * The version of libzmq whose API finds its like here, for programs that ask zmq_version() what they may use.
     *
     * @return always the same one
     */
    public static Version libzmqVersion() {
        return LIBZMQ;
    }

    /**
     * The highest version of ZMTP that is spoken. With a peer that speaks a lower one the library speaks that.
     *
     * @return major and minor version, with a point between them
     */
    public static String zmtpVersion() {
        return ZMTP;
    }

    /**
     * Whether the library has something that not every build has.
     *
     * <p>The names are those of zmq_has(), in exact case: transports ({@code "ipc"}, {@code "pgm"}, {@code "tipc"}, {@code "norm"}, {@code "vmci"},
     * {@code "vsock"}, {@code "WS"}, {@code "WSS"}), security mechanisms ({@code "curve"}, {@code "gssapi"}) and {@code "draft"} for the draft
     * socket types. The scheme of any other transport is a name, too, which in zmq_has() it is not: {@code "tcp"} and {@code "inproc"} are always
     * here.
     *
     * @param capability the name
     * @return false if it is not here, or nobody knows it
     */
    public static boolean has(String capability) {
        return switch (capability) {
            case "inproc" -> true;
            case "draft" -> hasDraftTypes();
            case "WS" -> hasTransport("ws");
            case "WSS" -> hasTransport("wss");
            default -> hasTransport(capability);
        };
    }

    private static boolean hasDraftTypes() {
        for (SocketType type : SocketType.values()) {
            if (type.number() >= FIRST_DRAFT_TYPE) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasTransport(String scheme) {
        return ServiceLoader.load(Transport.class, Zmq.class.getClassLoader()).stream()
                .anyMatch(found -> found.get().scheme().equals(scheme));
    }
}
