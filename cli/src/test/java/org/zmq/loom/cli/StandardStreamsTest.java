package org.zmq.loom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.cli.support.Launcher;
import org.zmq.loom.cli.support.Run;

/** Standard streams that are closed, full or broken, as the shell hands them over. */
@Timeout(60)
class StandardStreamsTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    static Path project;

    private static Launcher launcher;

    @BeforeAll
    static void launch() throws Exception {
        launcher = Launcher.built(project);
    }

    @Test
    void aMessageThatADeviceRefusesEndsTheCommandAtOnce() throws Exception {
        assumeThat(FULL).exists();
        try (Run pull = launcher.shell("exec \"$zmq\" pull --bind 'tcp://127.0.0.1:*' > /dev/full");
                Run _ = Run.of("push", "--connect", pull.endpoint(), "one", "two", "three")) {
            assertThat(pull.exitCode()).isEqualTo(1);
            assertThat(pull.err.lines())
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith("zmq pull: cannot write message 1 to standard output: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "options", "push --help", "compare --list", "inproc_thr 10 100"})
    void aResultThatADeviceRefusesIsAFailure(String arguments) throws Exception {
        assumeThat(FULL).exists();
        try (Run run = launcher.shell("exec \"$zmq\" " + arguments + " > /dev/full")) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err.lines())
                    .singleElement()
                    .asString()
                    .startsWith("zmq")
                    .contains("cannot write to standard output: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "options", "inproc_thr 10 100"})
    void aClosedOutputIsAFailure(String arguments) throws Exception {
        try (Run run = launcher.shell("exec \"$zmq\" " + arguments + " >&-")) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err.lines())
                    .singleElement()
                    .asString()
                    .endsWith("cannot write to standard output: it is closed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "options", "options --help"})
    void whoHasReadEnoughEndsTheCommandInSilence(String arguments) throws Exception {
        String line = "read go; exec \"$zmq\" " + arguments;
        Process process = launcher.start(line);
        process.getInputStream().close();
        process.getOutputStream().write('\n');
        process.getOutputStream().close();
        try (Run run = Run.of(process, line)) {
            assertThat(run.exitCode()).isEqualTo(141);
            assertThat(run.err.text()).isEmpty();
        }
    }

    @Test
    void aClosedInputIsAnEmptyOne() throws Exception {
        try (Run pull = Run.of("pull", "--bind", "tcp://127.0.0.1:*", "--count", "1");
                Run push = launcher.shell("\"$zmq\" push --connect " + pull.endpoint()
                        + " <&- && exec \"$zmq\" push --connect " + pull.endpoint() + " last")) {
            assertThat(push.exitCode()).as(push.err.text()).isZero();
            assertThat(pull.exitCode()).isZero();
            assertThat(pull.out.lines()).containsExactly("last");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "req", "pair"})
    void anInputThatCannotBeReadIsAFailure(String command) throws Exception {
        try (Run run = launcher.shell("exec \"$zmq\" " + command + " --bind 'tcp://127.0.0.1:*' < /")) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err.lines())
                    .last()
                    .asString()
                    .startsWith("zmq " + command + ": cannot read standard input: ");
        }
    }

    @ParameterizedTest
    @CsvSource({"LC_ALL,C", "LC_ALL,POSIX", "LC_ALL,xx_YY.ISO-8859-1", "LANG,xx_YY.UTF-8", "zmq_nothing,set"})
    void textIsUtf8WhateverTheLocale(String variable, String value) throws Exception {
        try (Run pull = Run.of("pull", "--bind", "tcp://127.0.0.1:*", "--count", "2");
                Run push = launcher.shell("export " + variable + "=" + value + "; \"$zmq\" push -c " + pull.endpoint()
                        + " grüße && echo Ελλάδα | \"$zmq\" push -c " + pull.endpoint())) {
            assertThat(push.exitCode()).as(push.err.text()).isZero();
            assertThat(pull.exitCode()).isZero();
            assertThat(pull.out.lines()).containsExactly("grüße", "Ελλάδα");
        }
    }

    @Test
    void textIsUtf8OnItsWayOutWhateverTheLocale() throws Exception {
        try (Run pull = launcher.shell("LC_ALL=C exec \"$zmq\" pull --bind 'tcp://127.0.0.1:*' --count 1");
                Run push = Run.of("push", "-c", pull.endpoint(), "grüße")) {
            assertThat(push.exitCode()).isZero();
            assertThat(pull.exitCode()).isZero();
            assertThat(pull.out.lines()).containsExactly("grüße");
        }
        try (Run run = launcher.shell("LC_ALL=C exec \"$zmq\" push --bind grüße")) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err.text()).contains("endpoint \"grüße\" has no");
        }
    }

    @Test
    void argumentsThatAreNotUtf8AreRefused() throws Exception {
        try (Run run = launcher.shell("exec \"$zmq\" push --bind 'tcp://127.0.0.1:*' \"$(printf 'gr\\374n')\"")) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err.lines())
                    .singleElement()
                    .isEqualTo("zmq: argument 4 is not UTF-8: gr\\xfcn; --hex sends any bytes");
        }
    }
}
