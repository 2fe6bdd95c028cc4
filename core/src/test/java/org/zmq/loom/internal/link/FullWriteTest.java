package org.zmq.loom.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.support.StubConnection;

class FullWriteTest {
    /** Takes a few bytes of the first part that has any, and refuses to be asked for nothing. */
    private static final class Narrow extends StubConnection {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final int width;

        Narrow(int width) {
            this.width = width;
        }

        @Override
        public long write(ByteBuffer[] from, int offset, int length) {
            int count = 0;
            for (int i = offset; i < offset + length && count < width; i++) {
                while (from[i].hasRemaining() && count < width) {
                    taken.write(from[i].get());
                    count++;
                }
            }
            assertThat(count).as("bytes to write").isPositive();
            return count;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void everythingIsWrittenHoweverLittleIsTakenAtATime(int width) throws IOException {
        Narrow connection = new Narrow(width);
        FullWrite.of(connection, parts("ab", "cde", "f"));
        assertThat(connection.taken.toString(StandardCharsets.US_ASCII)).isEqualTo("abcdef");
    }

    @ParameterizedTest
    @CsvSource({"'||ab', ab", "'ab||', ab", "'a||b', ab", "'||', ''"})
    void emptyPartsAreNotWritten(String parts, String written) throws IOException {
        Narrow connection = new Narrow(100);
        FullWrite.of(connection, parts(parts.split("[|]", -1)));
        assertThat(connection.taken.toString(StandardCharsets.US_ASCII)).isEqualTo(written);
    }

    @Test
    void aBrokenConnectionEndsIt() {
        StubConnection broken = new StubConnection() {
            @Override
            public long write(ByteBuffer[] from, int offset, int length) throws IOException {
                throw new IOException("broken");
            }
        };
        assertThatIOException()
                .isThrownBy(() -> FullWrite.of(broken, parts("a")))
                .withMessage("broken");
    }

    private static ByteBuffer[] parts(String... texts) {
        return Arrays.stream(texts)
                .map(text -> ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)))
                .toArray(ByteBuffer[]::new);
    }
}
