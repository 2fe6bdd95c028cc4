package org.zmq.loom.blackbox.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;
import org.zmq.loom.testkit.Zmtp;

/** What a message knows of the peer that sent it. */
@ExtendWith(LoomExtension.class)
class PropertiesTest {
    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @LoomTest
    void areWhatThePeerSaysInItsHandshake(Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        PeerWire peer = loom.own(ScriptedPeer.dial(pull.bind("tcp://127.0.0.1:*")));
        peer.sendGreeting()
                .expectGreeting()
                .send(Zmtp.ready(Map.of(
                        "Socket-Type", bytes("PUSH"),
                        "Identity", bytes("anna"),
                        "Resource", bytes("/here"),
                        "X-Room", bytes("seven"))))
                .expectReady()
                .sendMessage("one", "two")
                .sendMessage("three");
        for (Message message : new Message[] {pull.receive(), pull.receive()}) {
            assertThat(message.properties())
                    .containsEntry("Socket-Type", "PUSH")
                    .containsEntry("Resource", "/here")
                    .containsEntry("X-Room", "seven")
                    .containsKey("Peer-Address");
            assertThat(message.property("Routing-Id")).contains("anna");
            assertThat(message.property("Identity")).contains("anna");
            assertThat(message.property("x-room")).isEmpty();
            assertThat(message.property("Peer-Address")).contains("127.0.0.1");
        }
    }

    /** A program that goes by these would be fooled. */
    @LoomTest
    void thatThePeerMustNotSayAreNotBelieved(Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        PeerWire peer = loom.own(ScriptedPeer.dial(pull.bind("tcp://127.0.0.1:*")));
        peer.sendGreeting()
                .expectGreeting()
                .send(Zmtp.ready(Map.of(
                        "Socket-Type", bytes("PUSH"),
                        "User-Id", bytes("root"),
                        "Peer-Address", bytes("10.0.0.1"))))
                .expectReady()
                .sendMessage("hello");
        Message message = pull.receive();
        assertThat(message.property("User-Id")).isEmpty();
        assertThat(message.property("Peer-Address")).contains("127.0.0.1");
    }

    @LoomTest
    void areOnEveryMessageOfARouterToo(Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        DealerSocket dealer = loom.context().dealer();
        dealer.set(ZmqOption.ROUTING_ID, bytes("anna"));
        dealer.connect(router.bind("tcp://127.0.0.1:*").toString());
        dealer.send("hello");
        Message message = router.receive();
        assertThat(message.property("Socket-Type")).contains("DEALER");
        assertThat(message.property("Routing-Id")).contains("anna");
        router.send(message.reply("back"));
        assertThat(dealer.receive().property("Socket-Type")).contains("ROUTER");
    }

    @LoomTest
    void areNotSentOn(Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        PushSocket push = loom.context().push();
        push.connect(pull.bind("tcp://127.0.0.1:*").toString());
        push.send("hello");
        Message received = pull.receive();
        PullSocket near = loom.context().pull();
        near.bind("inproc://near");
        PushSocket passesOn = loom.context().push();
        passesOn.connect("inproc://near");
        passesOn.send(received);
        Message passed = near.receive();
        assertThat(passed).isEqualTo(received);
        assertThat(passed.properties()).isEmpty();
    }
}
