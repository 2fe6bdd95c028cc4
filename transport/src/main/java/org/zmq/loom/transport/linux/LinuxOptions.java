package org.zmq.loom.transport.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.NetworkChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.zmq.loom.Errno;
import org.zmq.loom.SocketOption;
import org.zmq.loom.SocketOptions;
import org.zmq.loom.ZmqException;

/**
 * The options of an endpoint that are set by calls of the operating system.
 *
 * <p>Source: socket(7), tcp(7) of Linux, for the numbers.
 */
public final class LinuxOptions {
    private static final int SOL_SOCKET = 1;
    private static final int SO_PRIORITY = 12;
    private static final int SO_BINDTODEVICE = 25;
    private static final int SO_BUSY_POLL = 46;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_USER_TIMEOUT = 18;

    private record Setting(SocketOption<?> option, int level, int number, byte[] value) {}

    private final List<Setting> all;

    private LinuxOptions(List<Setting> all) {
        this.all = all;
    }

    /**
     * The options that a connection is to have, and a listener.
     *
     * @param options of the endpoint
     * @return those of them that are set here, which may be none
     * @throws ZmqException.EndpointFailed if there are some and they cannot be set here, with what can be done
     */
    public static LinuxOptions of(SocketOptions options) {
        List<Setting> all = new ArrayList<>();
        String device = options.get(SocketOption.BIND_TO_DEVICE);
        if (!device.isEmpty()) {
            all.add(new Setting(SocketOption.BIND_TO_DEVICE, SOL_SOCKET, SO_BINDTODEVICE, device.getBytes(UTF_8)));
        }
        Duration retransmit = options.get(SocketOption.TCP_MAXRT);
        if (!retransmit.isZero()) {
            all.add(number(SocketOption.TCP_MAXRT, IPPROTO_TCP, TCP_USER_TIMEOUT, (int) retransmit.toMillis()));
        }
        int poll = options.get(SocketOption.BUSY_POLL);
        if (poll != 0) {
            all.add(number(SocketOption.BUSY_POLL, SOL_SOCKET, SO_BUSY_POLL, poll));
        }
        int priority = options.get(SocketOption.PRIORITY);
        if (priority != 0) {
            all.add(number(SocketOption.PRIORITY, SOL_SOCKET, SO_PRIORITY, priority));
        }
        LinuxOptions linux = new LinuxOptions(all);
        linux.requireAccess();
        return linux;
    }

    /**
     * What an accepted connection does not have from its listener.
     *
     * @return some of these options
     */
    public LinuxOptions ofAccepted() {
        return new LinuxOptions(all.stream()
                .filter(setting -> setting.option() == SocketOption.PRIORITY)
                .toList());
    }

    private static Setting number(SocketOption<?> option, int level, int number, int value) {
        byte[] bytes = new byte[Integer.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(value);
        return new Setting(option, level, number, bytes);
    }

    private void requireAccess() {
        if (all.isEmpty()) {
            return;
        }
        String names = all.stream().map(setting -> setting.option().name()).collect(Collectors.joining(", "));
        if (!SystemCalls.exist()) {
            throw new ZmqException.EndpointFailed(Errno.ENOTSUP, names + " can be set on Linux only");
        }
        if (!SystemCalls.areAllowed()) {
            throw new ZmqException.EndpointFailed(
                    Errno.ENOTSUP,
                    names + " needs a call of the operating system, which the program does not allow; start it with"
                            + " --enable-native-access=org.zmq.loom.transport");
        }
    }

    /**
     * Sets the options.
     *
     * @param channel a channel that is open
     * @throws IOException if the operating system does not want to, with the option and the reason
     */
    public void apply(NetworkChannel channel) throws IOException {
        if (all.isEmpty()) {
            return;
        }
        int descriptor = Descriptors.of(channel);
        for (Setting setting : all) {
            try {
                SystemCalls.set(descriptor, setting.level(), setting.number(), setting.value());
            } catch (IOException e) {
                throw new IOException(setting.option() + " cannot be set: " + e.getMessage(), e);
            }
        }
    }
}
