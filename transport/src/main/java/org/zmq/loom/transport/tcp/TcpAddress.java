package org.zmq.loom.transport.tcp;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.ZmqArgumentException;

/**
 * A host and a port as text, neither of them looked up.
 *
 * <p>Shape: {@code host:port}, where the last colon separates the two. The host is a name, {@code *}, the name of a network interface, an IPv4
 * address, or an IPv6 address with or without brackets and with or without a zone. The port is a number or {@code *}.
 *
 * <p>Source: zmq_tcp(7).
 *
 * @param host without brackets
 * @param port 0 for any
 */
record TcpAddress(String host, int port) {
    /** All addresses of this machine, of IPv6, too, on a channel that has it. */
    static final InetAddress ANY = InetAddress.ofLiteral("0.0.0.0");

    private static final int HIGHEST_PORT = 65_535;

    /** Where an address of a connection leads, and from where. */
    record Route(@Nullable TcpAddress source, TcpAddress destination) {}

    /** Reads the address of an endpoint that is to be bound. */
    static TcpAddress ofBind(String text) {
        // A source has no meaning here, but libzmq's manual allows one.
        TcpAddress address = parse(text.substring(text.indexOf(';') + 1), text);
        if (address.host.isEmpty()) {
            throw malformed(text, "has no host; write * for all interfaces");
        }
        return address;
    }

    /** Reads the address of an endpoint that is to be connected. */
    static Route ofConnect(String text) {
        int semicolon = text.indexOf(';');
        TcpAddress source = semicolon < 0 ? null : parse(text.substring(0, semicolon), text);
        TcpAddress destination = parse(text.substring(semicolon + 1), text);
        if (destination.port == 0) {
            throw malformed(text, "has no port to connect to");
        }
        if (destination.host.isEmpty() || destination.host.equals("*")) {
            throw malformed(text, "has no host to connect to");
        }
        return new Route(source, destination);
    }

    private static TcpAddress parse(String text, String whole) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw malformed(whole, "has no port; write host:port");
        }
        return new TcpAddress(unbracketed(text.substring(0, colon), whole), port(text.substring(colon + 1), whole));
    }

    private static String unbracketed(String host, String whole) {
        boolean open = host.startsWith("[");
        if (open != host.endsWith("]")) {
            throw malformed(whole, "has a bracket without its other half");
        }
        String bare = open ? host.substring(1, host.length() - 1) : host;
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (!Character.isLetterOrDigit(c) && ".-:%_*".indexOf(c) < 0) {
                throw malformed(whole, "has the character '" + c + "' in its host");
            }
        }
        return bare;
    }

    private static int port(String digits, String whole) {
        if (digits.equals("*")) {
            return 0;
        }
        int port = -1;
        if (!digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            port = Integer.parseInt(digits);
        }
        if (port < 0 || port > HIGHEST_PORT) {
            throw malformed(whole, "has the port \"" + digits + "\"; it takes 0 to " + HIGHEST_PORT + ", or *");
        }
        return port;
    }

    private static ZmqArgumentException malformed(String text, String what) {
        return new ZmqArgumentException("tcp://" + text + " " + what);
    }

    // ---- without looking anything up ----

    boolean isWildcard() {
        return host.equals("*");
    }

    /** The address, if the host is one in digits. */
    Optional<InetAddress> literal() {
        boolean digits = host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        if (!digits || host.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the host is an address in digits that counts at one network interface. */
    boolean hasZone() {
        return host.indexOf(':') >= 0 && host.indexOf('%') >= 0;
    }

    /** The address of the network interface of this name, if there is one. */
    Optional<InetAddress> ofInterface(boolean ipv6) {
        try {
            NetworkInterface named = NetworkInterface.getByName(host);
            return named == null
                    ? Optional.empty()
                    : named.inetAddresses()
                            .filter(address -> ipv6 || address instanceof Inet4Address)
                            .findFirst();
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    /** Whether two hosts are surely the same one. */
    boolean isSame(TcpAddress other) {
        Optional<InetAddress> one = literal();
        return one.isPresent()
                && one.equals(other.literal())
                && isSameZone(one.get(), other.literal().get());
    }

    private static boolean isSameZone(InetAddress one, InetAddress other) {
        return !(one instanceof Inet6Address a && other instanceof Inet6Address b)
                || a.getScopeId() == 0
                || b.getScopeId() == 0
                || a.getScopeId() == b.getScopeId();
    }

    // ---- addresses as text ----

    /** As in an endpoint. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** How an address is written in an endpoint. */
    static String text(InetSocketAddress address) {
        String host = text(address.getAddress());
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /** How a host is written without its port. */
    static String text(InetAddress host) {
        return host instanceof Inet6Address ipv6 ? groups(ipv6.getAddress()) + zone(ipv6) : host.getHostAddress();
    }

    /** The network interface that an address counts at, if there is one. Addresses of channels know its number only. */
    private static String zone(Inet6Address address) {
        NetworkInterface known = address.getScopedInterface();
        if (known != null) {
            return "%" + known.getName();
        }
        int number = address.getScopeId();
        if (number == 0) {
            return "";
        }
        try {
            NetworkInterface found = NetworkInterface.getByIndex(number);
            return "%" + (found == null ? number : found.getName());
        } catch (SocketException e) {
            return "%" + number;
        }
    }

    /** Eight groups of four hexadecimal digits, with :: for the longest run of zeros, as RFC 5952 has it. */
    static String groups(byte[] address) {
        int[] groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
        }
        int longestBegin = -1;
        int longest = 1; // a single zero is written out
        for (int i = 0; i < groups.length; i++) {
            int end = i;
            while (end < groups.length && groups[end] == 0) {
                end++;
            }
            if (end - i > longest) {
                longestBegin = i;
                longest = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups.length; i++) {
            if (i == longestBegin) {
                text.append("::");
                i += longest - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
