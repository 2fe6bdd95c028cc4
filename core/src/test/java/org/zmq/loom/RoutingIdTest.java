package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a ROUTER calls a peer: a value like any other. */
class RoutingIdTest {
    @Test
    void isMadeOfBytesOrTextAndSharesThemWithNobody() {
        byte[] given = "grün".getBytes(UTF_8);
        RoutingId id = RoutingId.of(given);
        assertThat(id).isEqualTo(RoutingId.of("grün")).hasSameHashCodeAs(RoutingId.of("grün"));
        given[0] = 'x';
        id.bytes()[0] = 'x';
        assertThat(id.bytes()).isEqualTo("grün".getBytes(UTF_8));
        assertThat(id.text()).isEqualTo("grün");
    }

    @Test
    void isEqualToNothingElse() {
        assertThat(RoutingId.of("a"))
                .isNotEqualTo(RoutingId.of("b"))
                .isNotEqualTo(RoutingId.of("a\0"))
                .isNotEqualTo("a")
                .isNotEqualTo(null);
    }

    @Test
    void isShownAsTextOrElseInHexadecimalDigits() {
        assertThat(RoutingId.of("lamp-7")).hasToString("\"lamp-7\"");
        assertThat(RoutingId.of(new byte[] {0, (byte) 0xc0, (byte) 0xff, (byte) 0xee, 1}))
                .hasToString("0x00c0ffee01");
        assertThat(RoutingId.of("grün")).hasToString("0x6772c3bc6e");
        assertThat(RoutingId.of("a\nb")).hasToString("0x610a62");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256, 10_000})
    void hasOneTo255Bytes(int size) {
        assertThatExceptionOfType(ZmqArgumentException.class)
                .isThrownBy(() -> RoutingId.of(new byte[size]))
                .withMessage("EINVAL: a routing id of " + size + " bytes; it has 1 to 255");
        assertThatExceptionOfType(ZmqArgumentException.class).isThrownBy(() -> RoutingId.of("x".repeat(size)));
        assertThat(RoutingId.of(new byte[255]).bytes()).hasSize(255);
        assertThat(RoutingId.of(new byte[1]).bytes()).hasSize(1);
    }

    @Property(tries = 500)
    void hasAnOrderThatFitsItsEquality(
            @ForAll @Size(min = 1, max = 4) byte[] one, @ForAll @Size(min = 1, max = 4) byte[] other) {
        RoutingId a = RoutingId.of(one);
        RoutingId b = RoutingId.of(other);
        assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
        assertThat(a).isEqualByComparingTo(RoutingId.of(one));
    }

    /**
     * Peers choose what they are called, and may choose so that a map suffers; it does not if its keys can be compared.
     */
    @Test
    void areKeysOfAMapHoweverManyHaveTheSameHashCode() {
        List<RoutingId> ids = new ArrayList<>();
        for (int i = 0; i < 1 << 12; i++) {
            StringBuilder text = new StringBuilder();
            for (int bit = 0; bit < 12; bit++) {
                text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            ids.add(RoutingId.of(text.toString()));
        }
        assertThat(ids.stream().map(RoutingId::hashCode).distinct()).hasSize(1);
        assertThat(Comparable.class).isAssignableFrom(RoutingId.class);
        Map<RoutingId, Integer> byId = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            byId.put(ids.get(i), i);
        }
        Collections.shuffle(ids);
        assertThat(byId).hasSize(ids.size()).containsOnlyKeys(ids);
        assertThat(new TreeMap<>(byId)).isEqualTo(byId);
    }
}
