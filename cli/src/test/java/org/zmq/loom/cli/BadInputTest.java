package org.zmq.loom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmq.loom.cli.support.Run;

/** Whatever is wrong with a command line is said in one line that shows the value seen, and the exit code tells. */
@Timeout(60)
class BadInputTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    dmo                                               | there is no command dmo; did you mean demo
                    demo extra                                        | "extra" is one more than it takes
                    demo --secnds 3                                   | there is no option --secnds; did you mean --seconds?
                    demo --seconds -1                                 | --seconds -1.0 makes no sense
                    demo --seconds abc                                | "abc" is no number
                    push                                              | Give at least one --bind or --connect
                    push --bind                                       | Missing required parameter for option '--bind'
                    push --bind foo                                   | endpoint "foo" has no "://"
                    push --bind foo://x                               | foo://x: there is no transport foo; there are
                    push --connect ipc:///tmp/x hi                    | there is no transport ipc yet; there are inproc, tcp
                    push --connect udp://127.0.0.1:1 hi               | udp://127.0.0.1:1: there is no transport udp yet
                    req --connect TCP://127.0.0.1:1 hi                | there is no transport TCP; there are
                    dish --bind wss://*:1                             | there is no transport wss yet; there are
                    proxy -f pull:ipc://x -b push:tcp://127.0.0.1:1   | ipc://x: there is no transport ipc yet
                    local_thr epgm://eth0;224.0.0.1:1 10 10           | there is no transport epgm yet; there are
                    remote_thr vmci://1:1 10 10                       | vmci://1:1: there is no transport vmci yet
                    conn_scale ipc:///tmp/x 1                         | "ipc:///tmp/x" is not of the form tcp://
                    push --bind tcp://127.0.0.1:99999 x               | has the port "99999"
                    push --bind tcp://127.0.0.1:* --count -1 x        | --count -1 makes no sense
                    pull --bind tcp://127.0.0.1:* --count -1          | --count -1 makes no sense
                    push --bind tcp://127.0.0.1:* --timeout 5 x       | "5" has no unit
                    push --bind tcp://127.0.0.1:* --timeout soon x    | "soon" is no time
                    push --bind tcp://127.0.0.1:* --hex xyz           | "xyz" is not hexadecimal
                    push --bind tcp://127.0.0.1:* --hex 123           | "123" is not hexadecimal
                    push --bind tcp://127.0.0.1:* -o ZMQ_SNDHWM x     | -o ZMQ_SNDHWM sets nothing
                    push --bind tcp://127.0.0.1:* -o ZMQ_SNDHWM=ten x | ZMQ_SNDHWM cannot be "ten"
                    push --bind tcp://127.0.0.1:* -o ZMQ_SNDHWM=-4 x  | ZMQ_SNDHWM cannot be -4
                    push --bind tcp://127.0.0.1:* -o SNDHWM=FOREVER x | it takes messages, or UNLIMITED
                    push --bind tcp://127.0.0.1:* -o ZMQ_SNDHW=4 x    | there is no option ZMQ_SNDHW; zmq options push
                    pub --bind tcp://127.0.0.1:* --subscriptions -1   | --subscriptions -1 makes no sense
                    rep --bind tcp://127.0.0.1:* --echo yes           | give one of them
                    pair --bind tcp://127.0.0.1:* --echo yes          | give one of them
                    router --bind tcp://127.0.0.1:* hello             | a router sends the name of a peer
                    options bar                                       | was 'bar'
                    proxy                                             | Missing required options: '--frontend
                    proxy -f x -b y                                   | --frontend x has no type of socket in front
                    proxy -f pub:tcp://127.0.0.1:* -b y:tcp://x:1     | --backend y:tcp://x:1 has no type of socket
                    local_thr                                         | Missing required parameters: '<bind-to>'
                    local_thr foo 10 10                               | endpoint "foo" has no "://"
                    local_thr tcp://127.0.0.1:* x 10                  | "x" is no number
                    local_thr tcp://127.0.0.1:* 10 0                  | message count cannot be 0
                    remote_thr tcp://127.0.0.1:1 -5 10                | a message cannot have -5 bytes
                    inproc_lat 1 -1                                   | roundtrip count cannot be -1
                    inproc_thr 10 10 --batch 0                        | --batch 0 makes no sense
                    inproc_thr 10 10 --warm-up -1                     | --warm-up -1.0 makes no sense
                    inproc_thr 10 10 --buffer --batch 2               | leave --buffer or --batch out
                    match_thr 7 10                                    | a message of 7 bytes has no room for a topic
                    proxy_thr 99999999999 1                           | a message cannot have 99999999999 bytes
                    libzmq                                            | which tool? One of local_thr
                    compare --rounds 0 --rival x=y                    | --rounds 0 measures nothing
                    compare --sizes ten                               | "ten" is no number
                    compare --only lat                                | there is no scenario "lat"
                    compare --warm-up -1 --rival x=y                  | --warm-up -1.0 makes no sense
                    compare --rivals nobody                           | --rivals nobody is nobody known
                    compare --report                                  | say with --out where to write
                    compare --rival x                                 | --rival x names nobody
                    """)
    void isRefusedInOneLine(String arguments, String line) throws Exception {
        try (Run run = Run.of(arguments.split(" +"))) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err.lines())
                    .singleElement()
                    .asString()
                    .startsWith("zmq")
                    .contains(line);
            assertThat(run.out.text()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    req --connect inproc://nobody --timeout 50ms hello       | no reply within 50 ms
                    pull --connect inproc://nobody --timeout 50ms            | received 0 messages, and then nothing for 50 ms
                    sub --connect inproc://nobody --timeout 50ms --count 3   | received 0 of 3 messages
                    pub --bind inproc://here --timeout 50ms hello            | 0 of 1 subscriptions came within 50 ms
                    push --bind inproc://here --timeout 50ms hello           | nobody took a message for 50 ms
                    """)
    void waitingInVainFails(String arguments, String line) throws Exception {
        try (Run run = Run.of(arguments.split(" +"))) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err.lines()).singleElement().asString().contains(line);
        }
    }

    @Test
    void everyCommandHasHelpWithExamples() throws Exception {
        try (Run all = Run.of("--help")) {
            assertThat(all.exitCode()).isZero();
            for (String name : new Commands(Terminal.of(System.in, all.out, all.err)).names()) {
                try (Run run = Run.of(name, "--help")) {
                    assertThat(run.exitCode()).isZero();
                    assertThat(run.out.text()).contains("Usage: zmq " + name);
                    if (!name.equals("help")) {
                        assertThat(all.out.text()).contains("\n  " + name + " ");
                        assertThat(run.out.text()).contains("  zmq " + name);
                    }
                }
            }
        }
    }
}
