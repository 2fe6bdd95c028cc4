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
class SocketOptionsTest {
    @Test
    void haveDefaultsUnlessTheyWereGivenOthers() {
        SocketOptions none = SocketOptions.none();
        SocketOptions some = none.with(SocketOption.SEND_HWM, 7);
        assertThat(none.get(SocketOption.SEND_HWM)).isEqualTo(1000);
        assertThat(none.has(SocketOption.SEND_HWM)).isFalse();
        assertThat(some.get(SocketOption.SEND_HWM)).isEqualTo(7);
        assertThat(some.has(SocketOption.SEND_HWM)).isTrue();
        assertThat(some.has(SocketOption.RECEIVE_HWM)).isFalse();
        assertThat(some.get(SocketOption.XPUB_NOTICES)).isEqualTo(100_000);
    }

    @Test
    void valueThatIsTheDefaultWasGivenAllTheSame() {
        assertThat(SocketOptions.none().with(SocketOption.SEND_HWM, 1000).has(SocketOption.SEND_HWM))
                .isTrue();
    }

    @Test
    void otherOptionsCountMore() {
        SocketOptions socket =
                SocketOptions.none().with(SocketOption.SEND_HWM, 1).with(SocketOption.RECEIVE_HWM, 2);
        SocketOptions endpoint =
                SocketOptions.none().with(SocketOption.RECEIVE_HWM, 3).with(SocketOption.IPV6, true);
        SocketOptions both = socket.with(endpoint);
        assertThat(both.get(SocketOption.SEND_HWM)).isEqualTo(1);
        assertThat(both.get(SocketOption.RECEIVE_HWM)).isEqualTo(3);
        assertThat(both.get(SocketOption.IPV6)).isTrue();
        assertThat(socket.with(SocketOptions.none())).isSameAs(socket);
        assertThat(SocketOptions.none().with(socket).get(SocketOption.SEND_HWM)).isEqualTo(1);
    }

    @Test
    void arraysInThemDoNotChange() {
        byte[] id = {1, 2};
        SocketOptions options = SocketOptions.none().with(SocketOption.ROUTING_ID, id);
        id[0] = 9;
        options.get(SocketOption.ROUTING_ID)[0] = 9;
        assertThat(options.get(SocketOption.ROUTING_ID)).containsExactly(1, 2);
    }

    @Test
    void areCheckedForATypeOfSocket() {
        SocketOptions options = SocketOptions.none().with(SocketOption.ROUTER_MANDATORY, true);
        assertThat(options.check(SocketType.ROUTER)).isSameAs(options);
        assertThatIllegalArgumentException().isThrownBy(() -> options.check(SocketType.DEALER));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SocketOptions.none().with(SocketOption.SEND_HWM, -1).check(SocketType.PUSH))
                .withMessageContaining("ZMQ_SNDHWM cannot be -1");
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void lastValueCounts(@ForAll @Size(max = 20) List<@IntRange(max = 100) Integer> values) {
        SocketOptions options = SocketOptions.none();
        int expected = SocketOption.BACKLOG.defaultValue();
        for (int value : values) {
            options = options.with(SocketOption.BACKLOG, value);
            expected = value;
        }
        assertThat(options.get(SocketOption.BACKLOG)).isEqualTo(expected);
        assertThat(options.has(SocketOption.BACKLOG)).isEqualTo(!values.isEmpty());
    }
}
