package org.zmq.loom.cli.sockets;

import java.util.List;
import java.util.Optional;
import org.zmq.loom.Message;

/** Where messages come from that are to be sent. */
interface MessageSource {
    /** Waits for the next message; nothing when there are no more. */
    Optional<Message> next() throws InterruptedException;

    /** These messages, again and again until there were {@code count}. */
    static MessageSource of(List<Message> messages, long count) {
        return new MessageSource() {
            private long given;

            @Override
            public Optional<Message> next() {
                return given == count ? Optional.empty() : Optional.of(messages.get((int) (given++ % messages.size())));
            }
        };
    }

    /** The first messages of another source. */
    static MessageSource first(long count, MessageSource source) {
        return new MessageSource() {
            private long given;

            @Override
            public Optional<Message> next() throws InterruptedException {
                return given++ == count ? Optional.empty() : source.next();
            }
        };
    }
}
