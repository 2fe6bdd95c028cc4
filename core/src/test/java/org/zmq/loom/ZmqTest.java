package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.Zmq.Version;

/** What the library says of itself. */
class ZmqTest {
    private static final Pattern BUILT = Pattern.compile("<version>(\\d+\\.\\d+\\.\\d+)(-SNAPSHOT)?</version>");

    @Test
    void versionIsThatOfTheBuild() throws IOException {
        String build = Files.readString(Path.of(System.getProperty("basedir", "."), "pom.xml"));
        Matcher first = BUILT.matcher(build);
        assertThat(first.find()).isTrue();
        assertThat(Zmq.version()).hasToString(first.group(1));
    }

    @Test
    void hasWhatLibzmqHasAndSpeaksWhatItSpeaks() {
        assertThat(Zmq.libzmqVersion()).isGreaterThanOrEqualTo(new Version(4, 3, 4));
        assertThat(Zmq.zmtpVersion()).isEqualTo("3.1");
    }

    @Property(tries = 200)
    void versionsAreOrderedByTheirFirstNumberThatDiffers(
            @ForAll @IntRange(max = 3) int major,
            @ForAll @IntRange(max = 3) int minor,
            @ForAll @IntRange(max = 3) int patch,
            @ForAll @IntRange(max = 3) int otherMajor,
            @ForAll @IntRange(max = 3) int otherMinor,
            @ForAll @IntRange(max = 3) int otherPatch) {
        int order = new Version(major, minor, patch).compareTo(new Version(otherMajor, otherMinor, otherPatch));
        int expected = (major - otherMajor) * 100 + (minor - otherMinor) * 10 + patch - otherPatch;
        assertThat(Integer.signum(order)).isEqualTo(Integer.signum(expected));
    }

    @Test
    void alwaysHasWhatNeedsNoTransport() {
        assertThat(Zmq.has("inproc")).isTrue();
    }

    @Test
    void hasTheDraftTypesIfTheyAreAmongTheTypes() {
        boolean there = java.util.Arrays.stream(SocketType.values())
                .anyMatch(type -> type.name().equals("SERVER"));
        assertThat(Zmq.has("draft")).isEqualTo(there);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "INPROC", "Draft", "ws "})
    void hasNothingThatNobodyKnows(String name) {
        assertThat(Zmq.has(name)).isFalse();
    }
}
