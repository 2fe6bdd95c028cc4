package org.zmq.loom.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmq.loom.cli.Failure;

/** Rivals are found by name, or brought along as a command line. */
class RivalsTest {
    @TempDir
    Path project;

    private Rivals rivals() {
        return new Rivals(Optional.of(project));
    }

    @Test
    void oursSaysWhichBuildItIs() {
        assertThat(Rival.ours().version()).containsPattern("build [0-9a-f]{8}").doesNotContain("build 00000000");
    }

    @Test
    void severalCommandLinesMayBeGiven() {
        assertThat(rivals().find(List.of(), List.of("a=./a  -x", "b=b")))
                .extracting(Rival::name, Rival::command)
                .containsExactly(tuple("a", List.of("./a", "-x")), tuple("b", List.of("b")));
    }

    @Test
    void twoOfTheSameNameAreRefused() {
        assertThatThrownBy(() -> rivals().find(List.of(), List.of("a=x", "a=y")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("the same name");
    }

    @Test
    void jeromqIsWhereTheBuildHasPutIt() throws Exception {
        Path arguments = project.resolve("bench").resolve("target").resolve("jeromq.args");
        Files.createDirectories(arguments.getParent());
        Files.writeString(arguments, "# 0.6.0\n-cp x Main\n");
        Rival jeromq = rivals().find(List.of("jeromq"), List.of()).getFirst();
        assertThat(jeromq.version()).isEqualTo("0.6.0");
        assertThat(jeromq.command()).last().isEqualTo("@" + arguments);
    }

    @Test
    void jeromqThatWasNotBuiltIsSaidToBeMissing() {
        assertThatThrownBy(() -> rivals().find(List.of("jeromq"), List.of()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("jeromq.args is missing; build it with");
    }
}
