package org.zmq.loom.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zmq.loom.support.Rfc;

/** The first 64 bytes, as other engines write them. */
class GreetingTest {
    @Test
    @Rfc(number = 37, says = "begin with a signature of ten bytes, the first FF and the last 7F")
    void announcesTheLengthOfTheRoutingIdPlusOneBetweenFfAnd7f() {
        assertThat(Greeting.signature(0)).isEqualTo(Bytes.of("ff 00*7 01 7f"));
        assertThat(Greeting.signature(3)).isEqualTo(Bytes.of("ff 00*7 04 7f"));
        assertThat(Greeting.signature(254)).isEqualTo(Bytes.of("ff 00*7 ff 7f"));
        assertThat(Greeting.signature(255)).isEqualTo(Bytes.of("ff 00*6 0100 7f"));
    }

    @Test
    @Rfc(number = 37, says = "send the name of the mechanism in 20 bytes padded with zeros, and a filler of 31 zeros")
    void restIsTheMinorVersionTheMechanismAndZeros() {
        assertThat(new Greeting(3, 1, "NULL").rest()).isEqualTo(Bytes.of("01 'NULL' 00*16 00 00*31"));
        assertThat(new Greeting(3, 0, "GSSAPI").rest()).isEqualTo(Bytes.of("00 'GSSAPI' 00*14 00 00*31"));
    }

    @Test
    void isSixtyFourBytesAltogether() {
        assertThat(Bytes.joined(
                        Greeting.signature(0), new byte[] {Greeting.OUR_MAJOR}, new Greeting(3, 1, "NULL").rest()))
                .isEqualTo(Bytes.of("ff 00*7 01 7f 03 01 'NULL' 00*16 00 00*31"))
                .hasSize(Greeting.SIZE);
    }

    @Test
    void readsWhatItWrites() {
        assertThat(Greeting.decode(Bytes.of("ff 00*7 01 7f 03 01 'CURVE' 00*15 00 00*31")))
                .isEqualTo(new Greeting(3, 1, "CURVE"));
    }

    @Test
    void readsTheHighestVersionWithoutASign() {
        assertThat(Greeting.decode(Bytes.of("ff 00*7 01 7f ff fe 'NULL' 00*16 00 00*31")))
                .isEqualTo(new Greeting(255, 254, "NULL"));
    }

    @Test
    void ignoresAsServerAndTheFiller() {
        assertThat(Greeting.decode(Bytes.of("ff 00*7 01 7f 03 01 'NULL' 00*16 01 aa*31")))
                .isEqualTo(new Greeting(3, 1, "NULL"));
    }

    @Test
    void readsANameThatFillsAllTwentyBytes() {
        assertThat(Greeting.decode(Bytes.of("ff 00*7 01 7f 03 01 'ABCDEFGHIJKLMNOPQRST' 00 00*31")))
                .isEqualTo(new Greeting(3, 1, "ABCDEFGHIJKLMNOPQRST"));
    }

    @Test
    void comparesAllTwentyBytesOfAMechanism() {
        Greeting hidden = Greeting.decode(Bytes.of("ff 00*7 01 7f 03 01 'NULL' 00 'CURVE' 00*10 00 00*31"));
        assertThat(hidden.mechanism()).isNotEqualTo("NULL");
    }
}
