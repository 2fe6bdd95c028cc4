package org.zmq.loom.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.zmq.loom.Context;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One process of the demo; started by the demo, not by users. */
@Command(name = "demo-part", hidden = true, description = "Plays one part of the demo")
public final class DemoPart implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0")
    private String role = "";

    @Parameters(index = "1..*")
    private List<String> arguments = new ArrayList<>();

    /** A command for this terminal. */
    public DemoPart(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Link link = new Link(terminal.in(), terminal.text());
        try (Context context = Context.create()) {
            Role.named(role, arguments).play(context, link);
        }
        return 0;
    }
}
