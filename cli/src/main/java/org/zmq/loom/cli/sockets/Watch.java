package org.zmq.loom.cli.sockets;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Events;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.TimeConverter;

/**
 * Tells the user on standard error what happens to a socket's connections: everything, or only what somebody who waits in vain needs to know,
 * once.
 */
final class Watch {
    /** How much is told. */
    enum Detail {
        /** What goes wrong, once for each endpoint. */
        TROUBLE,
        /** Every event. */
        EVERYTHING
    }

    /* So many different troubles are told; peers choose some of the words. */
    private static final int MOST = 1000;

    private final String name;
    private final PrintStream err;
    private final Detail detail;
    private final Outlook outlook = new Outlook();
    private final Set<String> told = new HashSet<>(); // by the thread that watches
    private @Nullable Thread watching;

    Watch(String name, PrintStream err, Detail detail) {
        this.name = name;
        this.err = err;
        this.detail = detail;
    }

    /** Watches until the socket is closed. */
    void start(ZmqSocket socket) {
        Events events = socket.events();
        watching = Thread.ofVirtual().name("watch").start(() -> follow(events));
    }

    /** Waits until everything that happened is told; the socket is closed. */
    void awaitEnd() throws InterruptedException {
        if (watching != null) {
            watching.join();
        }
    }

    private void follow(Events events) {
        try (events) {
            for (Optional<SocketEvent> next = events.next(); next.isPresent(); next = events.next()) {
                SocketEvent event = next.get();
                outlook.saw(event);
                if (detail == Detail.EVERYTHING) {
                    say(text(event));
                } else {
                    trouble(event);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whom the socket talks to, by what has happened to it. */
    Outlook outlook() {
        return outlook;
    }

    /** Tells which endpoint a wildcard has become. */
    void bound(String asked, Endpoint got) {
        if (detail == Detail.TROUBLE && !asked.equals(got.toString())) {
            say("bound to " + got);
        }
    }

    /** A line of its own. */
    void say(String line) {
        err.println(name + ": " + line);
    }

    private void trouble(SocketEvent event) {
        switch (event) {
            case SocketEvent.ConnectFailed failed ->
                sayOnce(text(failed), text(failed) + "; trying on, Ctrl-C to give up");
            // Whoever tries again comes from another port each time.
            case SocketEvent.HandshakeFailed failed ->
                sayOnce(failed.endpoint() + " " + text(failed.cause()), text(failed));
            case SocketEvent.AcceptFailed failed -> sayOnce(text(failed), text(failed));
            default -> {
                // Somebody who wants to know asks for --verbose.
            }
        }
    }

    private void sayOnce(String what, String line) {
        if (told.size() < MOST && told.add(what)) {
            say(line);
        }
    }

    static String text(SocketEvent event) {
        return switch (event) {
            case SocketEvent.Listening(var at) -> "listening at " + at;
            case SocketEvent.BindFailed(var at, var errno) -> "cannot bind " + at + ": " + errno + " " + errno.text();
            case SocketEvent.Accepted(var at, var peer) -> "accepted " + peer + " at " + at;
            case SocketEvent.AcceptFailed(var at, var reason) -> "cannot accept at " + at + ": " + reason;
            case SocketEvent.Connected(var at, var peer) -> "connected to " + at + " (" + peer + ")";
            case SocketEvent.ConnectDelayed(var at) -> "connecting to " + at;
            case SocketEvent.ConnectFailed(var at, var reason) -> "cannot connect to " + at + ": " + reason;
            case SocketEvent.ConnectRetried(var at, var delay) ->
                "connecting to " + at + " again in " + TimeConverter.text(delay);
            case SocketEvent.Closed(var at) -> "closed " + at;
            case SocketEvent.HandshakeSucceeded(var at, var peer) -> "ready to talk to " + peer + " at " + at;
            case SocketEvent.HandshakeFailed(var at, var peer, var cause) ->
                "no agreement with " + peer + " at " + at + ": " + text(cause);
            case SocketEvent.Disconnected(var at, var peer, var cause) ->
                "lost " + peer + " at " + at + ": " + text(cause);
            case SocketEvent.PipeStats(var at, var peer, var outbound, var inbound) ->
                outbound + " messages wait to be sent to " + (peer.isEmpty() ? "nobody" : peer) + " at " + at + ", "
                        + inbound + " to be received";
            case SocketEvent.MessagesDropped(var at, var count) -> count + " messages for " + at + " were dropped";
            case SocketEvent.EventsLost(var at, var count) -> count + " events were lost, the last at " + at;
        };
    }

    private static String text(Cause cause) {
        return switch (cause) {
            case Cause.PeerClosed() -> "it ended the connection";
            case Cause.Broken(var reason) -> reason;
            case Cause.Violation(var error, var reason) -> reason + " (" + error + ")";
            case Cause.Rejected(var reason) -> "it will not have us: " + reason;
            case Cause.Refused(var reason) -> reason;
            case Cause.TimedOut(var reason) -> reason;
        };
    }
}
