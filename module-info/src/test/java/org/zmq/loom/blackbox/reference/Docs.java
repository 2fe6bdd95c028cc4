package org.zmq.loom.blackbox.reference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Documents that are made from the code: compared with what they should be, or written anew if that is asked for. */
public final class Docs {
    /** Where the project begins, seen from where tests run. */
    public static final Path PROJECT = Path.of("..");

    private static final String UPDATE = "docs.update";

    private Docs() {}

    /** Whether documents are to be written instead of compared. */
    public static boolean areUpdated() {
        return System.getProperty(UPDATE) != null;
    }

    /** Fails with the difference if a document is not as it should be. */
    public static void assertCurrent(Path file, String wanted) throws IOException {
        if (areUpdated()) {
            Files.createDirectories(requireNonNull(file.getParent()));
            Files.writeString(file, wanted);
        }
        String found = Files.exists(file) ? Files.readString(file) : "";
        if (!found.equals(wanted)) {
            fail(PROJECT.relativize(file) + " is not what the code says (- the document, + the code):\n\n"
                    + difference(found.lines().toList(), wanted.lines().toList())
                    + howToUpdate());
        }
    }

    /** What to do if the change is meant. */
    public static String howToUpdate() {
        return "\nIf the change is meant, write the documents anew and commit them:\n\n    ./mvnw -pl module-info -am verify -D"
                + UPDATE + "\n";
    }

    /** The lines that went and came, each group below the last line at the margin before it, which says what it belongs to. */
    static String difference(List<String> before, List<String> after) {
        int[][] common = lengthsOfCommonTails(before, after);
        List<String> lines = new ArrayList<>();
        String shown = "";
        String heading = "";
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            boolean both =
                    i < before.size() && j < after.size() && before.get(i).equals(after.get(j));
            if (both) {
                heading = before.get(i).startsWith(" ") ? heading : before.get(i);
                i++;
                j++;
                continue;
            }
            if (!heading.equals(shown)) {
                lines.add("  " + heading);
                shown = heading;
            }
            boolean gone = j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1]);
            lines.add(gone ? "- " + before.get(i++) : "+ " + after.get(j++));
        }
        return String.join("\n", lines) + "\n";
    }

    private static int[][] lengthsOfCommonTails(List<String> before, List<String> after) {
        int[][] lengths = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                lengths[i][j] = before.get(i).equals(after.get(j))
                        ? lengths[i + 1][j + 1] + 1
                        : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }
        return lengths;
    }
}
