package org.zmq.loom.support;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.zmq.loom.spi.Connection;

/** A connection on which nothing happens, for those that do only one thing. */
public abstract class StubConnection implements Connection {
    /** A connection. */
    protected StubConnection() {}

    @Override
    public int read(ByteBuffer into) throws IOException {
        throw new AssertionError("nobody reads here");
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        throw new AssertionError("nobody writes here");
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public void shutdownOutput() {}

    @Override
    public String localAddress() {
        return "here";
    }

    @Override
    public String peerAddress() {
        return "there";
    }

    @Override
    public String peer() {
        return "there";
    }

    @Override
    public void close() {}
}
