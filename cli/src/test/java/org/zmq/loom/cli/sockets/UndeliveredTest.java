package org.zmq.loom.cli.sockets;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.Context;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.support.Run;

/** Whoever sends to peers that will not have it is told that nothing was delivered. */
@Timeout(60)
class UndeliveredTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:*";
    private static final String NOTHING = "nothing was delivered: no peer was ready within 1 s";

    @ParameterizedTest
    @CsvSource({
        "push,rep --echo",
        "push --timeout 10s,rep --echo",
        "scatter,rep --echo",
        "dealer --count 0,sub",
        "pair --count 0,rep --echo",
        "client --count 0,rep --echo",
        "channel --count 0,rep --echo"
    })
    void whatAPeerOfAnotherTypeRefusesIsAFailureAtOnce(String sends, String other) throws Exception {
        try (Run peer = Run.of(words(other + " --bind " + ANYWHERE));
                Run sender = Run.of(words(sends + " --connect " + peer.endpoint() + " one"))) {
            assertThat(sender.exitCode()).isEqualTo(1);
            assertThat(sender.err.lines()).first().asString().contains("no agreement with ", "at " + peer.endpoint());
            assertThat(sender.err.lines())
                    .last()
                    .asString()
                    .endsWith("nothing was delivered: every peer has refused to talk, and is not connected to again");
        }
    }

    @ParameterizedTest
    @CsvSource({"pull,rep --echo", "sub,rep --echo", "req one,pull", "pub one,pull", "dealer one,pull"})
    void whoIsRefusedByAllDoesNotWaitForThem(String command, String other) throws Exception {
        try (Run peer = Run.of(words(other + " --bind " + ANYWHERE));
                Run refused = Run.of(words(command + " --connect " + peer.endpoint()))) {
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err.lines())
                    .last()
                    .asString()
                    .endsWith("every peer has refused to talk, and is not connected to again");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "dealer --count 0"})
    void whatNobodyTakesInThisProcessIsAFailure(String sends) throws Exception {
        try (Run sender = Run.of(words(sends + " --timeout 1s --connect inproc://nobody one"))) {
            assertThat(sender.exitCode()).isEqualTo(1);
            assertThat(sender.err.lines()).singleElement().asString().contains(NOTHING);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',nothing was delivered: no peer was ready within 1 s",
        "HTTP/1.1 400 Bad Request,nothing was delivered: every peer has refused to talk"
    })
    void whatAServerOfSomethingElseDoesNotTakeIsAFailure(String answer, String reason) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread _ = Thread.ofVirtual().start(() -> answerAll(server, answer));
            String endpoint = "tcp://127.0.0.1:" + server.getLocalPort();
            try (Run push = Run.of("push", "--timeout", "1s", "--connect", endpoint, "one")) {
                assertThat(push.exitCode()).isEqualTo(1);
                assertThat(push.err.lines()).first().asString().contains("no agreement with ");
                assertThat(push.err.lines()).last().asString().contains(reason);
            }
        }
    }

    private static void answerAll(ServerSocket server, String answer) {
        try {
            while (true) {
                try (Socket caller = server.accept()) {
                    caller.getOutputStream().write(answer.getBytes(US_ASCII));
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    /** Somebody was there and does not take everything: what is left is counted. */
    @ParameterizedTest
    @CsvSource({"push,PULL", "scatter,GATHER", "dealer --count 0,DEALER", "pair --count 0,PAIR"})
    void whatAPeerDoesNotTakeInTimeIsAFailure(String sends, SocketType type) throws Exception {
        String lines = ("x".repeat(100_000) + "\n").repeat(100);
        try (Context context = Context.create()) {
            ZmqSocket busy = context.socket(type);
            busy.set(ZmqOption.LINGER, Duration.ZERO);
            busy.set(ZmqOption.RECEIVE_HWM, 1);
            busy.set(ZmqOption.RECEIVE_BUFFER, 4096);
            String endpoint = busy.bind(ANYWHERE).toString();
            try (Run sender = Run.withInput(lines, words(sends + " --timeout 1s --connect " + endpoint))) {
                assertThat(sender.exitCode()).isEqualTo(1);
                assertThat(sender.err.lines())
                        .singleElement()
                        .asString()
                        .matches("zmq \\w+: \\d+ messages were not delivered within 1 s");
            }
        }
    }

    @Test
    void aPeerThatTakesThePlaceOfOneThatHungUpGetsEverything() throws Exception {
        String endpoint;
        Run push;
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            endpoint = "tcp://127.0.0.1:" + server.getLocalPort();
            push = Run.of("push", "--connect", endpoint, "one", "two");
            server.accept().close();
        }
        try (push;
                Run pull = Run.of("pull", "--bind", endpoint, "--count", "2")) {
            assertThat(push.exitCode()).isZero();
            assertThat(pull.exitCode()).isZero();
            assertThat(pull.out.lines()).containsExactly("one", "two");
        }
    }

    @Test
    void aRefusalIsToldOnceThoughItComesAgainAndAgain() throws Exception {
        try (Run rep = Run.of("rep", "--bind", ANYWHERE, "--echo")) {
            String endpoint = rep.endpoint();
            int port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
            for (int i = 0; i < 3; i++) {
                try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    caller.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
                    caller.getInputStream().transferTo(OutputStream.nullOutputStream());
                }
            }
            try (Run req = Run.of("req", "--connect", endpoint, "hello")) {
                assertThat(req.exitCode()).isZero();
            }
            assertThat(rep.err.lines())
                    .filteredOn(line -> line.contains("no agreement"))
                    .hasSize(1);
        }
    }

    private static String[] words(String line) {
        return line.split(" +");
    }
}
