package org.zmq.loom.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Bytes as the specification writes them: hexadecimal digits, and text between quotes. */
final class Bytes {
    private Bytes() {}

    /** Reads for example {@code "04 07 'READY' 00*3"}. */
    static byte[] of(String notation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String token : notation.strip().split("\\s+", -1)) {
            if (token.startsWith("'")) {
                bytes.writeBytes(token.substring(1, token.length() - 1).getBytes(US_ASCII));
            } else {
                int star = token.indexOf('*');
                int times = star < 0 ? 1 : Integer.parseInt(token.substring(star + 1));
                byte[] once = HexFormat.of().parseHex(star < 0 ? token : token.substring(0, star));
                for (int i = 0; i < times; i++) {
                    bytes.writeBytes(once);
                }
            }
        }
        return bytes.toByteArray();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
