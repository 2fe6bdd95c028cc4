package org.zmq.loom.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.List;
import org.zmq.loom.Context;

/** Where a process of the demo begins. Started by the demo, many at a time, so it does without what takes the command a while to start. */
public final class DemoPart {
    private DemoPart() {}

    /** Plays the role that the first argument names, with the other arguments. */
    public static void main(String[] arguments) {
        Link link = new Link(System.in, new PrintStream(System.out, false, UTF_8));
        List<String> words = List.of(arguments);
        try (Context context = Context.create()) {
            Role.named(words.getFirst(), words.subList(1, words.size())).play(context, link);
        } catch (InterruptedException | RuntimeException e) {
            new PrintStream(System.err, true, UTF_8).println(e); // the directing process shows it
            Runtime.getRuntime().halt(1);
        }
    }
}
