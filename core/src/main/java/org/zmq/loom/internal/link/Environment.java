package org.zmq.loom.internal.link;

import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.scope.Deadlines;
import org.zmq.loom.spi.Census;
import org.zmq.loom.spi.Ticks;

/**
 * What all connections of a context share.
 *
 * @param ticks the clock
 * @param deadlines what ends connections in time
 * @param memory what all connections may hold together
 * @param chunks the memory of rings
 * @param census what is alive
 */
public record Environment(Ticks ticks, Deadlines deadlines, MemoryBudget memory, ChunkPool chunks, Census census) {}
