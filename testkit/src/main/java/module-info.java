/**
 * Tests for programs that speak ZeroMQ: peers that follow a script, faults, manual time, a leak watch, generators for property tests, and
 * conformance suites for transports. It knows the kernel's API and the doors for transports and clocks, and nothing behind them.
 */
module org.zmq.loom.testkit {
    // Sockets, transports and clocks are in the signatures here.
    requires transitive org.zmq.loom.core;

    // So are extensions and generators; whoever uses only one of the two has to have both, which costs a test nothing.
    requires transitive net.jqwik.api;
    requires transitive org.junit.jupiter.api;
    requires jdk.net;
    requires org.assertj.core;
    requires static org.jspecify;

    // What a test says.
    exports org.zmq.loom.testkit;

    // JUnit calls the tests of the conformance suites, which are not public.
    opens org.zmq.loom.testkit to
            org.junit.platform.commons;

    // Faults are put around transports that are found as a context finds them.
    uses org.zmq.loom.spi.Transport;
}
