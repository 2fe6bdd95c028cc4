package org.zmq.loom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;

/** What docs/guide/testing.md shows, which is the text of these tests. */
class GuideTest {
    @LoomTest
    void passesMessagesOn(Loom loom) throws Exception {
        PullSocket pull = loom.context().pull();
        Fork<Message> receiver = loom.fork("receiver", () -> pull.receive());
        loom.awaitParked(receiver);

        PushSocket push = loom.context().push();
        push.connect(pull.bind("tcp://127.0.0.1:*"));
        push.send("hello");
        assertThat(receiver.join().text()).isEqualTo("hello");
    }

    @LoomTest
    void survivesAPeerThatTalksNonsense(Loom loom) throws Exception {
        PullSocket pull = loom.context().pull();
        EventLog events = loom.events(pull);
        var endpoint = pull.bind("tcp://127.0.0.1:*");

        PeerWire nonsense = loom.own(ScriptedPeer.dial(endpoint));
        nonsense.send(Zmtp.httpGet()).expectGone();
        assertThat(events.await(SocketEvent.HandshakeFailed.class).cause())
                .isInstanceOf(SocketEvent.Cause.Violation.class);

        PeerWire good = loom.own(ScriptedPeer.dial(endpoint));
        good.handshake(SocketType.PUSH).trickle().sendMessage("slow", "but sure");
        assertThat(pull.receive()).isEqualTo(Message.of("slow", "but sure"));
    }

    @LoomTest
    void givesUpWhenTheTimeHasPassed(Loom loom) throws Exception {
        ManualTicks ticks = new ManualTicks();
        PullSocket pull = loom.context(settings -> settings.ticks(ticks)).pull();
        Fork<Optional<Message>> receiver = loom.fork("receiver", () -> pull.receive(Duration.ofHours(1)));
        loom.awaitParked(receiver);

        ticks.advance(Duration.ofHours(1));
        assertThat(receiver.join()).isEmpty();
    }

    @LoomTest
    void sendsAgainWhatWasCut(Loom loom) throws Exception {
        FaultyTransport faulty =
                new FaultyTransport(new MemoryTransport()).nextDialled(new Fault.CutAfter(Fault.Direction.OUT, 100));
        var context = loom.context(settings -> settings.transport(faulty));
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));
        push.connect(pull.bind("mem://*"));

        push.send(
                "a message that does not fit into the first hundred bytes of a connection, and so comes with the second");
        assertThat(pull.receive().text()).endsWith("with the second");
    }

    /** Each example of the guide is the body of a test above. */
    @Test
    void theGuideShowsWhatIsTestedHere() throws IOException {
        String guide = Files.readString(Path.of("../docs/guide/testing.md"));
        String tests = squeezed(Files.readString(
                Path.of("src/test/java").resolve(GuideTest.class.getName().replace('.', '/') + ".java")));
        List<String> examples = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(guide)
                .results()
                .map((MatchResult result) -> squeezed(result.group(1)))
                .toList();
        assertThat(examples).hasSizeGreaterThan(3).allSatisfy(example -> assertThat(tests)
                .contains(example));
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
