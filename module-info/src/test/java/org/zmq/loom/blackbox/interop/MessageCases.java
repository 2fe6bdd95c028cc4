package org.zmq.loom.blackbox.interop;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;

/** Messages of every form arrive as they were sent, between all types that may talk, whoever binds. */
interface MessageCases extends Cases {
    private Conversation begin(Meeting meeting) throws InterruptedException {
        return meeting.begin(ours(meeting.ours()), theirs(meeting.theirs()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.zmq.loom.blackbox.interop.Meeting#all")
    default void framesArriveAsTheyWereSent(Meeting meeting) throws InterruptedException {
        Conversation conversation = begin(meeting);
        byte[] large = Content.counting(100_000, 5);
        byte[][] hundred = IntStream.range(0, 100)
                .mapToObj(size -> Content.counting(size * 7, 2 + size))
                .toArray(byte[][]::new);
        List<Message> messages = List.of(
                Message.of("one frame"),
                Message.of("two", "frames"),
                Message.of(""),
                Message.of("", ""),
                Message.of("", "behind an empty frame"),
                Message.of("before an empty frame", ""),
                Message.of("around", "", "", "two empty frames"),
                Message.wrap(large, Content.counting(1, 7), large),
                Message.wrap(Content.counting(10, 2), hundred));

        for (Message message : messages) {
            conversation.thereAndBack(message);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.zmq.loom.blackbox.interop.Meeting#all")
    default void everySizeArrives(Meeting meeting) throws InterruptedException {
        Conversation conversation = begin(meeting);

        for (int size : new int[] {0, 1, 254, 255, 256, 8191, 8192, 8193, 65_535, 65_536, 1 << 20, 16 << 20}) {
            conversation.thereAndBack(Message.wrap(Content.counting(size, 2)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.zmq.loom.blackbox.interop.Meeting#all")
    default void manyMessagesKeepTheirOrder(Meeting meeting) throws InterruptedException {
        Conversation conversation = begin(meeting);
        EnumSet<SocketType> types = EnumSet.of(meeting.ours(), meeting.theirs());

        if (types.contains(SocketType.REQ) || types.contains(SocketType.REP)) {
            conversation.sayNumbersInTurn(1000, 20);
        } else {
            conversation.sayNumbers(20_000, 20);
        }
    }
}
