package org.zmq.loom.transport.linux;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.NetworkChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import jdk.net.ExtendedSocketOptions;

/**
 * Finds the file descriptor of a channel, which Java keeps to itself.
 *
 * <p>How: Java writes a random mark on the socket, and the operating system tells which descriptor bears it. The mark is made of three numbers
 * that say how an idle TCP connection is probed; they mean nothing in the moment before they are put back, because a probe is hours away or
 * not asked for. That it is the right one is made sure of with a second mark. While the channel is open its descriptor stays the same.
 */
final class Descriptors {
    private static final int IPPROTO_TCP = 6;

    /** One number of a mark: Java's name and the operating system's. */
    private record Place(SocketOption<Integer> option, int number, int highest) {}

    private static final List<Place> PLACES = List.of(
            new Place(ExtendedSocketOptions.TCP_KEEPIDLE, 4, 32_767),
            new Place(ExtendedSocketOptions.TCP_KEEPINTERVAL, 5, 32_767),
            new Place(ExtendedSocketOptions.TCP_KEEPCOUNT, 6, 127));

    private static final Path OPEN = Path.of("/proc/self/fd");

    private Descriptors() {}

    /**
     * The descriptor of a channel.
     *
     * @throws IOException if the channel is closed, or no descriptor is its own
     */
    static int of(NetworkChannel channel) throws IOException {
        List<Integer> before = new ArrayList<>();
        for (Place place : PLACES) {
            before.add(channel.getOption(place.option()));
        }
        try {
            List<Integer> mark = mark(channel);
            for (int candidate : open()) {
                if (bears(candidate, mark) && bears(candidate, mark(channel))) {
                    return candidate;
                }
            }
        } finally {
            put(channel, before);
        }
        throw new IOException("no file descriptor in " + OPEN + " is that of " + channel);
    }

    private static List<Integer> mark(NetworkChannel channel) throws IOException {
        List<Integer> mark = PLACES.stream()
                .map(place -> ThreadLocalRandom.current().nextInt(1, place.highest() + 1))
                .toList();
        put(channel, mark);
        return mark;
    }

    private static void put(NetworkChannel channel, List<Integer> numbers) throws IOException {
        for (int i = 0; i < PLACES.size(); i++) {
            channel.setOption(PLACES.get(i).option(), numbers.get(i));
        }
    }

    private static boolean bears(int descriptor, List<Integer> mark) {
        for (int i = 0; i < PLACES.size(); i++) {
            OptionalInt number =
                    SystemCalls.get(descriptor, IPPROTO_TCP, PLACES.get(i).number());
            if (number.isEmpty() || number.getAsInt() != mark.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static List<Integer> open() throws IOException {
        List<Integer> descriptors = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(OPEN)) {
            all.forEach(one -> descriptors.add(Integer.valueOf(one.getFileName().toString())));
        }
        return descriptors;
    }
}
