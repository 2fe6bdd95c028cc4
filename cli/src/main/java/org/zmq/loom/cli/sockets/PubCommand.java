package org.zmq.loom.cli.sockets;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.zmq.loom.Context;
import org.zmq.loom.SocketType;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.TimeConverter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Publishes to subscribers.
 *
 * <p>What is published before anybody has subscribed goes nowhere, which is rarely what somebody at a terminal wants. So this waits for subscriptions;
 * an XPUB, which is told of them, takes the place of the PUB, and no peer can tell the difference.
 */
@Command(
        name = "pub",
        description = {
            "Publishes messages to every subscriber that asked for them",
            "",
            "A subscriber gets the messages whose first frame begins with one of its topics. A slow one is waited for, so that nothing is lost; with -o ZMQ_XPUB_NODROP=0 it misses what it has no room for, as ZeroMQ does by default."
        },
        footer = {
            "  zmq pub --bind tcp://127.0.0.1:5556 'weather sunny' 'news none'",
            "  vmstat 1 | zmq pub --bind tcp://127.0.0.1:5556",
            "  zmq pub --bind tcp://127.0.0.1:5556 --interval 1s --count 60 tick"
        })
public final class PubCommand extends SendingCommand {
    @Option(
            names = {"-w", "--subscriptions"},
            paramLabel = "N",
            description =
                    "Waits for N subscriptions before it sends. Default: 1; 0 sends at once, to whoever is there.")
    private int subscriptions = 1;

    /** A command for this terminal. */
    public PubCommand(Terminal terminal) {
        super(terminal, SocketType.PUB);
    }

    @Override
    void check() {
        super.check();
        if (subscriptions < 0) {
            throw Failure.usage("--subscriptions " + subscriptions + " makes no sense; give 0 or more");
        }
    }

    @Override
    SocketType type() {
        return subscriptions == 0 ? SocketType.PUB : SocketType.XPUB;
    }

    @Override
    void preset(ZmqSocket socket) {
        socket.set(ZmqOption.XPUB_NODROP, true);
        if (subscriptions > 0) {
            socket.set(ZmqOption.XPUB_VERBOSE, true); // or else a second one to the same topic goes unnoticed
        }
    }

    @Override
    void talk(Context context, ZmqSocket socket) throws InterruptedException {
        if (subscriptions > 0) {
            awaitSubscriptions(context, (XPubSocket) socket);
        }
        super.talk(context, socket);
    }

    private void awaitSubscriptions(Context context, XPubSocket socket) throws InterruptedException {
        Semaphore arrived = new Semaphore(0);
        Thread _ = context.fork("subscriptions", () -> {
            while (true) {
                byte[] notice = socket.receive().frame(0);
                if (notice.length > 0 && notice[0] == 1) {
                    arrived.release();
                }
            }
        });
        if (timeout() == null) {
            arrived.acquire(subscriptions);
        } else if (!arrived.tryAcquire(subscriptions, timeout().toMillis(), TimeUnit.MILLISECONDS)) {
            throw Failure.world(arrived.availablePermits() + " of " + subscriptions + " subscriptions came within "
                    + TimeConverter.text(timeout()));
        }
    }
}
