package org.zmq.loom.bench.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;
import org.zmq.loom.internal.pipe.Side;
import org.zmq.loom.internal.ring.FrameConsumer;
import org.zmq.loom.internal.ring.FrameProducer;
import org.zmq.loom.internal.ring.MessageConsumer;
import org.zmq.loom.internal.ring.MessageProducer;
import org.zmq.loom.internal.ring.ReadyList;

/** Where fields lie that one thread writes all the time. A field that slips before the room would halve the throughput, and no other test would tell. */
class LayoutTest {
    private static final int CACHE_LINE = 64;

    @ParameterizedTest
    @ValueSource(
            classes = {
                FrameProducer.class,
                FrameConsumer.class,
                MessageProducer.class,
                MessageConsumer.class,
                ReadyList.class,
                Side.class
            })
    void roomLiesBeforeEveryFieldOfItsOwn(Class<?> padded) {
        List<FieldLayout> before = new ArrayList<>();
        int own = 0;
        for (FieldLayout field : ClassLayout.parseClass(padded).fields()) {
            if (field.classShortName().equals("Padded")) {
                continue;
            }
            own++;
            if (field.offset() < CACHE_LINE) {
                before.add(field);
            }
        }
        assertThat(own).isPositive();
        assertThat(before).isEmpty();
    }
}
