package org.zmq.loom.cli.demo;

import java.util.List;
import org.zmq.loom.Context;

/** What a part of the demo does. */
interface Role {
    /** Where sockets of the demo are bound. */
    String ANYWHERE = "tcp://127.0.0.1:*";

    /** Does it, from the first bind to the last message. */
    void play(Context context, Link link) throws InterruptedException;

    /** The role of this name. */
    static Role named(String name, List<String> arguments) {
        return switch (name) {
            case "server" -> new ReplyServer();
            case "client" -> new RequestClient(number(arguments));
            case "publisher" -> new Publisher(number(arguments));
            case "subscriber" -> new Subscriber(arguments);
            case "ventilator" -> new Ventilator(number(arguments));
            case "worker" -> new Worker(number(arguments));
            case "sink" -> new Sink(number(arguments));
            default -> throw new IllegalArgumentException("the demo has no part " + name);
        };
    }

    private static int number(List<String> arguments) {
        return Integer.parseInt(arguments.getFirst());
    }
}
