package org.zmq.loom.cli.perf;

import java.io.Closeable;

/**
 * A socket as the perf tools need it: all messages have the same size.
 *
 * <p>Threading: one thread.
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

    /** Closes it; what was sent goes out before the library is closed. */
    @Override
    void close();
}
