package org.zmq.loom.testkit;

import java.util.Collection;
import org.zmq.loom.Context;
import org.zmq.loom.spi.Census;

/** What threads are doing, as text, for the report of a hang. */
final class Dump {
    private Dump() {}

    /** The tree of every context, the stacks of the library's threads, and the stacks of the test's. */
    static String of(Collection<Context> contexts, Census census, Collection<Thread> others) {
        StringBuilder text = new StringBuilder();
        for (Context context : contexts) {
            text.append("-- scopes --\n").append(context).append('\n');
        }
        text.append("-- threads of the library --\n");
        census.threads().forEach(thread -> text.append(stackOf(thread)));
        text.append("-- threads of the test --\n");
        others.forEach(thread -> text.append(stackOf(thread)));
        return text.toString();
    }

    static String stackOf(Thread thread) {
        StringBuilder text = new StringBuilder()
                .append('"')
                .append(thread.getName())
                .append("\" ")
                .append(thread.getState())
                .append('\n');
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("    at ").append(frame).append('\n');
        }
        return text.toString();
    }
}
