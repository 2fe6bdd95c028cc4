package org.zmq.loom.testkit;

/** A faulty transport without faults is as good as the one it is around. */
class SoundFaultyTransportTest extends TransportConformance {
    SoundFaultyTransportTest() {
        super(MemoryTransportTest.subject(new FaultyTransport(new MemoryTransport())));
    }
}
