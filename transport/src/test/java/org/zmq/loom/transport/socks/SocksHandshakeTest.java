package org.zmq.loom.transport.socks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a proxy may take its time for. */
class SocksHandshakeTest {
    private static final long MILLISECOND = 1_000_000L;
    private static final String WELL = "0500" + "05000001000000000000";

    private long now;

    private void connect(Trickle proxy, long limitMillis) throws Exception {
        new SocksHandshake(new SocksProxy("proxy.example", 1080, "", ""), proxy, limitMillis * MILLISECOND, () -> now)
                .connect("::1", Optional.empty(), 9);
    }

    @Test
    void proxyThatTricklesHasTheSameLimitForAllItsBytes() {
        Trickle proxy = new Trickle(WELL);
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> connect(proxy, 50))
                .withMessage("the SOCKS proxy proxy.example:1080 did not connect to [::1]:9 within 50 ms");
        assertThat(proxy.patience).as("how long each byte was waited for").containsExactly(50, 40, 30, 20, 10);
    }

    @Test
    void proxyThatIsInTimeLeavesNoLimitBehind() throws Exception {
        Trickle proxy = new Trickle(WELL);
        connect(proxy, 121);
        assertThat(proxy.patience).hasSize(13).endsWith(21, 11, 0);
    }

    @Test
    void proxyHasAsLongAsItLikesWithoutALimit() throws Exception {
        Trickle proxy = new Trickle(WELL);
        connect(proxy, 0);
        assertThat(proxy.patience).containsExactly(0);
    }

    /** A connection to somebody who says these bytes, one each ten milliseconds. */
    private final class Trickle extends Socket {
        private final byte[] bytes;
        private final List<Integer> patience = new ArrayList<>();
        private int next;

        Trickle(String hex) {
            bytes = HexFormat.of().parseHex(hex);
        }

        @Override
        public void setSoTimeout(int millis) {
            patience.add(millis);
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return new InputStream() {
                @Override
                public int read() {
                    now += 10 * MILLISECOND;
                    return bytes[next++] & 0xff;
                }

                @Override
                public int read(byte[] into, int offset, int length) {
                    throw new AssertionError("what follows the reply is the peer's");
                }
            };
        }
    }
}
