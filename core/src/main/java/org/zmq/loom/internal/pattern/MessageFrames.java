package org.zmq.loom.internal.pattern;

import org.zmq.loom.Message;
import org.zmq.loom.internal.MessageAccess;

/** The frames of messages as patterns need them: not copied. */
final class MessageFrames {
    static final MessageAccess MESSAGES = MessageAccess.get();
    static final byte[] EMPTY = {};
    static final byte[][] NONE = {};

    private MessageFrames() {}

    /** A frame, which must not be written to. */
    static byte[] at(Message message, int index) {
        byte[][] frames = MESSAGES.many(message);
        return frames == null ? MESSAGES.first(message) : frames[index];
    }

    /** Whether a frame asks for what begins with the rest of it. */
    static boolean subscribes(byte[] frame) {
        return frame.length > 0 && frame[0] == 1;
    }

    /** Whether a frame takes that back. */
    static boolean cancels(byte[] frame) {
        return frame.length > 0 && frame[0] == 0;
    }

    /** Whether there is nothing to look for among the frames behind the first, since that is no subscription and only the first counts. */
    static boolean isPlain(Message message, boolean onlyFirstCounts) {
        byte[] first = at(message, 0);
        return onlyFirstCounts && !subscribes(first) && !cancels(first);
    }

    /** A message without those of its frames that subscribe or cancel; so many are left. */
    static Message withoutSubscriptions(Message message, int left) {
        byte[][] kept = new byte[left][];
        int count = 0;
        for (int i = 0; i < message.frameCount(); i++) {
            byte[] frame = at(message, i);
            if (!subscribes(frame) && !cancels(frame)) {
                kept[count++] = frame;
            }
        }
        return MESSAGES.some(kept, message);
    }

    /** The frames of a message behind another one. */
    static byte[][] behind(byte[] first, Message message) {
        byte[][] all = new byte[1 + message.frameCount()][];
        all[0] = first;
        for (int i = 0; i < message.frameCount(); i++) {
            all[i + 1] = at(message, i);
        }
        return all;
    }
}
