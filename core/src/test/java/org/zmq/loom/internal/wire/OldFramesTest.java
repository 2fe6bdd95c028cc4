package org.zmq.loom.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.spi.PeerViolation;

/** What a ZMTP 1.0 peer sends, as frames of ZMTP 2.0. */
class OldFramesTest {
    private final OldFrames frames = new OldFrames();

    private byte[] translated(byte[] bytes) throws PeerViolation {
        ByteBuffer to = ByteBuffer.allocate(bytes.length + 10);
        ByteBuffer from = ByteBuffer.wrap(bytes);
        frames.translate(from, to);
        assertThat(from.hasRemaining()).isFalse();
        byte[] result = new byte[to.flip().remaining()];
        to.get(result);
        return result;
    }

    @ParameterizedTest
    @CsvSource({
        "01 00, 00 00",
        "06 00 'hello', 00 05 'hello'",
        "02 01 'a' 01 01 03 00 'bc', 01 01 'a' 01 00 00 02 'bc'",
        "fe 00 00*253, 00 fd 00*253",
        "ff 00000000000000ff 01 00*254, 03 00000000000000fe 00*254",
        "ff 0000000000000101 00 00*256, 02 0000000000000100 00*256",
        "ff 0000000000000001 00 01 00, 02 0000000000000000 00 00"
    })
    void becomeFramesOfTheSameContent(String old, String now) throws PeerViolation {
        assertThat(translated(Bytes.of(old))).isEqualTo(Bytes.of(now));
    }

    @Test
    void beginBeforeTheirBodiesHaveCome() throws PeerViolation {
        assertThat(translated(Bytes.of("ff 7fffffffffffffff 00 'x'"))).isEqualTo(Bytes.of("02 7ffffffffffffffe 'x'"));
        assertThat(frames.bodyLeft()).isEqualTo(0x7ffffffffffffffdL);
    }

    @Test
    void goOnBehindABodyThatCameOnAnotherWay() throws PeerViolation {
        assertThat(translated(Bytes.of("04 01"))).isEqualTo(Bytes.of("01 03"));
        assertThat(frames.bodyLeft()).isEqualTo(3);
        frames.bodyCame(2);
        assertThat(translated(Bytes.of("'c' 02 00 'd'"))).isEqualTo(Bytes.of("'c' 00 01 'd'"));
        assertThat(frames.bodyLeft()).isZero();
    }

    @Test
    void waitWhereThereIsNoRoom() throws PeerViolation {
        ByteBuffer from = ByteBuffer.wrap(Bytes.of("ff 0000000000000003 00 'ab'"));
        ByteBuffer few = ByteBuffer.allocate(4);
        frames.translate(from, few);
        assertThat(few.array()).isEqualTo(Bytes.of("02 000000"));
        assertThat(frames.bodyLeft())
                .as("of which anything may go on another way")
                .isZero();
        ByteBuffer more = ByteBuffer.allocate(20);
        frames.translate(from, more);
        assertThat(more.flip()).isEqualTo(ByteBuffer.wrap(Bytes.of("0000000002 'ab'")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "05 02",
                "05 80",
                "05 7f",
                "ff 0000000000000000 00",
                "ff 8000000000000000 00",
                "ff ffffffffffffffff 00",
                "ff 0000000000000005 04"
            })
    void areRefusedIfTheyAreNone(String bytes) {
        PeerViolation violation =
                catchThrowableOfType(PeerViolation.class, () -> translated(Bytes.of("02 00 'a' " + bytes)));
        assertThat(violation).isNotNull();
    }
}
