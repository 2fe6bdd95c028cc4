package org.zmq.loom.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.zmq.loom.cli.compare.Compare;
import org.zmq.loom.cli.demo.Demo;
import org.zmq.loom.cli.libzmq.LibzmqCommand;
import org.zmq.loom.cli.perf.LoomLibrary;
import org.zmq.loom.cli.perf.PerfTools;
import org.zmq.loom.cli.scale.ConnScale;
import org.zmq.loom.cli.scale.IdleCpu;
import org.zmq.loom.cli.scale.StalledSub;
import org.zmq.loom.cli.sockets.ChannelCommand;
import org.zmq.loom.cli.sockets.ClientCommand;
import org.zmq.loom.cli.sockets.DealerCommand;
import org.zmq.loom.cli.sockets.DishCommand;
import org.zmq.loom.cli.sockets.GatherCommand;
import org.zmq.loom.cli.sockets.OptionsCommand;
import org.zmq.loom.cli.sockets.PairCommand;
import org.zmq.loom.cli.sockets.PeerCommand;
import org.zmq.loom.cli.sockets.ProxyCommand;
import org.zmq.loom.cli.sockets.PubCommand;
import org.zmq.loom.cli.sockets.PullCommand;
import org.zmq.loom.cli.sockets.PushCommand;
import org.zmq.loom.cli.sockets.RadioCommand;
import org.zmq.loom.cli.sockets.RepCommand;
import org.zmq.loom.cli.sockets.ReqCommand;
import org.zmq.loom.cli.sockets.RouterCommand;
import org.zmq.loom.cli.sockets.ScatterCommand;
import org.zmq.loom.cli.sockets.ServerCommand;
import org.zmq.loom.cli.sockets.SubCommand;
import org.zmq.loom.cli.sockets.XPubCommand;
import org.zmq.loom.cli.sockets.XSubCommand;
import picocli.CommandLine;

/** All commands by name, under the headings of the help text. Each is made when it is needed, because that takes a while. */
final class Commands {
    private final Map<String, Supplier<Object>> makers = new LinkedHashMap<>();
    private final Map<String, List<String>> groups = new LinkedHashMap<>();

    Commands(Terminal t) {
        List<String> sockets = group("Sockets");
        add(sockets, "push", () -> new PushCommand(t));
        add(sockets, "pull", () -> new PullCommand(t));
        add(sockets, "pub", () -> new PubCommand(t));
        add(sockets, "sub", () -> new SubCommand(t));
        add(sockets, "req", () -> new ReqCommand(t));
        add(sockets, "rep", () -> new RepCommand(t));
        add(sockets, "dealer", () -> new DealerCommand(t));
        add(sockets, "router", () -> new RouterCommand(t));
        add(sockets, "pair", () -> new PairCommand(t));
        add(sockets, "xpub", () -> new XPubCommand(t));
        add(sockets, "xsub", () -> new XSubCommand(t));
        add(sockets, "client", () -> new ClientCommand(t));
        add(sockets, "server", () -> new ServerCommand(t));
        add(sockets, "radio", () -> new RadioCommand(t));
        add(sockets, "dish", () -> new DishCommand(t));
        add(sockets, "scatter", () -> new ScatterCommand(t));
        add(sockets, "gather", () -> new GatherCommand(t));
        add(sockets, "peer", () -> new PeerCommand(t));
        add(sockets, "channel", () -> new ChannelCommand(t));
        add(sockets, "proxy", () -> new ProxyCommand(t));
        add(sockets, "options", () -> new OptionsCommand(t));

        List<String> perf = group("How fast it is");
        PerfTools.of(t).forEach((name, maker) -> add(perf, name, () -> maker.apply(new LoomLibrary())));
        add(perf, "libzmq", () -> LibzmqCommand.of(t));
        add(perf, "compare", () -> new Compare(t));

        List<String> scale = group("How far it goes");
        add(scale, "conn_scale", () -> new ConnScale(t));
        add(scale, "idle_cpu", () -> new IdleCpu(t));
        add(scale, "stalled_sub", () -> new StalledSub(t));

        List<String> start = group("To begin with");
        add(start, "demo", () -> new Demo(t));

        makers.put("help", CommandLine.HelpCommand::new);
    }

    private List<String> group(String heading) {
        List<String> names = new ArrayList<>();
        groups.put(heading, names);
        return names;
    }

    private void add(List<String> group, String name, Supplier<Object> maker) {
        group.add(name);
        makers.put(name, maker);
    }

    boolean has(String name) {
        return makers.containsKey(name);
    }

    Iterable<String> names() {
        return makers.keySet();
    }

    /** The names by heading, without those that users do not need. */
    Map<String, List<String>> groups() {
        return groups;
    }

    CommandLine make(String name) {
        Object command = Objects.requireNonNull(makers.get(name), name).get();
        return command instanceof CommandLine ready ? ready : new CommandLine(command);
    }
}
