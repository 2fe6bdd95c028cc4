package org.zmq.loom.transport.socks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** A proxy that does as a test says, and remembers what it was told. */
final class ScriptedProxy implements AutoCloseable {
    /** What is done with one connection. */
    @FunctionalInterface
    interface Script {
        void talk(Told in, OutputStream out) throws IOException;
    }

    /** What the client says. */
    static final class Told {
        private final DataInputStream in;
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();

        Told(Socket socket) throws IOException {
            in = new DataInputStream(socket.getInputStream());
        }

        byte[] take(int count) throws IOException {
            byte[] taken = new byte[count];
            in.readFully(taken);
            all.writeBytes(taken);
            return taken;
        }

        /** Takes the request, and where it leads. */
        InetSocketAddress takeRequest() throws IOException {
            byte[] head = take(4);
            byte[] host = head[3] == 3 ? take(take(1)[0]) : take(head[3] == 1 ? 4 : 16);
            byte[] port = take(2);
            InetAddress address =
                    head[3] == 3 ? InetAddress.getByName(new String(host, UTF_8)) : InetAddress.getByAddress(host);
            return new InetSocketAddress(address, (port[0] & 0xff) << 8 | (port[1] & 0xff));
        }

        String hex() {
            return HexFormat.of().formatHex(all.toByteArray());
        }
    }

    static final byte[] SUCCESS = HexFormat.of().parseHex("05000001000000000000");

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    private final List<String> clients = Collections.synchronizedList(new ArrayList<>());
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Script script;

    ScriptedProxy(Script script) throws IOException {
        this.script = script;
        threads.add(Thread.ofVirtual().start(this::accept));
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** The addresses that clients have come from. */
    List<String> clients() {
        return List.copyOf(clients);
    }

    /** What each client has said, in hexadecimal. */
    List<String> said() {
        return List.copyOf(said);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = own(server.accept());
                clients.add(socket.getInetAddress().getHostAddress());
                threads.add(Thread.ofVirtual().start(() -> serve(socket)));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private Socket own(Socket socket) throws IOException {
        sockets.add(socket);
        if (server.isClosed()) {
            socket.close();
        }
        return socket;
    }

    private void serve(Socket socket) {
        try (socket) {
            Told told = new Told(socket);
            try {
                script.talk(told, socket.getOutputStream());
            } finally {
                said.add(told.hex());
            }
        } catch (IOException e) {
            // The client has seen enough.
        }
    }

    /** Connects to where the client wants to go, and passes on what both say. */
    void relay(Told in, OutputStream out, InetSocketAddress to, byte[] reply) throws IOException {
        try (Socket far = own(new Socket())) {
            far.connect(to);
            for (byte part : reply) {
                out.write(part);
            }
            said.add(in.hex());
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    far.getInputStream().transferTo(out);
                } catch (IOException e) {
                    // One of them has hung up.
                }
            }));
            in.in.transferTo(far.getOutputStream());
            far.shutdownOutput();
            far.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : List.copyOf(sockets)) {
            socket.close();
        }
        try {
            for (Thread thread : List.copyOf(threads)) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
