package org.zmq.loom.cli.scale;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.zmq.loom.SocketType;

/**
 * A process that is many peers of one bound socket. A line on its standard input tells what to do, a line on its standard output that it is
 * done; it ends with its input.
 *
 * <pre>
 * connect COUNT        connects so many more, which do nothing from then on
 * push BYTES COUNT     connects one more, which sends so many messages and leaves
 * </pre>
 */
public final class Crowd {
    /* So many say their part before the answer of the first is read; less than a listener lets wait. */
    private static final int AT_ONCE = 64;

    private final InetSocketAddress address;
    private final List<RawPeer> idle = new ArrayList<>();

    private Crowd(String endpoint) {
        address = RawPeer.address(endpoint);
    }

    /** Peers of the socket at the endpoint that is the only argument. */
    public static void main(String[] arguments) {
        Crowd crowd = new Crowd(arguments[0]);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                crowd.act(line.split(" ", -1));
                System.out.println("done");
            }
        } catch (IOException e) {
            System.err.println("zmq conn_scale: cannot be a peer of " + arguments[0] + ": " + e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }

    private void act(String[] words) throws IOException {
        switch (words[0]) {
            case "connect" -> connect(Integer.parseInt(words[1]));
            case "push" -> push(Integer.parseInt(words[1]), Long.parseLong(words[2]));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private void connect(int count) throws IOException {
        for (int left = count; left > 0; left -= AT_ONCE) {
            int from = idle.size();
            for (int i = 0; i < Math.min(AT_ONCE, left); i++) {
                RawPeer peer = new RawPeer(address);
                idle.add(peer);
                peer.greet(SocketType.PUSH);
            }
            for (RawPeer peer : idle.subList(from, idle.size())) {
                peer.hear();
            }
        }
    }

    private void push(int bytes, long count) throws IOException {
        try (RawPeer peer = new RawPeer(address)) {
            peer.greet(SocketType.PUSH);
            peer.hear();
            peer.push(bytes, count);
        }
    }
}
