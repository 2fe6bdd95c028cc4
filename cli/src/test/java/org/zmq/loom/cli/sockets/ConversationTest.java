package org.zmq.loom.cli.sockets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zmq.loom.cli.support.Run;

/** The commands for sockets talk to each other. */
@Timeout(60)
class ConversationTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:*";

    @Test
    void pullShowsWhatPushSends() throws Exception {
        try (Run pull = Run.of("pull", "--bind", ANYWHERE, "--count", "3");
                Run push = Run.of("push", "--connect", pull.endpoint(), "one", "two words", "")) {
            assertThat(push.exitCode()).isZero();
            assertThat(pull.exitCode()).isZero();
            assertThat(pull.out.text()).isEqualTo("one\ntwo words\n\n");
        }
    }

    @Test
    void everyLineOfInputIsAMessage() throws Exception {
        try (Run pull = Run.of("pull", "--bind", ANYWHERE, "--count", "3");
                Run push = Run.withInput("a\n\n@last: no end of line", "push", "--connect", pull.endpoint())) {
            assertThat(push.exitCode()).isZero();
            assertThat(pull.exitCode()).isZero();
            assertThat(pull.out.text()).isEqualTo("a\n\n@last: no end of line\n");
        }
    }

    @Test
    void aLineIsSentAndShownAtOnce() throws Exception {
        PipedInputStream typed = new PipedInputStream();
        try (PipedOutputStream keyboard = new PipedOutputStream(typed);
                Run pull = Run.of("pull", "--bind", ANYWHERE);
                Run push = Run.reading(typed, "push", "--connect", pull.endpoint())) {
            keyboard.write("first\n".getBytes(UTF_8));
            keyboard.flush();
            String _ = pull.out.await("^first$");
            keyboard.write("second\n".getBytes(UTF_8));
            keyboard.flush();
            String _ = pull.out.await("^second$");
            assertThat(push.err.text()).isEmpty();
        }
    }

    @Test
    void countRepeatsTheMessagesThatAreGiven() throws Exception {
        try (Run pull = Run.of("pull", "--bind", ANYWHERE, "--count", "5");
                Run push = Run.of("push", "--connect", pull.endpoint(), "--count", "5", "tick", "tock")) {
            assertThat(push.exitCode()).isZero();
            assertThat(pull.exitCode()).isZero();
            assertThat(pull.out.lines()).containsExactly("tick", "tock", "tick", "tock", "tick");
        }
    }

    @Test
    void bytesGoThroughAsHex() throws Exception {
        try (Run pull = Run.of("pull", "--bind", ANYWHERE, "--count", "1", "--hex");
                Run push = Run.of("push", "--connect", pull.endpoint(), "--hex", "00ff0a _ 68656c6c6f")) {
            assertThat(push.exitCode()).isZero();
            assertThat(pull.exitCode()).isZero();
            assertThat(pull.out.text()).isEqualTo("00ff0a _ 68656c6c6f\n");
        }
    }

    @Test
    void pubWaitsForSubscriptionsAndSubFilters() throws Exception {
        try (Run pub = Run.of(
                        "pub", "--bind", ANYWHERE, "--subscriptions", "3", "news 1", "sport 2", "weather 3", "news 4");
                Run two = Run.of(
                        "sub", "-c", pub.endpoint(), "--subscribe", "news", "--subscribe", "weather", "--count", "3");
                Run all = Run.of("sub", "--connect", pub.endpoint(), "--count", "4")) {
            assertThat(two.exitCode()).isZero();
            assertThat(all.exitCode()).isZero();
            assertThat(pub.exitCode()).isZero();
            assertThat(two.out.lines()).containsExactly("news 1", "weather 3", "news 4");
            assertThat(all.out.lines()).containsExactly("news 1", "sport 2", "weather 3", "news 4");
        }
    }

    @Test
    void repEchoesWhatReqAsks() throws Exception {
        try (Run rep = Run.of("rep", "--bind", ANYWHERE, "--echo", "--count", "2");
                Run req = Run.of("req", "--connect", rep.endpoint(), "hello", "again")) {
            assertThat(req.exitCode()).isZero();
            assertThat(rep.exitCode()).isZero();
            assertThat(req.out.lines()).containsExactly("hello", "again");
            assertThat(rep.out.lines()).containsExactly("hello", "again");
        }
    }

    @Test
    void repAnswersWithItsArgumentsInTurn() throws Exception {
        try (Run rep = Run.of("rep", "--bind", ANYWHERE, "yes", "no");
                Run req = Run.of("req", "--connect", rep.endpoint(), "--count", "3", "well?")) {
            assertThat(req.exitCode()).isZero();
            assertThat(req.out.lines()).containsExactly("yes", "no", "yes");
        }
    }

    @Test
    void repFailsWhenItHasNoMoreAnswers() throws Exception {
        try (Run rep = Run.withInput("only\n", "rep", "--bind", ANYWHERE);
                Run req = Run.of("req", "--connect", rep.endpoint(), "--timeout", "20s", "one", "two")) {
            assertThat(rep.exitCode()).isEqualTo(1);
            assertThat(rep.err.text()).contains("the last request has no answer");
            assertThat(req.out.lines()).containsExactly("only");
        }
    }

    @Test
    void routerEchoesToTheDealerThatAsked() throws Exception {
        try (Run router = Run.of("router", "--bind", ANYWHERE, "--echo", "--count", "2");
                Run dealer = Run.of(
                        "dealer", "-c", router.endpoint(), "-o", "ZMQ_ROUTING_ID=ann", "--count", "2", "one", "two")) {
            assertThat(dealer.exitCode()).isZero();
            assertThat(router.exitCode()).isZero();
            assertThat(dealer.out.lines()).containsExactly("one", "two");
            assertThat(router.out.lines()).containsExactly("ann\tone", "ann\ttwo");
        }
    }

    @Test
    void routerSaysThatThereIsNobodyOfThatName() throws Exception {
        try (Run router = Run.of("router", "--bind", ANYWHERE, "--separator", " ", "bob hello")) {
            assertThat(router.exitCode()).isEqualTo(1);
            assertThat(router.err.text()).contains("EHOSTUNREACH");
        }
    }

    @Test
    void pairsTalkBothWays() throws Exception {
        try (Run one = Run.of("pair", "--bind", ANYWHERE, "--count", "1", "from one");
                Run other = Run.of("pair", "--connect", one.endpoint(), "--count", "1", "from the other")) {
            assertThat(one.exitCode()).isZero();
            assertThat(other.exitCode()).isZero();
            assertThat(one.out.lines()).containsExactly("from the other");
            assertThat(other.out.lines()).containsExactly("from one");
        }
    }

    @Test
    void xpubShowsSubscriptions() throws Exception {
        try (Run xpub = Run.of("xpub", "--bind", ANYWHERE, "--count", "1", "--hex");
                Run xsub = Run.of("xsub", "--connect", xpub.endpoint(), "--subscribe", "news")) {
            assertThat(xpub.exitCode()).isZero();
            assertThat(xsub.out.text()).isEmpty();
            assertThat(xpub.out.text()).isEqualTo("016e657773\n");
        }
    }

    @Test
    void serverEchoesToTheClientThatAsked() throws Exception {
        try (Run server = Run.of("server", "--bind", ANYWHERE, "--echo", "--count", "2");
                Run client = Run.of("client", "--connect", server.endpoint(), "--count", "2", "one", "two")) {
            assertThat(client.exitCode()).isZero();
            assertThat(server.exitCode()).isZero();
            assertThat(client.out.lines()).containsExactly("one", "two");
            assertThat(server.out.text()).matches("(\\d+)\tone\n\\1\ttwo\n");
        }
    }

    @Test
    void peerSaysWhatIsNoNumberOrNobodys() throws Exception {
        try (Run peer = Run.of("peer", "--bind", ANYWHERE, "--separator", " ", "bob hello")) {
            assertThat(peer.exitCode()).isEqualTo(2);
            assertThat(peer.err.text()).contains("bob");
        }
        try (Run peer = Run.of("peer", "--bind", ANYWHERE, "--separator", " ", "12345 hello")) {
            assertThat(peer.exitCode()).isEqualTo(1);
            assertThat(peer.err.text()).contains("EHOSTUNREACH", "12345");
        }
    }

    @Test
    void gatherShowsWhatScatterSends() throws Exception {
        try (Run gather = Run.of("gather", "--bind", ANYWHERE, "--count", "2");
                Run scatter = Run.of("scatter", "--connect", gather.endpoint(), "one", "two")) {
            assertThat(scatter.exitCode()).isZero();
            assertThat(gather.exitCode()).isZero();
            assertThat(gather.out.lines()).containsExactly("one", "two");
        }
    }

    @Test
    void channelsTalkBothWays() throws Exception {
        try (Run one = Run.of("channel", "--bind", ANYWHERE, "--count", "1", "from one");
                Run other = Run.of("channel", "--connect", one.endpoint(), "--count", "1", "from the other")) {
            assertThat(one.exitCode()).isZero();
            assertThat(other.exitCode()).isZero();
            assertThat(one.out.lines()).containsExactly("from the other");
            assertThat(other.out.lines()).containsExactly("from one");
        }
    }

    @Test
    void dishShowsWhatRadioSendsToItsGroups() throws Exception {
        String[] again = {"--wait", "0ms", "--interval", "10ms", "--count", "1000000"};
        try (Run dish = Run.of("dish", "--bind", ANYWHERE, "--join", "news", "--count", "2");
                Run _ = radio(dish.endpoint(), "sport", again);
                Run _ = radio(dish.endpoint(), "news", again)) {
            assertThat(dish.exitCode()).isZero();
            assertThat(dish.out.lines()).containsExactly("news\thello", "news\thello");
        }
    }

    private static Run radio(String endpoint, String group, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("radio", "--connect", endpoint, "--group", group, "hello"));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }

    @Test
    void proxyPassesMessagesOnUntilItIsToldToEnd() throws Exception {
        try (Run proxy =
                Run.of("proxy", "-f", "pull:" + ANYWHERE, "-b", "push:" + ANYWHERE, "--control", "rep:" + ANYWHERE)) {
            String front = proxy.err.await("frontend: bound to (\\S+)$");
            String back = proxy.err.await("backend: bound to (\\S+)$");
            String control = proxy.err.await("control: bound to (\\S+)$");
            try (Run pull = Run.of("pull", "--connect", back, "--count", "2");
                    Run push = Run.of("push", "--connect", front, "a", "b")) {
                assertThat(push.exitCode()).isZero();
                assertThat(pull.exitCode()).isZero();
                assertThat(pull.out.lines()).containsExactly("a", "b");
            }
            try (Run req = Run.of("req", "--connect", control, "TERMINATE")) {
                assertThat(req.exitCode()).isZero();
                assertThat(proxy.exitCode()).isZero();
            }
        }
    }

    @Test
    void aTimeoutThatIsTooLongToCountIsForEver() throws Exception {
        try (Run pull = Run.of("pull", "--bind", ANYWHERE, "--timeout", "999999999h", "--count", "1");
                Run push = Run.of("push", "--connect", pull.endpoint(), "--timeout", "999999999h", "hello")) {
            assertThat(push.exitCode()).isZero();
            assertThat(pull.exitCode()).isZero();
        }
        try (Run pub = Run.of("pub", "-b", ANYWHERE, "--subscriptions", "1", "--timeout", "999999999h", "news");
                Run sub = Run.of("sub", "-c", pub.endpoint(), "--count", "1")) {
            assertThat(sub.exitCode()).isZero();
            assertThat(pub.exitCode()).isZero();
        }
    }

    @Test
    void optionsAreSetToValuesThatHaveAName() throws Exception {
        try (Run pull = Run.of(
                        "pull", "--bind", ANYWHERE, "-o", "ZMQ_RCVHWM=UNLIMITED", "-o", "maxmsgsize=unlimited_bytes");
                Run push = Run.of(
                        "push", "-c", pull.endpoint(), "-o", "ZMQ_SNDHWM=Unlimited", "-o", "LINGER=forever", "hello")) {
            assertThat(push.exitCode()).isZero();
            String _ = pull.out.await("^hello$");
        }
    }

    @Test
    void optionsListsWhatATypeOfSocketHas() throws Exception {
        try (Run run = Run.of("options", "sub")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out.text()).contains("ZMQ_RCVHWM", "ZMQ_LINGER").doesNotContain("ZMQ_ROUTER_MANDATORY");
        }
    }
}
