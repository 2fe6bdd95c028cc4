package org.zmq.loom.transport.tcp;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import jdk.net.ExtendedSocketOptions;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOption.KeepAlive;
import org.zmq.loom.ZmqOptions;

/** What the operating system is told about a socket. */
final class TcpSettings {
    private TcpSettings() {}

    /** Before the socket is bound to listen: what accepted connections inherit. */
    static void prepare(NetworkChannel channel, ZmqOptions options) throws IOException {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        int receive = options.get(ZmqOption.RECEIVE_BUFFER);
        if (receive != ZmqOption.SYSTEM_DEFAULT) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receive);
        }
    }

    /** On every connection, before it connects or after it was accepted. */
    static void tune(NetworkChannel channel, ZmqOptions options) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        int send = options.get(ZmqOption.SEND_BUFFER);
        if (send != ZmqOption.SYSTEM_DEFAULT) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, send);
        }
        int receive = options.get(ZmqOption.RECEIVE_BUFFER);
        if (receive != ZmqOption.SYSTEM_DEFAULT) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receive);
        }
        int service = options.get(ZmqOption.TYPE_OF_SERVICE);
        if (service != 0) {
            channel.setOption(StandardSocketOptions.IP_TOS, service);
        }
        KeepAlive keepAlive = options.get(ZmqOption.TCP_KEEPALIVE);
        if (keepAlive != KeepAlive.SYSTEM_DEFAULT) {
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, keepAlive == KeepAlive.ON);
            tune(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, options.get(ZmqOption.TCP_KEEPALIVE_COUNT));
            tune(channel, ExtendedSocketOptions.TCP_KEEPIDLE, options.get(ZmqOption.TCP_KEEPALIVE_IDLE));
            tune(channel, ExtendedSocketOptions.TCP_KEEPINTERVAL, options.get(ZmqOption.TCP_KEEPALIVE_INTERVAL));
        }
    }

    private static void tune(NetworkChannel channel, java.net.SocketOption<Integer> option, int value)
            throws IOException {
        if (value != ZmqOption.SYSTEM_DEFAULT) {
            channel.setOption(option, value);
        }
    }
}
