package org.zmq.loom.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Z85 as RFC 32 has it. */
class Z85Test {
    @Test
    void encodesTheVectorOfTheRfc() {
        byte[] bytes = HexFormat.of().parseHex("864fd26fb559f75b");
        assertThat(Z85.encode(bytes)).isEqualTo("HelloWorld");
        assertThat(Z85.decode("HelloWorld")).isEqualTo(bytes);
    }

    @Test
    void encodesNothingAsNothing() {
        assertThat(Z85.encode(new byte[0])).isEmpty();
        assertThat(Z85.decode("")).isEmpty();
    }

    @Property
    void decodesWhatItEncodes(@ForAll @Size(max = 64) byte[] some) {
        byte[] bytes = java.util.Arrays.copyOf(some, some.length / 4 * 4);
        assertThat(Z85.decode(Z85.encode(bytes))).isEqualTo(bytes);
    }

    @Test
    void refusesWhatIsNotZ85() {
        assertThatThrownBy(() -> Z85.encode(new byte[3]))
                .hasMessageContaining("multiple of 4")
                .hasMessageContaining("3");
        assertThatThrownBy(() -> Z85.decode("1234")).hasMessageContaining("multiple of 5");
        assertThatThrownBy(() -> Z85.decode("123\"5")).hasMessageContaining("'\"'");
        assertThatThrownBy(() -> Z85.decode("é2345")).hasMessageContaining("'é'");
        assertThatThrownBy(() -> Z85.decode("#####")).hasMessageContaining("more than four bytes");
        assertThatThrownBy(() -> Z85.decode("%nSc1")).hasMessageContaining("more than four bytes");
    }
}
