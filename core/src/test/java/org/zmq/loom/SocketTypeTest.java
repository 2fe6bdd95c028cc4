package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.support.Rfc;

/** The types of sockets: their numbers, and who talks to whom. */
class SocketTypeTest {
    @ParameterizedTest
    @CsvSource({
        "PAIR, 0, PAIR, true, true",
        "PUB, 1, SUB XSUB, true, false",
        "SUB, 2, PUB XPUB, false, true",
        "REQ, 3, REP ROUTER, true, true",
        "REP, 4, REQ DEALER, true, true",
        "DEALER, 5, REP DEALER ROUTER, true, true",
        "ROUTER, 6, REQ DEALER ROUTER, true, true",
        "PULL, 7, PUSH, false, true",
        "PUSH, 8, PULL, true, false",
        "XPUB, 9, SUB XSUB, true, true",
        "XSUB, 10, PUB XPUB, true, true",
        "STREAM, 11, '', true, true",
        "SERVER, 12, CLIENT, true, true",
        "CLIENT, 13, SERVER, true, true",
        "RADIO, 14, DISH, true, false",
        "DISH, 15, RADIO, false, true",
        "GATHER, 16, SCATTER, false, true",
        "SCATTER, 17, GATHER, true, false",
        "PEER, 19, PEER, true, true",
        "CHANNEL, 20, CHANNEL, true, true",
    })
    @Rfc(
            number = 28,
            says = {"connect REQ to REP and ROUTER", "connect DEALER to REP, DEALER and ROUTER"})
    void areThoseOfLibzmq(SocketType type, int number, String peers, boolean sends, boolean receives) {
        Set<SocketType> expected = EnumSet.noneOf(SocketType.class);
        Arrays.stream(peers.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(SocketType::valueOf)
                .forEach(expected::add);
        assertThat(type.number()).isEqualTo(number);
        assertThat(type.peers()).isEqualTo(expected);
        assertThat(type.sends()).isEqualTo(sends);
        assertThat(type.receives()).isEqualTo(receives);
    }

    @Test
    void dgramTalksToWhoeverSendsDatagrams() {
        assertThat(SocketType.DGRAM.number()).isEqualTo(18);
        assertThat(SocketType.DGRAM.peers()).isEmpty();
        assertThat(SocketType.DGRAM.sends()).isTrue();
        assertThat(SocketType.DGRAM.receives()).isTrue();
    }

    @Test
    void wantOnlyThoseWhoWantThem() {
        for (SocketType one : SocketType.values()) {
            for (SocketType other : SocketType.values()) {
                assertThat(one.peers().contains(other)).isEqualTo(other.peers().contains(one));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void areFoundByTheirNameOnTheWire(SocketType type) {
        assertThat(SocketType.named(type.name())).contains(type);
        assertThat(SocketType.named(type.label())).isEmpty();
        assertThat(type.label()).isEqualTo(type.name().toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void areNotFoundByOtherNames() {
        assertThat(SocketType.named("")).isEmpty();
        assertThat(SocketType.named("NONSENSE")).isEmpty();
    }

    @Test
    void cannotBeChangedThroughTheirPeers() {
        Set<SocketType> peers = SocketType.PAIR.peers();
        peers.clear();
        assertThat(SocketType.PAIR.peers()).containsExactly(SocketType.PAIR);
    }
}
