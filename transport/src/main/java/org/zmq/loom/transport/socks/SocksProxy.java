package org.zmq.loom.transport.socks;

import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;

/**
 * Where a proxy is, and who to be for it.
 *
 * @param host a name or an address, without brackets
 * @param port where it listens
 * @param user empty for nobody
 * @param password of the user
 */
public record SocksProxy(String host, int port, String user, String password) {
    /**
     * The proxy that the options name.
     *
     * @param options of an endpoint, which do name one
     * @return where it is, and who to be
     */
    public static SocksProxy of(ZmqOptions options) {
        String text = options.get(ZmqOption.SOCKS_PROXY);
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon);
        return new SocksProxy(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                Integer.parseInt(text.substring(colon + 1)),
                options.get(ZmqOption.SOCKS_USERNAME),
                options.get(ZmqOption.SOCKS_PASSWORD));
    }

    /** A host and a port as text. */
    static String at(String host, int port) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** Where it is; not what proves who we are. */
    @Override
    public String toString() {
        return at(host, port);
    }
}
