package org.zmq.loom.blackbox.interop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.zmq.loom.SocketType;

/** Which type of ours meets which of theirs, and who of them binds. */
record Meeting(SocketType ours, SocketType theirs, Binder binder) {
    /** Who binds; the other one connects. */
    enum Binder {
        OURS,
        THEIRS
    }

    /* The types behind it are drafts in libzmq, which most builds of it lack. */
    private static final int LAST_STABLE = SocketType.XSUB.number();

    /** All between types that every implementation has. */
    static Stream<Meeting> all() {
        List<Meeting> all = new ArrayList<>();
        List<SocketType> stable = Arrays.stream(SocketType.values())
                .filter(type -> type.number() <= LAST_STABLE)
                .toList();
        for (SocketType ours : stable) {
            for (SocketType theirs : ours.peers()) {
                Arrays.stream(Binder.values()).forEach(binder -> all.add(new Meeting(ours, theirs, binder)));
            }
        }
        return all.stream();
    }

    /** Introduces the two. */
    Conversation begin(End our, End their) throws InterruptedException {
        return switch (binder) {
            case OURS -> Conversation.begin(our, their);
            case THEIRS -> Conversation.begin(their, our);
        };
    }

    /** As the report of the tests shows it. */
    @Override
    public String toString() {
        return switch (binder) {
            case OURS -> "our " + ours + " binds, their " + theirs + " connects";
            case THEIRS -> "their " + theirs + " binds, our " + ours + " connects";
        };
    }
}
