package org.zmq.loom.transport.tcp;

import java.io.IOException;
import java.nio.channels.Channel;

/**
 * Closes channels without fail. When the operating system complains of one, the channel is closed all the same and
 * nobody can do anything about it, so the complaint goes to the log, as a detail for whoever searches.
 *
 * <p>Threading: any thread.
 */
final class Quietly {
    private Quietly() {}

    static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            System.getLogger("org.zmq.loom").log(System.Logger.Level.DEBUG, "closing " + channel + " failed", e);
        }
    }
}
