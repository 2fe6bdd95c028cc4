package org.zmq.loom.cli.sockets;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.zmq.loom.cli.Failure;
import picocli.CommandLine.Option;

/** The options that say how messages stand in lines. */
final class FormatArguments {
    @Option(
            names = "--hex",
            description =
                    "Messages and topics are hexadecimal, in and out, with a space between frames and an underscore for an "
                            + "empty frame. Exact, where text shows what it cannot print as \\n or \\x00.")
    private boolean hex;

    @Option(
            names = "--separator",
            paramLabel = "TEXT",
            description =
                    "What stands between the frames of a message, in and out; \\t is a tab. Without it, each argument or "
                            + "line is one frame, and frames that come in are shown with a tab between them.")
    private @Nullable String separator;

    MessageFormat format() {
        byte[] between =
                separator == null ? null : separator.replace("\\t", "\t").getBytes(UTF_8);
        if (between != null && between.length == 0) {
            throw Failure.usage("--separator \"\" separates nothing; give at least one character");
        }
        return hex ? MessageFormat.hex(between) : MessageFormat.text(between);
    }
}
