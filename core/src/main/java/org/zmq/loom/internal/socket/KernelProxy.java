package org.zmq.loom.internal.socket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.Poller;
import org.zmq.loom.Poller.Interest;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.ZmqArgumentException;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;

/** A proxy at work. */
public final class KernelProxy {
    /* How many messages go one way before the other way, and the control, have their turn. */
    private static final int TURN = 1000;

    /** What went through one socket, as the statistics have it. */
    private static final class Traffic {
        private long framesIn;
        private long bytesIn;
        private long framesOut;
        private long bytesOut;
    }

    /** One direction; null where a socket cannot receive or the other cannot send. */
    private final class Way {
        private final ReceivingSocket from;
        private final SendingSocket to;
        private final Traffic in;
        private final Traffic out;
        private @Nullable Message held; // taken, and not passed on yet

        Way(ReceivingSocket from, SendingSocket to, Traffic in, Traffic out) {
            this.from = from;
            this.to = to;
            this.in = in;
            this.out = out;
        }

        /** Passes on what can be passed on now; whether anything was. */
        boolean pass() throws InterruptedException {
            int passed = 0;
            while (passed < TURN && (from == to || to.canSend())) {
                Message message = held != null ? held : take();
                if (message == null) {
                    break;
                }
                if (!offer(message)) {
                    break;
                }
                held = null;
                out.framesOut += message.frameCount();
                out.bytesOut += message.size();
                passed++;
            }
            return passed > 0;
        }

        /** Whether the message was sent; not if somebody else was faster. */
        private boolean offer(Message message) throws InterruptedException {
            try {
                if (to.trySend(message)) {
                    return true;
                }
                // It may say that it can and not take this one, as an XPUB does: then only waiting with the message
                // helps.
                return to.canSend() && to.send(message, ZmqOption.FOREVER);
            } catch (ZmqException.SocketClosed | ZmqException.Terminated end) {
                throw end;
            } catch (RuntimeException refused) {
                held = null; // it is the message that cannot be sent, and whoever took it next would fail, too
                throw refused;
            }
        }

        private @Nullable Message take() throws InterruptedException {
            Optional<Message> taken = from.tryReceive();
            if (taken.isEmpty()) {
                return null;
            }
            Message message = taken.get();
            held = message;
            in.framesIn += message.frameCount();
            in.bytesIn += message.size();
            if (capture != null) {
                capture.send(message);
            }
            return message;
        }

        /** What to wait for before {@link #pass} can do anything. */
        void want(Map<ZmqSocket, EnumSet<Interest>> wanted) {
            // Told of both, a proxy with one slow side would spin; so it waits for what is missing.
            if (held != null || (from != to && !to.canSend())) {
                add(wanted, to, Interest.SEND);
            } else {
                add(wanted, from, Interest.RECEIVE);
            }
        }

        private static void add(Map<ZmqSocket, EnumSet<Interest>> wanted, ZmqSocket socket, Interest interest) {
            wanted.computeIfAbsent(socket, _ -> EnumSet.noneOf(Interest.class)).add(interest);
        }

        /** Gives a message that was taken and not passed on back to whoever receives next. */
        void giveBack() {
            if (held != null && from instanceof KernelSocket socket) {
                socket.keep(held);
            }
        }
    }

    private final List<Way> ways = new ArrayList<>(2);
    private final Traffic front = new Traffic();
    private final Traffic back = new Traffic();
    private final KernelSocket frontend;
    private final KernelSocket backend;
    private final @Nullable SendingSocket capture;
    private final @Nullable ReceivingSocket control;
    private boolean paused;
    private boolean over;

    /** A proxy between two sockets that were made by a context. */
    public KernelProxy(
            ZmqSocket frontend, ZmqSocket backend, @Nullable SendingSocket capture, @Nullable ReceivingSocket control) {
        this.frontend = (KernelSocket) Objects.requireNonNull(frontend, "frontend");
        this.backend = (KernelSocket) Objects.requireNonNull(backend, "backend");
        this.capture = capture;
        this.control = control;
        if (frontend instanceof ReceivingSocket from && backend instanceof SendingSocket to) {
            ways.add(new Way(from, to, front, back));
        }
        if (frontend != backend && backend instanceof ReceivingSocket from && frontend instanceof SendingSocket to) {
            ways.add(new Way(from, to, back, front));
        }
        if (ways.isEmpty()) {
            throw new ZmqArgumentException("nothing can pass between a " + frontend.type() + " and a " + backend.type()
                    + ": neither receives what the other sends");
        }
    }

    /** Passes messages on until told to end. */
    public void run() throws InterruptedException {
        try {
            while (!over) {
                obey();
                boolean passed = false;
                if (!paused && !over) {
                    for (Way way : ways) {
                        passed |= way.pass();
                    }
                }
                if (!passed && !over) {
                    await();
                } else if (Thread.interrupted()) {
                    throw new InterruptedException("the proxy was interrupted");
                }
            }
        } finally {
            ways.forEach(Way::giveBack);
        }
    }

    private void await() throws InterruptedException {
        Map<ZmqSocket, EnumSet<Interest>> wanted = new HashMap<>();
        if (!paused) {
            ways.forEach(way -> way.want(wanted));
        }
        if (control != null) {
            Way.add(wanted, control, Interest.RECEIVE);
        }
        for (ZmqSocket other : others()) {
            wanted.putIfAbsent(other, EnumSet.noneOf(Interest.class)); // of these, only the end
        }
        try (KernelPoller poller = new KernelPoller(frontend.context().environment())) {
            wanted.forEach((socket, interests) -> poller.add(socket, interests, socket));
            for (Poller.Ready ready : poller.poll()) {
                if (ready.isClosed()) {
                    ((KernelSocket) ready.source()).checkOpenNow(); // says which it is
                }
            }
        }
    }

    private List<ZmqSocket> others() {
        return capture == null ? List.of(frontend, backend) : List.of(frontend, backend, capture);
    }

    private void obey() throws InterruptedException {
        if (control == null) {
            return;
        }
        Optional<Message> command = control.tryReceive();
        if (command.isEmpty()) {
            return;
        }
        Message answer = Message.empty();
        if (command.get().frameCount() == 1) {
            switch (command.get().text()) {
                case "PAUSE" -> paused = true;
                case "RESUME" -> paused = false;
                case "TERMINATE" -> over = true;
                case "STATISTICS" -> answer = statistics();
                default -> {
                    // An unknown command does nothing, but a REP owes an answer to that, too.
                }
            }
        }
        boolean asked = answer.frameCount() > 1 || control.type() == org.zmq.loom.SocketType.REP;
        if (asked && control instanceof SendingSocket answers) {
            answers.send(answer);
        }
    }

    private Message statistics() {
        return Message.of(
                number(front.framesIn),
                number(front.bytesIn),
                number(front.framesOut),
                number(front.bytesOut),
                number(back.framesIn),
                number(back.bytesIn),
                number(back.framesOut),
                number(back.bytesOut));
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(value)
                .array();
    }
}
