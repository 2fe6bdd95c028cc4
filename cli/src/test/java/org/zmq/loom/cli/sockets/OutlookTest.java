package org.zmq.loom.cli.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Endpoint;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;

/** Events tell whether anybody will ever be there to talk to. */
@Timeout(60)
class OutlookTest {
    private static final Endpoint ONE = Endpoint.parse("tcp://127.0.0.1:1");
    private static final Endpoint OTHER = Endpoint.parse("tcp://127.0.0.1:2");
    private static final Cause REFUSAL = new Cause.Rejected("no");

    private final Outlook outlook = new Outlook();

    private static SocketEvent lost(Endpoint endpoint, Cause cause) {
        return new SocketEvent.Disconnected(endpoint, "127.0.0.1:1", cause);
    }

    private static SocketEvent failed(Endpoint endpoint, Cause cause) {
        return new SocketEvent.HandshakeFailed(endpoint, "127.0.0.1:1", cause);
    }

    private void refuses(Endpoint endpoint) {
        outlook.saw(failed(endpoint, REFUSAL));
        outlook.saw(lost(endpoint, REFUSAL));
    }

    private static SocketEvent ready(Endpoint endpoint) {
        return new SocketEvent.HandshakeSucceeded(endpoint, "127.0.0.1:1");
    }

    static List<Cause> thatAreFinal() {
        return List.of(REFUSAL, new Cause.Refused("no"), new Cause.Violation(ProtocolError.ZMTP_UNSPECIFIED, "no"));
    }

    static List<Cause> thatMayPass() {
        return List.of(new Cause.PeerClosed(), new Cause.Broken("reset"), new Cause.TimedOut("30 s"));
    }

    @ParameterizedTest
    @MethodSource("thatAreFinal")
    void nobodyIsLeftWhenAllHaveRefused(Cause cause) throws Exception {
        outlook.connectsOnlyTo(List.of(ONE, OTHER));
        outlook.saw(failed(ONE, cause));
        outlook.saw(lost(ONE, cause));
        assertThat(outlook.isHopeless()).isFalse();
        outlook.saw(failed(OTHER, cause));
        outlook.saw(lost(OTHER, cause));
        assertThat(outlook.isHopeless()).isTrue();
        assertThat(outlook.awaitPeer(Duration.ofDays(1000))).isFalse();
    }

    /** As a ROUTER does where another peer has the name; it may be free later. */
    @Test
    void whoTalksFirstAndRefusesThenIsTriedAgain() throws Exception {
        outlook.connectsOnlyTo(List.of(ONE));
        outlook.saw(ready(ONE));
        outlook.saw(lost(ONE, REFUSAL));
        assertThat(outlook.isHopeless()).isFalse();
    }

    @Test
    void whatIsDroppedIsCounted() {
        outlook.saw(new SocketEvent.MessagesDropped(ONE, 3));
        outlook.saw(new SocketEvent.MessagesDropped(OTHER, 4));
        assertThat(outlook.dropped()).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("thatMayPass")
    void whatMayPassIsTriedAgain(Cause cause) throws Exception {
        outlook.connectsOnlyTo(List.of(ONE));
        outlook.saw(lost(ONE, cause));
        assertThat(outlook.isHopeless()).isFalse();
        assertThat(outlook.awaitPeer(Duration.ZERO)).isFalse();
    }

    @Test
    void oneEndpointTwiceIsTwoPeers() {
        outlook.connectsOnlyTo(List.of(ONE, ONE));
        refuses(ONE);
        assertThat(outlook.isHopeless()).isFalse();
        refuses(ONE);
        assertThat(outlook.isHopeless()).isTrue();
    }

    @Test
    void whoRefusesBeforeTheLastIsConnectedCountsToo() {
        refuses(ONE);
        assertThat(outlook.isHopeless()).isFalse();
        outlook.connectsOnlyTo(List.of(ONE));
        assertThat(outlook.isHopeless()).isTrue();
    }

    @Test
    void aBoundSocketAlwaysHasHope() {
        refuses(ONE);
        assertThat(outlook.isHopeless()).isFalse();
    }

    @Test
    void aPeerThatHasGoneWasThere() throws Exception {
        outlook.connectsOnlyTo(List.of(ONE));
        outlook.saw(ready(ONE));
        refuses(ONE);
        assertThat(outlook.isHopeless()).isTrue();
        assertThat(outlook.awaitPeer(Duration.ZERO)).isTrue();
    }

    @Test
    void whoTalksIsInterruptedWhenNobodyIsLeftAndNotLater() {
        outlook.connectsOnlyTo(List.of(ONE));
        outlook.beginsToTalk();
        refuses(ONE);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        outlook.hasTalked();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        refuses(ONE);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whoBeginsToTalkToNobodyIsInterruptedAtOnce() {
        outlook.connectsOnlyTo(List.of(ONE));
        refuses(ONE);
        outlook.beginsToTalk();
        assertThat(Thread.interrupted()).isTrue();
    }
}
