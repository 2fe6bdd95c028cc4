package org.zmq.loom.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmq.loom.ZmqOptions;

/**
 * An IPv6 address that counts at one network interface only keeps the name of that interface, its zone, wherever it is
 * told.
 */
@Timeout(120)
class ZonesTest {
    private static final byte[] LINK_LOCAL = InetAddress.ofLiteral("fe80::1").getAddress();

    private static String text(int zone) throws UnknownHostException {
        return TcpAddress.text(new InetSocketAddress(Inet6Address.getByAddress(null, LINK_LOCAL, zone), 5555));
    }

    @Test
    void zoneThatIsANumberIsToldByItsName() throws Exception {
        NetworkInterface some = NetworkInterface.networkInterfaces().findFirst().orElseThrow();
        assertThat(text(some.getIndex())).isEqualTo("[fe80::1%" + some.getName() + "]:5555");
    }

    @Test
    void zoneThatIsGoneIsToldAsItsNumber() throws Exception {
        assertThat(text(987_654)).isEqualTo("[fe80::1%987654]:5555");
    }

    @Test
    void addressesWithoutAZoneHaveNone() throws Exception {
        assertThat(text(0)).isEqualTo("[fe80::1]:5555");
        assertThat(TcpAddress.text(new InetSocketAddress(InetAddress.ofLiteral("::1"), 5555)))
                .isEqualTo("[::1]:5555");
        assertThat(TcpAddress.text(InetAddress.ofLiteral("::1"))).isEqualTo("::1");
    }

    @ParameterizedTest
    @CsvSource({
        "[fe80::1%1]:5, [fe80::1%1]:5, true",
        "[fe80::1%1]:5, [fe80:0::1%1]:5, true",
        "[fe80::1%1]:5, [fe80:0::1%2]:5, false",
        "[fe80::1%1]:5, [fe80:0::1]:5, true",
        "[fe80::1]:5, [fe80:0::1]:6, false",
    })
    void addressesOfDifferentZonesAreDifferent(String one, String other, boolean same) {
        assertThat(new TcpTransport().same(one, other, ZmqOptions.none())).isEqualTo(same);
    }

    // ---- at real interfaces ----

    private static void keepItsZone(List<String> command) throws Exception {
        String said = Child.run(command);
        assumeFalse(said.contains("SKIPPED"), said);
        String zone = "fe80::[0-9a-f:]+%\\w+";
        assertThat(said)
                .containsPattern("bound tcp://\\[" + zone + "]:\\d+\n")
                .containsPattern("last tcp://\\[" + zone + "]:\\d+\n")
                .containsPattern("peer " + zone + "\n")
                .containsPattern("accepted \\[" + zone + "]:\\d+\n");
    }

    @Test
    void endpointsAndPeersAtAnInterfaceOfThisMachineHaveTheirZone() throws Exception {
        assumeTrue(LinkLocal.zone().isPresent(), "SKIPPED: no network interface has a link-local address");
        keepItsZone(Child.command(LinkLocal.class));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void endpointsAndPeersAtAnInterfaceOfTheirOwnHaveTheirZone() throws Exception {
        List<String> alone = new ArrayList<>(List.of("unshare", "--net"));
        alone.addAll(Child.after(
                "{ ip link set lo up && ip address add fe80::7:1/64 dev lo; }"
                        + " || { echo SKIPPED: no interface can be made; exit 0; };",
                Child.command(LinkLocal.class)));
        keepItsZone(Child.after(
                "unshare --net true || { echo SKIPPED: no network namespace can be made; exit 0; };", alone));
    }
}
