package org.zmq.loom.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages as bytes, in the framing of old peers and in ours. */
class FramingTest {
    private static byte[] encoded(Framing framing, byte[]... frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer part : framing.encode(frames)) {
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 01 00",
        "1, 02 00",
        "253, fe 00",
        "254, ff 00000000000000ff 00",
        "255, ff 0000000000000100 00",
        "256, ff 0000000000000101 00",
        "70000, ff 0000000000011171 00"
    })
    void countsTheFlagsInTheLengthOfAnOldFrame(int length, String header) {
        byte[] body = new byte[length];
        Arrays.fill(body, (byte) 'x');
        assertThat(encoded(Framing.OLD, body)).isEqualTo(Bytes.joined(Bytes.of(header), body));
    }

    @Test
    void marksAllFramesButTheLastOfAnOldMessage() {
        assertThat(encoded(Framing.OLD, Bytes.of("'a'"), new byte[0], Bytes.of("'bc'")))
                .isEqualTo(Bytes.of("02 01 'a' 01 01 03 00 'bc'"));
    }

    @Test
    void marksAllFramesButTheLastOfANewMessage() {
        assertThat(encoded(Framing.NEW, Bytes.of("'a'"), new byte[0], Bytes.of("'bc'")))
                .isEqualTo(Bytes.of("01 01 'a' 01 00 00 02 'bc'"));
        assertThat(encoded(Framing.NEW, new byte[256])).isEqualTo(Bytes.of("02 0000000000000100 00*256"));
    }

    @ParameterizedTest
    @EnumSource
    void doesNotCopyLargeBodies(Framing framing) {
        byte[] large = new byte[1 << 20];
        byte[] small = Bytes.of("'small'");
        ByteBuffer[] parts = framing.encode(new byte[][] {small, large});
        large[1000] = 7;
        assertThat(parts).hasSize(4);
        assertThat(parts[3].get(1000)).isEqualTo((byte) 7);
        assertThat(encoded(framing, small, large)).hasSize(2 + 5 + framing.headerBytes(large.length) + large.length);
    }
}
