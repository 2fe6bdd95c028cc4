package org.zmq.loom.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.zmq.loom.support.Rfc;

/** The headers of frames, and what is behind them. */
class FramesTest {
    @Test
    @Rfc(number = 37, says = "write a body of up to 255 bytes with a size of one byte, and a longer one with eight")
    void writesShortAndLongSizes() {
        assertThat(Frames.frame(0, new byte[0])).isEqualTo(Bytes.of("00 00"));
        assertThat(Frames.frame(Frames.MORE, Bytes.of("'abc'"))).isEqualTo(Bytes.of("01 03 'abc'"));
        assertThat(Frames.frame(0, new byte[255]))
                .startsWith(Bytes.of("00 ff 00*5"))
                .hasSize(257);
        assertThat(Frames.frame(0, new byte[256]))
                .startsWith(Bytes.of("02 0000000000000100"))
                .hasSize(265);
        assertThat(Frames.frame(Frames.MORE, new byte[256])).startsWith(Bytes.of("03 0000000000000100"));
        assertThat(Frames.frame(Frames.COMMAND, new byte[256])).startsWith(Bytes.of("06 0000000000000100"));
    }

    @Test
    void readsALargeSizeWithoutASign() {
        assertThat(Frames.largeSize(Bytes.of("02 ffffffffffffffff"), 0)).isEqualTo(-1);
        assertThat(Frames.largeSize(Bytes.of("02 8000000000000000"), 0)).isEqualTo(Long.MIN_VALUE);
        assertThat(Frames.largeSize(Bytes.of("00 02 0000000080000000"), 1)).isEqualTo(1L << 31);
    }

    @Property
    void readsTheHeaderItWrites(
            @ForAll @IntRange(max = Integer.MAX_VALUE - 8) int length, @ForAll @IntRange(max = 5) int at) {
        byte[] bytes = new byte[at + Frames.LARGE_HEADER];
        int body = Frames.putHeader(bytes, at, Frames.MORE, length);
        assertThat(body).isEqualTo(at + Frames.header(length)).isEqualTo(Frames.bodyOf(bytes, at));
        assertThat(Frames.length(bytes, at)).isEqualTo(length);
        assertThat(Frames.size(100)).isEqualTo(102);
        assertThat(bytes[at] & Frames.MORE).isNotZero();
        assertThat((bytes[at] & Frames.LARGE) != 0).isEqualTo(length > 255);
    }

    @Property
    void readsALargeHeaderOfAShortBody(@ForAll @IntRange(max = 300) int length) {
        byte[] bytes = new byte[Frames.LARGE_HEADER];
        assertThat(Frames.putLargeHeader(bytes, 0, 0, length)).isEqualTo(Frames.LARGE_HEADER);
        assertThat(Frames.length(bytes, 0)).isEqualTo(length);
        assertThat(Frames.bodyOf(bytes, 0)).isEqualTo(Frames.LARGE_HEADER);
    }

    @Property
    void putsPartOfAnArray(@ForAll @IntRange(max = 600) int length, @ForAll @IntRange(max = 20) int offset) {
        byte[] body = new byte[offset + length + 5];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) i;
        }
        byte[] to = new byte[Frames.size(length)];
        assertThat(Frames.put(to, 0, 0, body, offset, length)).isEqualTo(to.length);
        assertThat(Arrays.copyOfRange(to, Frames.header(length), to.length))
                .isEqualTo(Arrays.copyOfRange(body, offset, offset + length));
    }
}
