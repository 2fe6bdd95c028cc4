package org.zmq.loom.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The arrays of large bodies, given back and taken again. */
class BodyPoolTest {
    private final BodyPool pool = new BodyPool(16 << 20);

    @Test
    void anArrayThatWasGivenBackIsTakenOnceByWhoNeedsItsLength() {
        byte[] body = new byte[5000];
        pool.give(body);
        assertThat(pool.take(5001)).hasSize(5001);
        assertThat(pool.take(5000)).isSameAs(body);
        assertThat(pool.take(5000)).hasSize(5000).isNotSameAs(body);
    }

    @Test
    void keepsFewAndNoneThatIsHuge() {
        byte[] huge = new byte[(1 << 20) + 1];
        pool.give(huge);
        assertThat(pool.take(huge.length)).isNotSameAs(huge);

        Set<byte[]> given = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 100; i++) {
            byte[] body = new byte[8192];
            given.add(body);
            pool.give(body);
        }
        int again = 0;
        for (int i = 0; i < 100; i++) {
            if (given.contains(pool.take(8192))) {
                again++;
            }
        }
        assertThat(again).isEqualTo(16);
    }

    @Test
    void lengthsThatNobodyNeedsAnyMoreGiveWay() {
        for (int i = 0; i < 100; i++) {
            pool.give(new byte[8192]);
        }
        byte[] wanted = new byte[100_000];
        pool.give(wanted);
        assertThat(pool.take(100_000)).isSameAs(wanted);
    }
}
