package org.zmq.loom.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zmq.loom.Zmq;

/** What the whole library says that it can do. */
class ZmqTest {
    @Test
    void hasTheTransportsOfItsModules() {
        assertThat(Zmq.has("tcp")).isTrue();
        assertThat(Zmq.has("inproc")).isTrue();
        assertThat(Zmq.has("avian")).isFalse();
    }
}
