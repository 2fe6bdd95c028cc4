package org.zmq.loom.blackbox.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.Context;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Errno;
import org.zmq.loom.Message;
import org.zmq.loom.MonitorEvent;
import org.zmq.loom.MonitorFormat;
import org.zmq.loom.PairSocket;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqException;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;

/** Monitors send the events of a socket as libzmq's do, and nobody waits for those who read them. */
@ExtendWith(LoomExtension.class)
class MonitorTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:*";
    private static final String MONITOR = "inproc://monitor";

    // ---- what is sent ----

    @LoomTest
    void theFirstFormatTellsOfAWholeLife(Loom loom) throws InterruptedException {
        Context context = loom.context();
        DealerSocket server = context.dealer();
        DealerSocket client = context.dealer();
        server.monitor("inproc://server", MonitorEvent.allOfV1());
        client.monitor("inproc://client", MonitorEvent.allOfV1());
        MonitorReader ofServer = MonitorReader.pair(context, "inproc://server");
        MonitorReader ofClient = MonitorReader.pair(context, "inproc://client");

        String endpoint = server.bind(ANYWHERE).toString();
        client.connect(endpoint);
        client.send("hello");
        assertThat(server.receive()).isEqualTo(Message.of("hello"));
        assertThat(ofClient.next())
                .isEqualTo(new MonitorReader.Seen("CONNECT_DELAYED", List.of(115L), List.of(endpoint)));
        assertThat(ofClient.next()).isEqualTo(new MonitorReader.Seen("CONNECTED", List.of(1L), List.of(endpoint)));
        assertThat(ofClient.next())
                .isEqualTo(new MonitorReader.Seen("HANDSHAKE_SUCCEEDED", List.of(0L), List.of(endpoint)));
        assertThat(ofServer.next()).isEqualTo(new MonitorReader.Seen("LISTENING", List.of(1L), List.of(endpoint)));
        assertThat(ofServer.next()).isEqualTo(new MonitorReader.Seen("ACCEPTED", List.of(2L), List.of(endpoint)));
        assertThat(ofServer.next())
                .isEqualTo(new MonitorReader.Seen("HANDSHAKE_SUCCEEDED", List.of(0L), List.of(endpoint)));

        client.close();
        assertThat(ofClient.next()).isEqualTo(new MonitorReader.Seen("MONITOR_STOPPED", List.of(0L), List.of("")));
        assertThat(ofServer.next()).isEqualTo(new MonitorReader.Seen("DISCONNECTED", List.of(2L), List.of(endpoint)));
        server.close();
        assertThat(ofServer.next()).isEqualTo(new MonitorReader.Seen("CLOSED", List.of(1L), List.of(endpoint)));
        assertThat(ofServer.next()).isEqualTo(new MonitorReader.Seen("MONITOR_STOPPED", List.of(0L), List.of("")));
    }

    /** What can send events, and what reads them. */
    @SuppressWarnings("ImmutableEnumChecker") // functions have no state
    enum Sender {
        PAIR(SocketType.PAIR, MonitorReader::pair),
        PUSH(SocketType.PUSH, MonitorReader::pull),
        PUB(SocketType.PUB, MonitorReader::sub);

        private final SocketType type;
        private final BiFunction<Context, String, MonitorReader> reader;

        Sender(SocketType type, BiFunction<Context, String, MonitorReader> reader) {
            this.type = type;
            this.reader = reader;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSecondFormatTellsBothEndpoints(Sender sender, Loom loom) throws InterruptedException {
        Context context = loom.context();
        PullSocket server = context.pull();
        PushSocket client = context.push();
        server.monitor("inproc://server", MonitorEvent.allOfV2(), MonitorFormat.V2, sender.type);
        client.monitor("inproc://client", MonitorEvent.allOfV2(), MonitorFormat.V2, sender.type);
        MonitorReader ofServer = sender.reader.apply(context, "inproc://server");
        MonitorReader ofClient = sender.reader.apply(context, "inproc://client");

        String endpoint = server.bind(ANYWHERE).toString();
        client.connect(endpoint);
        assertThat(ofClient.next())
                .isEqualTo(new MonitorReader.Seen("CONNECT_DELAYED", List.of(115L), List.of("", endpoint)));
        MonitorReader.Seen connected = ofClient.next();
        assertThat(connected.endpoints()).hasSize(2).element(1).isEqualTo(endpoint);
        String other = connected.endpoints().getFirst();
        assertThat(other).startsWith("tcp://127.0.0.1:").isNotEqualTo(endpoint);
        assertThat(ofClient.next())
                .isEqualTo(new MonitorReader.Seen("HANDSHAKE_SUCCEEDED", List.of(0L), List.of(other, endpoint)));

        assertThat(ofServer.next()).isEqualTo(new MonitorReader.Seen("LISTENING", List.of(1L), List.of(endpoint, "")));
        assertThat(ofServer.next())
                .isEqualTo(new MonitorReader.Seen("ACCEPTED", List.of(2L), List.of(endpoint, other)));
        assertThat(ofServer.next())
                .isEqualTo(new MonitorReader.Seen("HANDSHAKE_SUCCEEDED", List.of(0L), List.of(endpoint, other)));
        client.stopMonitor();
        assertThat(ofClient.next()).isEqualTo(new MonitorReader.Seen("MONITOR_STOPPED", List.of(0L), List.of("", "")));
    }

    @LoomTest
    void onlyTheEventsThatAreWantedAreSent(Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        pull.monitor(MONITOR, Set.of(MonitorEvent.CLOSED, MonitorEvent.MONITOR_STOPPED));
        MonitorReader reader = MonitorReader.pair(loom.context(), MONITOR);
        Endpoint endpoint = pull.bind(ANYWHERE);
        pull.unbind(endpoint.toString());
        assertThat(reader.next().name()).isEqualTo("CLOSED");
        pull.stopMonitor();
        assertThat(reader.next().name()).isEqualTo("MONITOR_STOPPED");
    }

    @LoomTest
    void whatHappensBeforeAnybodyReadsWaits(Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        pull.monitor(MONITOR, MonitorEvent.allOfV1());
        for (int i = 0; i < 200; i++) {
            pull.unbind(pull.bind(ANYWHERE).toString());
        }
        MonitorReader reader = MonitorReader.pair(loom.context(), MONITOR);
        for (int i = 0; i < 200; i++) {
            assertThat(reader.next().name()).isEqualTo("LISTENING");
            assertThat(reader.next().name()).isEqualTo("CLOSED");
        }
    }

    /** With libzmq, whoever binds would wait for ever. */
    @LoomTest
    void nobodyWaitsForAReaderWhoDoesNotRead(Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        pull.monitor(MONITOR, MonitorEvent.allOfV1());
        PairSocket asleep = loom.context().pair();
        asleep.connect(MONITOR);
        for (int i = 0; i < 4000; i++) {
            pull.unbind(pull.bind(ANYWHERE).toString());
        }
        PushSocket push = loom.context().push();
        push.connect(pull.bind(ANYWHERE).toString());
        push.send("goes through");
        assertThat(pull.receive()).isEqualTo(Message.of("goes through"));
        assertThat(asleep.receive().frameCount()).isEqualTo(2);
    }

    // ---- beginnings and ends ----

    @LoomTest
    void anotherMonitorTakesThePlaceOfTheFirst(Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        pull.monitor(MONITOR, MonitorEvent.allOfV1());
        MonitorReader first = MonitorReader.pair(loom.context(), MONITOR);
        pull.monitor(MONITOR, MonitorEvent.allOfV1());
        MonitorReader second = MonitorReader.pair(loom.context(), MONITOR);
        var _ = pull.bind(ANYWHERE);
        assertThat(first.next().name()).isEqualTo("MONITOR_STOPPED");
        assertThat(second.next().name()).isEqualTo("LISTENING");
    }

    @LoomTest
    void aMonitorThatStopsSendsWhatHasHappened(Loom loom) throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            PullSocket pull = loom.context().pull();
            pull.monitor(MONITOR, MonitorEvent.allOfV1());
            MonitorReader reader = MonitorReader.pair(loom.context(), MONITOR);
            pull.unbind(pull.bind(ANYWHERE).toString());
            if (i % 2 == 0) {
                pull.stopMonitor();
            } else {
                pull.close();
            }
            assertThat(reader.namesTo("MONITOR_STOPPED")).containsExactly("LISTENING", "CLOSED", "MONITOR_STOPPED");
            pull.close();
        }
    }

    @LoomTest
    void aMonitorThatNobodyReadsEndsWithItsSocket(Loom loom) {
        PullSocket pull = loom.context().pull();
        pull.monitor(MONITOR, MonitorEvent.allOfV1());
        var _ = pull.bind(ANYWHERE);
        pull.close(); // the leak watch knows what is left
    }

    @LoomTest
    void aMonitorEndsWithItsContext(Loom loom) throws InterruptedException {
        Context context = loom.context(_ -> {});
        PullSocket pull = context.pull();
        pull.monitor(MONITOR, MonitorEvent.allOfV1());
        PairSocket reader = context.pair();
        reader.connect(MONITOR);
        var _ = pull.bind(ANYWHERE);
        assertThat(reader.receive().frameCount()).isEqualTo(2);
        context.close();
        assertThatThrownBy(reader::receive).isInstanceOf(ZmqException.class);
    }

    @LoomTest
    void stoppingTwiceIsNothingSpecial(Loom loom) {
        PullSocket pull = loom.context().pull();
        pull.stopMonitor();
        pull.monitor(MONITOR, MonitorEvent.allOfV1());
        pull.stopMonitor();
        pull.stopMonitor();
    }

    // ---- what is refused ----

    @LoomTest
    void onlyInprocIsAllowed(Loom loom) {
        PullSocket pull = loom.context().pull();
        for (String endpoint : List.of("tcp://127.0.0.1:*", "ipc://monitor", "unknown://monitor")) {
            assertThatThrownBy(() -> pull.monitor(endpoint, MonitorEvent.allOfV1()))
                    .isInstanceOfSatisfying(ZmqException.EndpointFailed.class, e -> assertThat(e.errno())
                            .isEqualTo(Errno.EPROTONOSUPPORT));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> pull.monitor("monitor", MonitorEvent.allOfV1()));
    }

    @LoomTest
    void anEndpointThatIsInUseIsRefused(Loom loom) {
        PullSocket pull = loom.context().pull();
        PairSocket other = loom.context().pair();
        var _ = other.bind(MONITOR);
        assertThatThrownBy(() -> pull.monitor(MONITOR, MonitorEvent.allOfV1()))
                .isInstanceOfSatisfying(ZmqException.EndpointFailed.class, e -> assertThat(e.errno())
                        .isEqualTo(Errno.EADDRINUSE));
    }

    @ParameterizedTest
    @EnumSource
    void onlySocketsThatSendToWhoeverReadsMayBeMonitors(SocketType type, Loom loom) {
        PullSocket pull = loom.context().pull();
        Set<SocketType> allowed = Set.of(SocketType.PAIR, SocketType.PUB, SocketType.PUSH);
        if (allowed.contains(type)) {
            pull.monitor(MONITOR, MonitorEvent.allOfV2(), MonitorFormat.V2, type);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pull.monitor(MONITOR, MonitorEvent.allOfV2(), MonitorFormat.V2, type))
                    .withMessageContaining("EINVAL");
        }
    }

    @LoomTest
    void theFirstFormatKnowsNoStatistics(Loom loom) {
        PullSocket pull = loom.context().pull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pull.monitor(MONITOR, MonitorEvent.allOfV2()))
                .withMessageContaining("EINVAL");
    }

    @LoomTest
    void aRefusedMonitorLeavesTheOneThereIs(Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        pull.monitor(MONITOR, MonitorEvent.allOfV1());
        MonitorReader reader = MonitorReader.pair(loom.context(), MONITOR);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> pull.monitor("inproc://other", MonitorEvent.allOfV1(), MonitorFormat.V1, SocketType.REP));
        var _ = pull.bind(ANYWHERE);
        assertThat(reader.next().name()).isEqualTo("LISTENING");
    }

    @LoomTest
    void closedSocketsHaveNoMonitors(Loom loom) {
        PullSocket pull = loom.context().pull();
        pull.close();
        assertThatThrownBy(() -> pull.monitor(MONITOR, MonitorEvent.allOfV1()))
                .isInstanceOf(ZmqException.SocketClosed.class);
        Context context = loom.context(_ -> {});
        PullSocket shut = context.pull();
        context.shutdown();
        assertThatThrownBy(() -> shut.monitor(MONITOR, MonitorEvent.allOfV1()))
                .isInstanceOf(ZmqException.Terminated.class);
    }

    @LoomTest
    void aMonitorCountsAsASocket(Loom loom) {
        Context context = loom.context(builder -> builder.maxSockets(1));
        PullSocket pull = context.pull();
        assertThatThrownBy(() -> pull.monitor(MONITOR, MonitorEvent.allOfV1()))
                .isInstanceOf(ZmqException.TooManySockets.class);
    }

    // ---- statistics of pipes ----

    @LoomTest
    void statisticsTellWhatWaits(Loom loom) throws InterruptedException {
        PushSocket push = loom.context().push();
        PullSocket pull = loom.context().pull();
        pull.bind("inproc://queue");
        push.connect("inproc://queue");
        Endpoint queue = Endpoint.parse("inproc://queue");
        assertThat(push.pipeStats()).containsExactly(new SocketEvent.PipeStats(queue, "", 0, 0));
        for (int i = 0; i < 5; i++) {
            push.send("waits");
        }
        assertThat(push.pipeStats()).containsExactly(new SocketEvent.PipeStats(queue, "", 5, 0));
        assertThat(pull.pipeStats()).containsExactly(new SocketEvent.PipeStats(queue, "", 0, 5));
        var _ = pull.receive();
        assertThat(pull.pipeStats()).containsExactly(new SocketEvent.PipeStats(queue, "", 0, 4));
        push.close();
        assertThatThrownBy(push::pipeStats).isInstanceOf(ZmqException.SocketClosed.class);
    }

    @LoomTest
    void statisticsTellWhatWaitsForAPeerWhoIsNotThere(Loom loom) throws InterruptedException {
        PushSocket push = loom.context().push();
        Endpoint nowhere = push.connect("tcp://127.0.0.1:1");
        push.send("waits");
        push.send("too");
        assertThat(push.pipeStats()).containsExactly(new SocketEvent.PipeStats(nowhere, "", 2, 0));
    }

    @LoomTest
    void statisticsNameTheirConnection(Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        Endpoint endpoint = pull.bind(ANYWHERE);
        pull.monitor(MONITOR, MonitorEvent.allOfV2(), MonitorFormat.V2, SocketType.PAIR);
        MonitorReader reader = MonitorReader.pair(loom.context(), MONITOR);
        PeerWire wire = loom.own(ScriptedPeer.dial(endpoint)).handshake(SocketType.PUSH);
        wire.sendMessage("one")
                .sendMessage("two", "frames")
                .sendMessage("three")
                .expectQuiet();
        SocketEvent.PipeStats stats = pull.pipeStats().getFirst();
        assertThat(stats.endpoint()).isEqualTo(endpoint);
        assertThat(stats.outbound()).isZero();
        assertThat(stats.inbound()).isEqualTo(3);

        assertThat(pull.tellPipeStats()).isEqualTo(1);
        assertThat(reader.namesTo("HANDSHAKE_SUCCEEDED")).containsExactly("ACCEPTED", "HANDSHAKE_SUCCEEDED");
        assertThat(reader.next())
                .isEqualTo(new MonitorReader.Seen(
                        "PIPES_STATS", List.of(0L, 3L), List.of(endpoint.toString(), "tcp://" + stats.peer())));
    }

    @LoomTest
    void statisticsThatNobodyHearsAreRefused(Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        assertThatIllegalStateException().isThrownBy(pull::tellPipeStats).withMessageContaining("EINVAL");
        pull.monitor(MONITOR, MonitorEvent.allOfV1());
        assertThatIllegalStateException().isThrownBy(pull::tellPipeStats).withMessageContaining("EINVAL");
        try (var events = pull.events()) {
            assertThat(pull.tellPipeStats()).as("peers").isZero();
            var _ = pull.bind("inproc://queue");
            PushSocket push = loom.context().push();
            var _ = push.connect("inproc://queue");
            assertThat(pull.tellPipeStats()).isEqualTo(1);
            assertThat(events.next()).contains(new SocketEvent.PipeStats(Endpoint.parse("inproc://queue"), "", 0, 0));
        }
    }
}
