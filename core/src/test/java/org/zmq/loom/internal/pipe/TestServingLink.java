package org.zmq.loom.internal.pipe;

import java.util.function.Consumer;
import org.zmq.loom.Endpoint;
import org.zmq.loom.internal.memory.MemoryAccount;
import org.zmq.loom.internal.memory.MemoryBudget;

/** A connection that serves a pipe, as far as the pipe can see. */
record TestServingLink(Consumer<String> ended, MemoryAccount memory) implements ServingLink {
    TestServingLink(Consumer<String> ended) {
        this(ended, new MemoryBudget(1 << 20).account(ended::accept));
    }

    @Override
    public void end(String reason) {
        ended.accept(reason);
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.parse("tcp://127.0.0.1:1");
    }

    @Override
    public String local() {
        return "127.0.0.1:2";
    }

    @Override
    public String peer() {
        return "127.0.0.1:1";
    }
}
