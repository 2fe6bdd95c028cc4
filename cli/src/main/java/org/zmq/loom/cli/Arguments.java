package org.zmq.loom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The arguments of this process: UTF-8, whatever the JVM has made of them.
 *
 * <p>A JVM reads them as the locale says, and puts U+FFFD where that fails. Where this may have happened, this class
 * reads the bytes that the system keeps.
 */
final class Arguments {
    private static final Path KEPT = Path.of("/proc/self/cmdline");
    private static final char UNREADABLE = '\ufffd';

    private Arguments() {}

    /** What the user has written; refuses what is not UTF-8. */
    static String[] given(String... decoded) {
        boolean right = UTF_8.name().equals(System.getProperty("sun.jnu.encoding"))
                && Arrays.stream(decoded).noneMatch(argument -> argument.indexOf(UNREADABLE) >= 0);
        return right ? decoded : last(decoded);
    }

    private static String[] last(String... decoded) {
        try {
            return last(decoded.length, Files.readAllBytes(KEPT)).toArray(String[]::new);
        } catch (IOException e) {
            return decoded; // another system, which keeps them elsewhere or not at all
        }
    }

    /** The last so many words of a command line that has a zero behind each. */
    static List<String> last(int count, byte[] commandLine) {
        List<byte[]> words = new ArrayList<>();
        for (int begin = 0, i = 0; i < commandLine.length; i++) {
            if (commandLine[i] == 0) {
                words.add(Arrays.copyOfRange(commandLine, begin, i));
                begin = i + 1;
            }
        }
        List<String> arguments = new ArrayList<>();
        for (byte[] word : words.subList(words.size() - count, words.size())) {
            arguments.add(text(word, arguments.size() + 1));
        }
        return arguments;
    }

    private static String text(byte[] word, int number) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(word)).toString();
        } catch (CharacterCodingException e) {
            throw Failure.usage("argument " + number + " is not UTF-8: " + shown(word) + "; --hex sends any bytes");
        }
    }

    private static String shown(byte[] word) {
        StringBuilder text = new StringBuilder();
        for (byte b : word) {
            text.append(b >= ' ' && b < 127 ? (char) b : "\\x" + HexFormat.of().toHexDigits(b));
        }
        return text.toString();
    }
}
