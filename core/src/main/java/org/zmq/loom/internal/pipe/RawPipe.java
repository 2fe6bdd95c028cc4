package org.zmq.loom.internal.pipe;

import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.ring.FrameConsumer;

/**
 * A pipe to a peer on a wire that speaks no protocol of ours: messages are bytes of a stream, which the user ends when it {@linkplain #hangUp
 * hangs up}.
 */
public final class RawPipe extends FramePipe {
    // Written under the send lock, read under the receive lock and by connections.
    private volatile boolean hungUp;

    // How to end the connection that serves this pipe, behind what is queued; null while none does.
    private volatile @Nullable Runnable end;

    /** A pipe without messages; see {@link FramePipe}. */
    public RawPipe(Side sending, Side receiving, ChunkPool pool, PipeBounds bounds) {
        super(sending, receiving, null, pool, bounds);
    }

    // ---- the socket's end ----

    /**
     * Under the send lock: ends the connection behind what was written, and the lock. Nothing more is received from the
     * peer.
     */
    public void hangUp() {
        hungUp = true;
        Runnable now = end;
        if (now != null) {
            sending().lock().later(now);
        }
    }

    /** Whether the user has hung up. */
    public boolean isHungUp() {
        return hungUp;
    }

    @Override
    public boolean canRead() {
        return !hungUp && super.canRead();
    }

    // ---- the wire's end ----

    /** A connection serves this pipe and is to be ended like this; at once if the user has hung up before there was one. */
    public void onHangUp(Runnable how) {
        end = how;
        if (hungUp) {
            how.run();
        }
    }

    @Override
    public void serve(@Nullable ServingLink now) {
        super.serve(now);
        if (now == null) {
            end = null;
        }
    }

    /** The frames of the next message towards the peer, which stays until it is {@link #sent}; null if there is none. The writer's. */
    public byte @Nullable [][] nextToSend() {
        FrameConsumer queued = outgoing();
        return queued.available() ? FrameCodec.frames(queued) : null;
    }

    /** The network has accepted all of the next message. */
    public void sent() {
        FrameCodec.skip(outgoing());
        taken();
        outgoing().returnWritten();
        giveBack();
    }
}
