package org.zmq.loom.transport.socks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What is said to a proxy, as bytes.
 *
 * <p>Source: RFC 1928, "Procedure for TCP-based clients", "Requests"; RFC 1929, "Initial negotiation".
 */
final class SocksRequests {
    static final int VERSION = 5;
    static final int NO_AUTHENTICATION = 0;
    static final int USER_AND_PASSWORD = 2;
    static final int IPV4 = 1;
    static final int NAME = 3;
    static final int IPV6 = 4;

    private static final int LOGIN_VERSION = 1;
    private static final int CONNECT = 1;
    private static final int LONGEST = 255;

    private SocksRequests() {}

    /** The one way of authentication that is offered. */
    static byte[] methods(SocksProxy proxy) {
        return new byte[] {VERSION, 1, (byte) method(proxy)};
    }

    static int method(SocksProxy proxy) {
        return proxy.user().isEmpty() ? NO_AUTHENTICATION : USER_AND_PASSWORD;
    }

    static byte[] login(SocksProxy proxy) {
        byte[] user = proxy.user().getBytes(UTF_8);
        byte[] password = proxy.password().getBytes(UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(LOGIN_VERSION);
        bytes.write(user.length);
        bytes.writeBytes(user);
        bytes.write(password.length);
        bytes.writeBytes(password);
        return bytes.toByteArray();
    }

    /**
     * Asks for a connection. A name is left to the proxy to look up.
     *
     * @throws IOException if the name is too long to be asked for
     */
    static byte[] connect(String host, Optional<InetAddress> literal, int port) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        bytes.write(CONNECT);
        bytes.write(0);
        if (literal.isPresent()) {
            bytes.write(literal.get() instanceof Inet4Address ? IPV4 : IPV6);
            bytes.writeBytes(literal.get().getAddress());
        } else {
            byte[] name = host.getBytes(UTF_8);
            if (name.length > LONGEST) {
                throw new IOException("a name of " + name.length + " bytes is too long for a SOCKS proxy");
            }
            bytes.write(NAME);
            bytes.write(name.length);
            bytes.writeBytes(name);
        }
        bytes.write(port >> 8);
        bytes.write(port);
        return bytes.toByteArray();
    }
}
