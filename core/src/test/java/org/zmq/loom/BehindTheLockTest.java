package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.LoopTransport;

/**
 * Nobody who uses a socket waits for a thread that is being made for it: that may take long, and is the user's code.
 */
@Timeout(60)
class BehindTheLockTest {
    private static final String HERE = "loop://here";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LoopTransport loop = new LoopTransport(4096);
    private final BlockingQueue<String> used = new LinkedBlockingQueue<>();
    private volatile @Nullable ZmqSocket inUse;

    @RegisterExtension
    final Kernel kernel =
            new Kernel(builder -> builder.transport(loop).threads(this::thread).linger(Duration.ZERO));

    private final Context context = kernel.context();

    /** While a thread is made, somebody else uses both sides of the socket. */
    private Thread thread(Runnable task) {
        ZmqSocket socket = inUse;
        if (socket != null) {
            inUse = null;
            try {
                used.add(kernel.callOnPlatform(() -> {
                            socket.pipeStats();
                            return "used";
                        })
                        .result());
            } catch (InterruptedException | AssertionError e) {
                used.add(e.toString());
            }
        }
        return Thread.ofVirtual().unstarted(task);
    }

    private void assertUsed() throws InterruptedException {
        assertThat(used.poll(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("used");
    }

    private static void await(Events events, Class<? extends SocketEvent> wanted) throws InterruptedException {
        while (!wanted.isInstance(events.next(PATIENCE).orElseThrow())) {
            // There are others before it.
        }
    }

    /** The first message begins the writer, at those sockets, too, that send it to several peers at once. */
    @ParameterizedTest
    @EnumSource(names = {"XPUB", "XSUB", "PUSH", "PAIR", "DEALER"})
    void socketIsFreeWhileTheWriterIsMadeForItsFirstMessage(SocketType type) throws InterruptedException {
        ZmqSocket peer = context.socket(
                switch (type) {
                    case XPUB -> SocketType.XSUB;
                    case XSUB -> SocketType.XPUB;
                    case PUSH -> SocketType.PULL;
                    default -> type;
                });
        if (peer instanceof XSubSocket xsub) {
            xsub.send("\u0001");
        }
        peer.bind(HERE);
        FrameSendingSocket socket = (FrameSendingSocket) context.socket(type);
        Events events = socket.events();
        socket.connect(HERE);
        await(events, SocketEvent.HandshakeSucceeded.class);
        if (type == SocketType.XPUB) {
            Message _ = ((XPubSocket) socket).receive(); // the peer has subscribed
        }
        inUse = socket;
        socket.send("first");
        assertUsed();
    }

    @Test
    void socketIsFreeWhileTheWriterIsMadeForItsFirstSubscription() throws InterruptedException {
        context.pub().bind(HERE);
        SubSocket sub = context.sub();
        Events events = sub.events();
        sub.connect(HERE);
        await(events, SocketEvent.HandshakeSucceeded.class);
        inUse = sub;
        sub.subscribe("topic");
        assertUsed();
    }

    @Test
    void socketIsFreeWhileTheWriterIsMadeForTheEndOfABytestream() throws InterruptedException {
        context.stream().bind(HERE);
        StreamSocket stream = context.stream();
        stream.connect(HERE);
        Message arrival = stream.receive();
        inUse = stream;
        stream.send(Message.of("").behind(arrival.sender().orElseThrow()));
        assertUsed();
    }
}
