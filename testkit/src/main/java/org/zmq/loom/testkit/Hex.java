package org.zmq.loom.testkit;

import java.util.HexFormat;

/** Bytes as text: two digits each, and what is printable beside them. */
final class Hex {
    private static final int MOST = 96;
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

    private Hex() {}

    static byte[] parse(String hex) {
        String digits = hex.replaceAll("\\s+", "");
        return HexFormat.of().parseHex(digits);
    }

    static String text(byte[] bytes) {
        return text(bytes, 0, bytes.length);
    }

    static String text(byte[] bytes, int from, int to) {
        if (from == to) {
            return "(nothing)";
        }
        int end = Math.min(to, from + MOST);
        StringBuilder text = new StringBuilder(SPACED.formatHex(bytes, from, end));
        if (end < to) {
            text.append(" … ").append(to - from).append(" bytes");
        }
        return text.append(" |").append(printable(bytes, from, end)).append('|').toString();
    }

    private static String printable(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
        }
        return text.toString();
    }
}
