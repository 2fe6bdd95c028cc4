package org.zmq.loom.cli.perf;

import java.io.Closeable;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.cli.Failure;

/**
 * A socket as the perf tools need it: all messages have the same size.
 *
 * <p>Threading: one thread. Errors: what a library cannot do is refused with a {@link Failure}.
 */
public interface Port extends Closeable {
    /** Binds; the endpoint with wildcards resolved. */
    String bind(String endpoint);

    /** Connects. */
    void connect(String endpoint);

    /** Sends the next message, or some of the next; how many, from 1 to {@code most}. */
    long send(long most) throws InterruptedException;

    /** Receives a message, or some; how many, from 1 to {@code most}. Fails if one is of the wrong size. */
    long receive(long most) throws InterruptedException;

    /** Sends exactly so many. */
    default void sendAll(long count) throws InterruptedException {
        for (long left = count; left > 0; ) {
            left -= send(left);
        }
    }

    /** Receives exactly so many. */
    default void receiveAll(long count) throws InterruptedException {
        for (long left = count; left > 0; ) {
            left -= receive(left);
        }
    }

    /** Sets an option; one that libzmq does not have means nothing to other libraries. */
    default <T> void set(ZmqOption<T> option, T value) {
        throw cannot("set options");
    }

    /** Lets every message have so many frames, each of the size. */
    default void frames(int count) {
        if (count != 1) {
            throw cannot("send messages of several frames");
        }
    }

    /** Lets the messages that are sent have these bytes, in turn. Their number is a power of two, and all have the size. */
    default void contents(byte[][] bodies) {
        throw cannot("choose what is sent");
    }

    /** Subscribes a SUB. */
    default void subscribe(byte[] topic) {
        throw cannot("subscribe");
    }

    /** Waits until an XPUB is told of a subscription. */
    default void awaitSubscription() throws InterruptedException {
        throw cannot("wait for subscriptions");
    }

    /** The same socket for another thread, to be closed with this one. */
    default Port another() {
        throw Failure.usage("a socket of this library is for one thread; give --sockets instead of --threads");
    }

    private static Failure cannot(String what) {
        return Failure.usage("the tools cannot " + what + " with this library");
    }

    /** Closes it; what was sent goes out before the library is closed. */
    @Override
    void close();
}
