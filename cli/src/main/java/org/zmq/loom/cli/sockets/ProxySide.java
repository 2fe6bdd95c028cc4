package org.zmq.loom.cli.sockets;

import java.util.Locale;
import org.zmq.loom.Endpoint;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Transports;

/** What a proxy is told of one of its sockets: {@code TYPE:[connect:]ENDPOINT}. */
record ProxySide(SocketType type, boolean connects, Endpoint endpoint) {
    private static final String CONNECT = "connect:";

    static ProxySide parse(String option, String text) {
        int colon = text.indexOf(':');
        SocketType type = SocketType.named(text.substring(0, Math.max(colon, 0)).toUpperCase(Locale.ROOT))
                .orElseThrow(() -> Failure.usage(option + " " + text
                        + " has no type of socket in front; write TYPE:ENDPOINT, as in router:tcp://127.0.0.1:5559"));
        String rest = text.substring(colon + 1);
        boolean connects = rest.startsWith(CONNECT);
        return new ProxySide(type, connects, Transports.checked(connects ? rest.substring(CONNECT.length()) : rest));
    }

    void applyTo(ZmqSocket socket, Watch watch) {
        String text = endpoint.toString();
        if (connects) {
            Endpoint _ = socket.connect(text);
        } else {
            watch.bound(text, socket.bind(text));
        }
    }
}
