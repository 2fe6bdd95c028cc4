package org.zmq.loom.transport.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.Errno;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;

/** What the operating system says is told by its own name. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class SystemErrorsTest {
    private static void refuses(String address, ZmqOptions options, Errno errno) {
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(() -> new TcpTransport().listen(address, options).close())
                .withMessageStartingWith(errno + ": tcp://" + address + " cannot be bound: ")
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(errno));
    }

    @ParameterizedTest
    @CsvSource({
        "240.0.0.1:*, EADDRNOTAVAIL",
        "nobody-knows-it.invalid:*, ENODEV",
        "[fe80::1%no-such-zone]:*, EINVAL",
    })
    void addressThatCannotBeBoundSaysWhy(String address, Errno errno) {
        refuses(address, ZmqOptions.none().with(ZmqOption.IPV6, address.startsWith("[")), errno);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "127.0.0.2"})
    void addressThatIsTakenIsInUse(String host) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral(host))) {
            refuses(host + ":" + taken.getLocalPort(), ZmqOptions.none(), Errno.EADDRINUSE);
        }
    }

    @Test
    void deviceThatIsNotThereIsNotThere() {
        refuses("127.0.0.1:*", ZmqOptions.none().with(ZmqOption.BIND_TO_DEVICE, "no-such-device"), Errno.ENODEV);
    }

    @ParameterizedTest
    @CsvSource({
        "Too many open files, EMFILE",
        "Too many open files in system, EMFILE",
        "Permission denied, EACCES",
        "Operation not permitted, EACCES",
        "Address already in use, EADDRINUSE",
        "Cannot assign requested address, EADDRNOTAVAIL",
        "Can't assign requested address, EADDRNOTAVAIL",
        "Address family not supported by protocol, EAFNOSUPPORT",
        "No buffer space available, ENOBUFS",
        "Cannot allocate memory, ENOMEM",
        "No such device, ENODEV",
        "Network is down, ENETDOWN",
        "Something else, EINVAL",
    })
    void textOfTheSystemIsTheErrorThatItIsTheTextOf(String text, Errno errno) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 5555);
        assertThat(SystemErrors.ofBind(new SocketException(text), address)).isEqualTo(errno);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, EADDRINUSE", "127.0.0.2, EADDRINUSE", "240.0.0.1, EADDRNOTAVAIL", "0.0.0.0, EADDRINUSE"})
    void factsCountWhereTheSystemSpeaksAnotherLanguage(String host, Errno errno) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral(host), 5555);
        assertThat(SystemErrors.ofBind(new BindException("Ging nicht"), address))
                .isEqualTo(errno);
    }

    @Test
    void portForThePrivilegedThatNobodyHasIsForbidden() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.99"), 1023);
        assertThat(SystemErrors.ofBind(new BindException("Ging nicht"), address))
                .isEqualTo(Errno.EACCES);
    }

    // ---- machines of another kind ----

    @Test
    void descriptorsThatAreUsedUpAreSaidToBe() throws Exception {
        String said = Child.run(Child.after("ulimit -n 80;", Child.command(UsedUp.class)));
        assertThat(said)
                .contains("tcp://127.0.0.1:* EMFILE EMFILE: tcp://127.0.0.1:* cannot be bound: ")
                .contains("tcp://*:* EMFILE EMFILE: ")
                .contains("tcp://lo:* EMFILE EMFILE: ")
                .contains("tcp://[fe80::1%lo]:* EMFILE EMFILE: ")
                .contains("tcp://nobody-knows-it.invalid:* EMFILE EMFILE: ")
                .containsPattern("ConnectFailed\\[endpoint=tcp://127.0.0.1:\\d+, reason=EMFILE: ")
                .containsPattern("ConnectFailed\\[endpoint=tcp://nobody-knows-it.invalid:9, reason=EMFILE: ")
                .containsPattern("AcceptFailed\\[endpoint=tcp://127.0.0.1:\\d+, reason=EMFILE: ")
                .endsWith("Message[\"afterwards\"]\n");
    }

    @Test
    void portForThePrivilegedIsRefusedToOthers() throws Exception {
        int others;
        try (InputStream in = Files.newInputStream(Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start"))) {
            others = Integer.parseInt(new String(in.readNBytes(9), US_ASCII).strip()); // at once: the rest is not told
        }
        assumeTrue(others > 1023, "SKIPPED: anybody may bind any port here");
        String unprivileged = "[ $(id -u) = 0 ] || exec \"$@\";"
                + " command -v setpriv >/dev/null || { echo SKIPPED: no setpriv; exit 0; };"
                + " set -- setpriv --bounding-set=-net_bind_service --inh-caps=-net_bind_service \"$@\";";
        String said =
                Child.run(Child.after(unprivileged, Child.command(Bound.class, "-Dendpoint=tcp://127.0.0.1:1023")));
        assumeFalse(said.startsWith("SKIPPED"), said);
        assertThat(said).startsWith("EACCES: tcp://127.0.0.1:1023 cannot be bound: ");
    }

    private static String withoutIpv6(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("-Djava.net.preferIPv4Stack=true", "-Dipv6=true"));
        all.addAll(List.of(options));
        return Child.run(Child.command(Bound.class, all.toArray(String[]::new)));
    }

    @Test
    void machineWithoutIpv6ListensAtAllItsAddressesByIpv4() throws Exception {
        assertThat(withoutIpv6("-Dendpoint=tcp://*:*")).startsWith("tcp://0.0.0.0:");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void machineWithoutIpv6SaysSo(boolean connect) throws Exception {
        assertThat(withoutIpv6("-Dendpoint=tcp://[::1]:5", "-Dconnect=" + connect))
                .startsWith("EAFNOSUPPORT: ");
    }
}
