package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.LoopTransport;

/** What a socket tells of its own accord is found at each of its messages (ZMQ_METADATA). */
class PeerPropertiesTest {
    @RegisterExtension
    final Kernel kernel = new Kernel(builder -> builder.transport(new LoopTransport(4096)));

    private final PushSocket push = kernel.context().push();
    private final PullSocket pull = kernel.context().pull();

    @Test
    void propertiesAreFoundAtTheMessagesOfThePeer() throws InterruptedException {
        push.set(ZmqOption.METADATA, Map.of("X-shelf", "zwölf", "X-empty", ""));
        pull.bind("loop://here");
        push.connect("loop://here");
        push.send("hello");
        Message message = pull.receive();
        assertThat(message.property("X-shelf")).contains("zwölf");
        assertThat(message.property("X-empty")).contains("");
        assertThat(message.property("x-shelf")).as("names in exact case").isEmpty();
        assertThat(message.property("Socket-Type")).contains("PUSH");
    }

    @Test
    void eachConnectionHasThoseOfItsEndpoint() throws InterruptedException {
        push.set(ZmqOption.METADATA, Map.of("X-shelf", "12"));
        pull.bind("loop://here");
        push.connect("loop://here", ZmqOptions.none().with(ZmqOption.METADATA, Map.of("X-box", "a")));
        push.send("hello");
        Message message = pull.receive();
        assertThat(message.property("X-box")).contains("a");
        assertThat(message.property("X-shelf")).isEmpty();
    }

    @Test
    void asManyAsThereMayBeGoThroughTheHandshake() throws InterruptedException {
        String value = "x".repeat(32_768 - "X-much".length());
        push.connect("loop://here", ZmqOptions.none().with(ZmqOption.METADATA, Map.of("X-much", value)));
        pull.bind("loop://here");
        push.send("hello");
        assertThat(pull.receive().property("X-much")).contains(value);
    }
}
