package org.zmq.loom.cli.demo;

import java.nio.ByteBuffer;

/**
 * What the messages of the demo carry.
 *
 * @param sender which process
 * @param number how many messages the sender has sent before
 * @param task the number of the task that a result belongs to
 */
record Numbered(int sender, long number, long task) {
    private static final int BYTES = Integer.BYTES + 2 * Long.BYTES;

    static Numbered of(int sender, long number) {
        return new Numbered(sender, number, number);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putInt(sender)
                .putLong(number)
                .putLong(task)
                .array();
    }

    static Numbered read(ByteBuffer bytes) {
        return new Numbered(bytes.getInt(), bytes.getLong(), bytes.getLong());
    }
}
