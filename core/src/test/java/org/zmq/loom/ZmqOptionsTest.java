package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Values of options that do not change. */
class ZmqOptionsTest {
    @Test
    void haveDefaultsUnlessTheyWereGivenOthers() {
        ZmqOptions none = ZmqOptions.none();
        ZmqOptions some = none.with(ZmqOption.SEND_HWM, 7);
        assertThat(none.get(ZmqOption.SEND_HWM)).isEqualTo(1000);
        assertThat(none.has(ZmqOption.SEND_HWM)).isFalse();
        assertThat(some.get(ZmqOption.SEND_HWM)).isEqualTo(7);
        assertThat(some.has(ZmqOption.SEND_HWM)).isTrue();
        assertThat(some.has(ZmqOption.RECEIVE_HWM)).isFalse();
        assertThat(some.get(ZmqOption.XPUB_NOTICES)).isEqualTo(100_000);
    }

    @Test
    void valueThatIsTheDefaultWasGivenAllTheSame() {
        assertThat(ZmqOptions.none().with(ZmqOption.SEND_HWM, 1000).has(ZmqOption.SEND_HWM))
                .isTrue();
    }

    @Test
    void otherOptionsCountMore() {
        ZmqOptions socket = ZmqOptions.none().with(ZmqOption.SEND_HWM, 1).with(ZmqOption.RECEIVE_HWM, 2);
        ZmqOptions endpoint = ZmqOptions.none().with(ZmqOption.RECEIVE_HWM, 3).with(ZmqOption.IPV6, true);
        ZmqOptions both = socket.with(endpoint);
        assertThat(both.get(ZmqOption.SEND_HWM)).isEqualTo(1);
        assertThat(both.get(ZmqOption.RECEIVE_HWM)).isEqualTo(3);
        assertThat(both.get(ZmqOption.IPV6)).isTrue();
        assertThat(socket.with(ZmqOptions.none())).isSameAs(socket);
        assertThat(ZmqOptions.none().with(socket).get(ZmqOption.SEND_HWM)).isEqualTo(1);
    }

    @Test
    void arraysInThemDoNotChange() {
        byte[] id = {1, 2};
        ZmqOptions options = ZmqOptions.none().with(ZmqOption.ROUTING_ID, id);
        id[0] = 9;
        options.get(ZmqOption.ROUTING_ID)[0] = 9;
        assertThat(options.get(ZmqOption.ROUTING_ID)).containsExactly(1, 2);
    }

    @Test
    void areCheckedForATypeOfSocket() {
        ZmqOptions options = ZmqOptions.none().with(ZmqOption.ROUTER_MANDATORY, true);
        assertThat(options.check(SocketType.ROUTER)).isSameAs(options);
        assertThatIllegalArgumentException().isThrownBy(() -> options.check(SocketType.DEALER));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZmqOptions.none().with(ZmqOption.SEND_HWM, -1).check(SocketType.PUSH))
                .withMessageContaining("ZMQ_SNDHWM cannot be -1");
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void lastValueCounts(@ForAll @Size(max = 20) List<@IntRange(max = 100) Integer> values) {
        ZmqOptions options = ZmqOptions.none();
        int expected = ZmqOption.BACKLOG.defaultValue();
        for (int value : values) {
            options = options.with(ZmqOption.BACKLOG, value);
            expected = value;
        }
        assertThat(options.get(ZmqOption.BACKLOG)).isEqualTo(expected);
        assertThat(options.has(ZmqOption.BACKLOG)).isEqualTo(!values.isEmpty());
    }
}
