package org.zmq.loom.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.testkit.Fault.Direction;

/** A connection with faults around a sound one. */
final class FaultyConnection implements Connection {
    /** The faults of one direction, and how far it is. One thread has it, but for what is volatile. */
    private static final class Way {
        private final long cutAfter;
        private final int most;
        private final long stallAfter;
        private volatile long passed;
        private volatile boolean stallOver;

        Way(List<Fault> faults, Direction direction) {
            long cut = Long.MAX_VALUE;
            long stall = Long.MAX_VALUE;
            int trickle = Integer.MAX_VALUE;
            for (Fault fault : faults) {
                switch (fault) {
                    case Fault.CutAfter(Direction way, long bytes) -> cut = way == direction ? bytes : cut;
                    case Fault.Stall(Direction way, long bytes) -> stall = way == direction ? bytes : stall;
                    case Fault.Trickle(int bytes) -> trickle = bytes;
                    case Fault.Garbage _, Fault.RefuseDial _ -> {}
                }
            }
            cutAfter = cut;
            stallAfter = stall;
            most = trickle;
        }

        boolean isCut() {
            return passed >= cutAfter;
        }

        boolean isStalled() {
            return !stallOver && passed >= stallAfter;
        }

        /** How many bytes may pass at once. */
        int room() {
            long untilStall = stallOver ? Long.MAX_VALUE : stallAfter - passed;
            return (int) Math.min(most, Math.min(cutAfter - passed, untilStall));
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // only one thread writes
        void pass(long bytes) {
            passed += bytes;
        }
    }

    private final Connection sound;
    private final FaultyTransport transport;
    private final long releasesBefore;
    private final Way in;
    private final Way out;
    private final Fault.@Nullable Garbage garbage;
    private final Random random;
    private volatile boolean closed;

    FaultyConnection(Connection sound, List<Fault> faults, FaultyTransport transport) {
        this.sound = sound;
        this.transport = transport;
        releasesBefore = transport.releases();
        in = new Way(faults, Direction.IN);
        out = new Way(faults, Direction.OUT);
        garbage = faults.stream()
                .filter(Fault.Garbage.class::isInstance)
                .map(Fault.Garbage.class::cast)
                .findFirst()
                .orElse(null);
        random = new Random(garbage == null ? 0 : garbage.seed());
    }

    boolean isClosed() {
        return closed;
    }

    // ---- reading ----

    @Override
    public int read(ByteBuffer into) throws IOException {
        pause(in);
        int before = into.position();
        int limit = into.limit();
        into.limit(before + Math.min(into.remaining(), in.room()));
        int count;
        try {
            count = sound.read(into);
        } finally {
            into.limit(limit);
        }
        if (count > 0) {
            spoil(into, before, count);
            in.pass(count);
            breakIfCut(in);
        }
        return count;
    }

    private void spoil(ByteBuffer into, int from, int count) {
        if (garbage != null) {
            for (int i = 0; i < count; i++) {
                if (in.passed + i >= garbage.bytes()) {
                    into.put(from + i, (byte) random.nextInt());
                }
            }
        }
    }

    @Override
    public int available() throws IOException {
        int there = sound.available();
        return in.isStalled() ? 0 : Math.min(there, in.room());
    }

    // ---- writing ----

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        pause(out);
        int room = out.room();
        long written =
                room == Integer.MAX_VALUE ? sound.write(from, offset, length) : writeSome(from, offset, length, room);
        out.pass(written);
        breakIfCut(out);
        return written;
    }

    private void breakIfCut(Way way) {
        if (way.isCut()) {
            close();
        }
    }

    private long writeSome(ByteBuffer[] from, int offset, int length, int room) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            ByteBuffer buffer = from[i];
            if (buffer.hasRemaining()) {
                int limit = buffer.limit();
                buffer.limit(buffer.position() + Math.min(buffer.remaining(), room));
                try {
                    return sound.write(from, i, 1);
                } finally {
                    buffer.limit(limit);
                }
            }
        }
        return 0;
    }

    @Override
    public long unacknowledged() {
        return sound.unacknowledged();
    }

    @Override
    public void shutdownOutput() throws IOException {
        pause(out);
        sound.shutdownOutput();
    }

    /** Waits while the direction is stalled; fails if it is cut. */
    private void pause(Way way) throws IOException {
        if (way.isCut()) {
            close();
            throw new IOException("cut by the test after " + way.cutAfter + " bytes");
        }
        if (way.isStalled()) {
            transport.stall(releasesBefore, this);
            way.stallOver = true;
        }
    }

    // ---- the rest ----

    @Override
    public String localAddress() {
        return sound.localAddress();
    }

    @Override
    public String peerAddress() {
        return sound.peerAddress();
    }

    @Override
    public String peer() {
        return sound.peer();
    }

    @Override
    public void close() {
        closed = true;
        sound.close();
        transport.wake();
    }

    @Override
    public String toString() {
        return "faulty " + sound;
    }
}
