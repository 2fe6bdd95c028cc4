/**
 * The {@code zmq} command: sockets for the terminal, the field's perf tools, the demo and the comparison with libzmq. A program, not a library:
 * nothing is exported.
 */
@SuppressWarnings("requires-automatic") // HdrHistogram has no module descriptor
module org.zmq.loom.cli {
    requires org.zmq.loom;
    requires HdrHistogram;
    requires info.picocli;
    requires java.management;
    requires static org.jspecify;

    // picocli fills the fields of commands by reflection.
    opens org.zmq.loom.cli to
            info.picocli;
    opens org.zmq.loom.cli.compare to
            info.picocli;
    opens org.zmq.loom.cli.demo to
            info.picocli;
    opens org.zmq.loom.cli.libzmq to
            info.picocli;
    opens org.zmq.loom.cli.perf to
            info.picocli;
    opens org.zmq.loom.cli.scale to
            info.picocli;
    opens org.zmq.loom.cli.sockets to
            info.picocli;
}
