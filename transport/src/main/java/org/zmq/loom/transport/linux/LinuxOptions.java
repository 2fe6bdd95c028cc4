package org.zmq.loom.transport.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.NetworkChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.zmq.loom.Errno;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;

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

    /** The operating system does not want an option to be what it is to be. */
    public static final class Refused extends IOException {
        @Serial
        private static final long serialVersionUID = 1;

        private final int number;

        private Refused(ZmqOption<?> option, SystemCalls.Failed why) {
            super(option + " cannot be set: " + why.getMessage(), why);
            number = why.number();
        }

        /**
         * Why.
         *
         * @return the number of the operating system's error
         */
        public int number() {
            return number;
        }
    }

    private record Setting(ZmqOption<?> option, int level, int number, byte[] value) {}

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
    public static LinuxOptions of(ZmqOptions options) {
        List<Setting> all = new ArrayList<>();
        String device = options.get(ZmqOption.BIND_TO_DEVICE);
        if (!device.isEmpty()) {
            all.add(new Setting(ZmqOption.BIND_TO_DEVICE, SOL_SOCKET, SO_BINDTODEVICE, device.getBytes(UTF_8)));
        }
        Duration retransmit = options.get(ZmqOption.TCP_MAXRT);
        if (!retransmit.isZero()) {
            all.add(number(
                    ZmqOption.TCP_MAXRT, IPPROTO_TCP, TCP_USER_TIMEOUT, (int) Math.max(1, retransmit.toMillis())));
        }
        int poll = options.get(ZmqOption.BUSY_POLL);
        if (poll != 0) {
            all.add(number(ZmqOption.BUSY_POLL, SOL_SOCKET, SO_BUSY_POLL, poll));
        }
        int priority = options.get(ZmqOption.PRIORITY);
        if (priority != 0) {
            all.add(number(ZmqOption.PRIORITY, SOL_SOCKET, SO_PRIORITY, priority));
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
                .filter(setting -> setting.option() == ZmqOption.PRIORITY)
                .toList());
    }

    private static Setting number(ZmqOption<?> option, int level, int number, int value) {
        byte[] bytes = new byte[Integer.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(value);
        return new Setting(option, level, number, bytes);
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    }

    private static boolean isAllowed() {
        return LinuxOptions.class.getModule().isNativeAccessEnabled();
    }

    private void requireAccess() {
        if (all.isEmpty()) {
            return;
        }
        String names = all.stream().map(setting -> setting.option().name()).collect(Collectors.joining(", "));
        if (!isLinux()) {
            throw new ZmqException.EndpointFailed(Errno.ENOTSUP, names + " can be set on Linux only");
        }
        if (!isAllowed()) {
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
     * @throws Refused if the operating system does not want to, with the option and the reason
     * @throws IOException if the channel's descriptor is not found
     */
    public void apply(NetworkChannel channel) throws IOException {
        if (all.isEmpty()) {
            return;
        }
        int descriptor = Descriptors.of(channel);
        for (Setting setting : all) {
            try {
                SystemCalls.set(descriptor, setting.level(), setting.number(), setting.value());
            } catch (SystemCalls.Failed e) {
                throw new Refused(setting.option(), e);
            }
        }
    }
}
