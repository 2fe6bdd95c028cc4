package org.zmq.loom.blackbox.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.ChannelSocket;
import org.zmq.loom.ClientSocket;
import org.zmq.loom.Context;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.DgramSocket;
import org.zmq.loom.DishSocket;
import org.zmq.loom.Events;
import org.zmq.loom.FrameReceivingSocket;
import org.zmq.loom.FrameSendingSocket;
import org.zmq.loom.GatherSocket;
import org.zmq.loom.PairSocket;
import org.zmq.loom.PeerSocket;
import org.zmq.loom.Poller;
import org.zmq.loom.PubSocket;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.RadioSocket;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.RepSocket;
import org.zmq.loom.ReqSocket;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.ScatterSocket;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.StreamSocket;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.XSubSocket;
import org.zmq.loom.ZmqServerSocket;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;

/** Each type of socket has an interface with the operations that make sense for it, and nobody else implements it. */
@ExtendWith(LoomExtension.class)
class SocketInterfacesTest {
    /** Each of whose messages says where it is to go; what is sent without is for nobody. */
    private static final Set<SocketType> ADDRESSING = EnumSet.of(
            SocketType.ROUTER,
            SocketType.STREAM,
            SocketType.SERVER,
            SocketType.PEER,
            SocketType.DGRAM,
            SocketType.RADIO);

    /** Each of whose messages says where it came from. */
    private static final Set<SocketType> ADDRESSED =
            EnumSet.of(SocketType.ROUTER, SocketType.STREAM, SocketType.SERVER, SocketType.PEER, SocketType.DGRAM);

    @ParameterizedTest
    @EnumSource
    void aSocketIsOfTheInterfaceThatItsFactoryReturns(SocketType type, Loom loom) throws Exception {
        Method factory = Context.class.getMethod(type.label());
        ZmqSocket socket = loom.context().socket(type);
        assertThat(socket).isInstanceOf(factory.getReturnType());
        assertThat(factory.invoke(loom.context())).isInstanceOf(factory.getReturnType());
    }

    @ParameterizedTest
    @EnumSource
    void aSocketHasTheOperationsThatMakeSense(SocketType type, Loom loom) {
        ZmqSocket socket = loom.context().socket(type);
        assertThat(socket instanceof SendingSocket).as("sends").isEqualTo(type.sends());
        assertThat(socket instanceof ReceivingSocket).as("receives").isEqualTo(type.receives());
        assertThat(socket instanceof FrameSendingSocket)
                .as("sends frames as they are")
                .isEqualTo(type.sends() && !ADDRESSING.contains(type));
        assertThat(socket instanceof FrameReceivingSocket)
                .as("receives frames into a buffer")
                .isEqualTo(type.receives() && !ADDRESSED.contains(type));
    }

    static Stream<Class<?>> interfaces() {
        return Stream.concat(
                Stream.of(
                        ZmqSocket.class,
                        SendingSocket.class,
                        ReceivingSocket.class,
                        FrameSendingSocket.class,
                        FrameReceivingSocket.class,
                        Context.class,
                        Poller.class,
                        Events.class),
                Arrays.stream(SocketType.values()).map(SocketInterfacesTest::interfaceOf));
    }

    private static Class<?> interfaceOf(SocketType type) {
        try {
            return Context.class.getMethod(type.label()).getReturnType();
        } catch (NoSuchMethodException e) {
            throw new AssertionError("a context has no factory for " + type, e);
        }
    }

    @ParameterizedTest
    @MethodSource("interfaces")
    void nobodyElseImplementsThem(Class<?> type) {
        assertThat(type.isSealed()).isTrue();
        assertThat(type.getPermittedSubclasses())
                .allMatch(permitted -> permitted.isSealed() || Modifier.isFinal(permitted.getModifiers()))
                .allMatch(permitted -> permitted.getModule() == type.getModule());
    }

    /** It compiles only as long as these are all. */
    private static List<SocketType> typesOf(ZmqSocket socket) {
        SocketType type =
                switch (socket) {
                    case PairSocket _ -> SocketType.PAIR;
                    case PubSocket _ -> SocketType.PUB;
                    case SubSocket _ -> SocketType.SUB;
                    case ReqSocket _ -> SocketType.REQ;
                    case RepSocket _ -> SocketType.REP;
                    case DealerSocket _ -> SocketType.DEALER;
                    case RouterSocket _ -> SocketType.ROUTER;
                    case PullSocket _ -> SocketType.PULL;
                    case PushSocket _ -> SocketType.PUSH;
                    case XPubSocket _ -> SocketType.XPUB;
                    case XSubSocket _ -> SocketType.XSUB;
                    case StreamSocket _ -> SocketType.STREAM;
                    case ZmqServerSocket _ -> SocketType.SERVER;
                    case ClientSocket _ -> SocketType.CLIENT;
                    case RadioSocket _ -> SocketType.RADIO;
                    case DishSocket _ -> SocketType.DISH;
                    case GatherSocket _ -> SocketType.GATHER;
                    case ScatterSocket _ -> SocketType.SCATTER;
                    case DgramSocket _ -> SocketType.DGRAM;
                    case PeerSocket _ -> SocketType.PEER;
                    case ChannelSocket _ -> SocketType.CHANNEL;
                };
        boolean sends =
                switch (socket) {
                    case SendingSocket _ -> true;
                    case ReceivingSocket _ -> false;
                };
        return sends == type.sends() ? List.of(type) : List.of();
    }

    @LoomTest
    void aSwitchOverAllOfThemNeedsNoDefault(Loom loom) {
        for (SocketType type : SocketType.values()) {
            assertThat(typesOf(loom.context().socket(type))).containsExactly(type);
        }
    }

    @Test
    void theKernelIsNotSeenFromOutside() {
        assertThat(ZmqSocket.class.getModule().isExported("org.zmq.loom.internal.socket"))
                .isFalse();
    }
}
