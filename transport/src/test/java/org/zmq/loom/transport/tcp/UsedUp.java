package org.zmq.loom.transport.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.zmq.loom.Context;
import org.zmq.loom.Events;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;

/** A program that uses all its file descriptors up and says what becomes of its endpoints then, and afterwards. */
final class UsedUp {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private UsedUp() {}

    static void main() throws Exception {
        try (Context context = Context.builder().linger(Duration.ZERO).build();
                SocketChannel caller = SocketChannel.open()) {
            PullSocket pull = context.pull();
            Events accepts = pull.events();
            String bound = pull.bind("tcp://127.0.0.1:*").toString();
            int port = Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1));
            PushSocket push = context.push();
            push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(10));
            Events connects = push.events();
            loadClasses();
            List<SocketChannel> all = useUp();
            try {
                for (String endpoint : List.of(
                        "tcp://127.0.0.1:*",
                        "tcp://*:*",
                        "tcp://lo:*",
                        "tcp://[fe80::1%lo]:*",
                        "tcp://nobody-knows-it.invalid:*")) {
                    bind(context, endpoint);
                }
                push.connect(bound);
                System.out.println(await(connects, SocketEvent.ConnectFailed.class));
                PushSocket elsewhere = context.push();
                Events fails = elsewhere.events();
                elsewhere.connect("tcp://nobody-knows-it.invalid:9");
                System.out.println(await(fails, SocketEvent.ConnectFailed.class));
                elsewhere.close();
                caller.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                System.out.println(await(accepts, SocketEvent.AcceptFailed.class));
            } finally {
                for (SocketChannel channel : all) {
                    channel.close();
                }
            }
            push.send("afterwards");
            System.out.println(pull.receive(PATIENCE).orElseThrow());
        }
    }

    private static void bind(Context context, String endpoint) {
        PullSocket socket = context.pull();
        try {
            System.out.println("bound to " + socket.bind(endpoint));
        } catch (ZmqException.EndpointFailed e) {
            System.out.println(endpoint + " " + e.errno() + " " + e.getMessage());
        }
        socket.close();
    }

    private static List<SocketChannel> useUp() {
        List<SocketChannel> all = new ArrayList<>();
        try {
            while (true) {
                all.add(SocketChannel.open());
            }
        } catch (IOException e) {
            System.out.println(all.size() + " channels, and then " + e);
        }
        return all;
    }

    private static <E extends SocketEvent> E await(Events events, Class<E> type) throws InterruptedException {
        while (true) {
            SocketEvent event = events.next(PATIENCE).orElseThrow();
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
    }

    /** Classes in folders need descriptors to be loaded. */
    private static void loadClasses() throws Exception {
        for (Class<?> one : List.of(Context.class, TcpTransport.class, UsedUp.class)) {
            URL place = one.getProtectionDomain().getCodeSource().getLocation();
            if (place.getPath().endsWith(".jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place), Map.of())) {
                    loadClasses(jar.getPath("/"));
                }
            } else {
                loadClasses(Path.of(place.toURI()));
            }
        }
    }

    private static void loadClasses(Path root) throws Exception {
        List<String> names;
        try (Stream<Path> files = Files.walk(root)) {
            names = files.map(root::relativize)
                    .map(Path::toString)
                    .filter(name ->
                            name.endsWith(".class") && name.startsWith("org/zmq") && !name.endsWith("Test.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
        for (String name : names) {
            try {
                Class<?> _ = Class.forName(name, !name.contains("SystemCalls"), UsedUp.class.getClassLoader());
            } catch (LinkageError | ClassNotFoundException e) {
                // It needs a library that this program does not have, and does not need.
            }
        }
    }
}
