package org.zmq.loom.blackbox.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.PairSocket;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqProxy;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.MemoryConnection;
import org.zmq.loom.testkit.MemoryTransport;

/** How many messages wait between two sockets of which one does not receive: as many as both ends allow, and what is on its way. */
@ExtendWith(LoomExtension.class)
class HighWaterMarkTest {
    private static final long NO_BOUND = ZmqOption.UNLIMITED_BYTES;
    private static final int NO_LIMIT = ZmqOption.UNLIMITED;
    private static final int MANY = 100;
    private static final Duration A_WHILE = Duration.ofMillis(100);

    /* Larger than what the writer takes at once and than all buffers between the ends together. */
    private static final byte[] BODY = new byte[512 << 10];
    private static final int BUFFERS = 16 << 10;

    private final MemoryTransport memory = new MemoryTransport(1024);

    /** What lies between the two sockets. */
    enum Way {
        INPROC("inproc://here"),
        MEMORY("mem://here"),
        TCP("tcp://127.0.0.1:*");

        private final String anywhere;

        Way(String anywhere) {
            this.anywhere = anywhere;
        }
    }

    /** The limits of both ends, and how many messages they let wait: in one process, and over a wire, where one may be on its way. */
    record Limits(int send, int receive, long sendBytes, long receiveBytes, int inOneProcess, int overAWire) {
        boolean isOfMessages() {
            return sendBytes == NO_BOUND && receiveBytes == NO_BOUND;
        }

        int expected(Way way) {
            return way == Way.INPROC ? inOneProcess : overAWire;
        }
    }

    static Stream<Arguments> cases() {
        long body = BODY.length;
        List<Limits> limits = List.of(
                // messages; those of both ends are added up
                new Limits(1, 1, NO_BOUND, NO_BOUND, 2, 2 + 1),
                new Limits(2, 2, NO_BOUND, NO_BOUND, 4, 4 + 1),
                new Limits(2, 5, NO_BOUND, NO_BOUND, 7, 7 + 1),
                new Limits(5, 2, NO_BOUND, NO_BOUND, 7, 7 + 1),
                new Limits(20, 20, NO_BOUND, NO_BOUND, 40, 40), // the one on its way is not yet half a limit
                new Limits(NO_LIMIT, 5, NO_BOUND, NO_BOUND, MANY, MANY),
                new Limits(5, NO_LIMIT, NO_BOUND, NO_BOUND, MANY, MANY),
                new Limits(NO_LIMIT, NO_LIMIT, NO_BOUND, NO_BOUND, MANY, MANY),
                // bytes; the message that reaches the bound is still admitted, and one that is being written takes
                // memory
                new Limits(2, 1000, NO_BOUND, 2 * body + body / 2, 0, 2 + 3 + 1),
                new Limits(1000, 2, 2 * body + body / 2, NO_BOUND, 0, 2 + 2 + 1),
                new Limits(NO_LIMIT, NO_LIMIT, 2 * body, 2 * body, 0, 1 + 2 + 1),
                // one in any case
                new Limits(NO_LIMIT, NO_LIMIT, 1, 1, 0, 1 + 1 + 1),
                // whatever is less
                new Limits(1, 1, 4 * body, 4 * body, 0, 1 + 1 + 1));
        return Arrays.stream(Way.values()).flatMap(way -> limits.stream()
                .filter(some -> way != Way.INPROC || some.isOfMessages())
                .map(some -> Arguments.of(way, some)));
    }

    /** A message of two frames, which counts as one. */
    private static Message numbered(int number) {
        return Message.wrap(ByteBuffer.allocate(4).putInt(number).array(), BODY);
    }

    private static int number(Message message) {
        return message.buffer(0).getInt();
    }

    private <S extends SendingSocket> S join(Way way, S sender, ReceivingSocket receiver, Limits limits) {
        narrow(sender);
        narrow(receiver);
        sender.set(ZmqOption.SEND_HWM, limits.send());
        sender.set(ZmqOption.SEND_QUEUE_BYTES, limits.sendBytes());
        receiver.set(ZmqOption.RECEIVE_HWM, limits.receive());
        receiver.set(ZmqOption.RECEIVE_QUEUE_BYTES, limits.receiveBytes());
        sender.connect(receiver.bind(way.anywhere).toString());
        return sender;
    }

    private static void narrow(ZmqSocket socket) {
        socket.set(ZmqOption.SEND_BUFFER, BUFFERS);
        socket.set(ZmqOption.RECEIVE_BUFFER, BUFFERS);
    }

    private Context context(Loom loom) {
        return loom.context(builder -> builder.transport(memory));
    }

    /** Sends until nothing is accepted for a while; how many were. */
    private static int fill(SendingSocket sender, IntFunction<Message> messages) throws InterruptedException {
        int accepted = 0;
        while (accepted < MANY && sender.send(messages.apply(accepted), A_WHILE)) {
            accepted++;
        }
        return accepted;
    }

    // ---- both ends ----

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void asManyMessagesWaitAsBothEndsTogetherAllow(Way way, Limits limits, Loom loom) throws InterruptedException {
        Context context = context(loom);
        PairSocket receiver = context.pair();
        PairSocket sender = join(way, context.pair(), receiver, limits);
        int expected = limits.expected(way);
        for (int i = 0; i < expected; i++) {
            Message next = numbered(i);
            Seen.until("message " + i + " of " + expected + " is accepted", () -> sender.trySend(next));
        }
        if (expected < MANY) {
            assertThat(sender.send(numbered(expected), A_WHILE)).isFalse();
        }
        for (int i = 0; i < expected; i++) {
            assertThat(number(receiver.receive())).isEqualTo(i);
        }
        assertThat(receiver.tryReceive()).isEmpty();
    }

    static Stream<Arguments> senders() {
        return Arrays.stream(Way.values()).flatMap(way -> Stream.of(
                        Arguments.of(SocketType.DEALER, SocketType.DEALER),
                        Arguments.of(SocketType.PAIR, SocketType.PAIR),
                        Arguments.of(SocketType.REQ, SocketType.ROUTER),
                        Arguments.of(SocketType.XPUB, SocketType.SUB))
                .map(types -> Arguments.of(way, types.get()[0], types.get()[1])));
    }

    @ParameterizedTest(name = "{0} {1} to {2}")
    @MethodSource("senders")
    void everyTypeThatWaitsIsHeldUpByAPeerThatDoesNotReceive(Way way, SocketType from, SocketType to, Loom loom)
            throws InterruptedException {
        Context context = context(loom);
        SendingSocket sender = (SendingSocket) context.socket(from);
        ReceivingSocket receiver = (ReceivingSocket) context.socket(to);
        if (receiver instanceof SubSocket sub) {
            sub.subscribe("");
        }
        if (from == SocketType.XPUB) {
            sender.set(ZmqOption.XPUB_NODROP, true);
        }
        if (from == SocketType.REQ) {
            sender.set(ZmqOption.REQ_RELAXED, true);
        }
        Limits limits = new Limits(3, 2, NO_BOUND, NO_BOUND, 5, 5 + 1);
        SendingSocket joined = join(way, sender, receiver, limits);
        if (joined instanceof XPubSocket xpub) {
            Message _ = xpub.receive();
        }
        int accepted = fill(joined, HighWaterMarkTest::numbered);
        assertThat(accepted).isBetween(limits.send(), limits.expected(way));
        for (int i = 0; i < accepted; i++) {
            Message received = receiver.receive();
            assertThat(number(received.frameCount() > 2 ? received.without(received.frameCount() - 2) : received))
                    .isEqualTo(i);
        }
        assertThat(receiver.tryReceive()).isEmpty();
    }

    // ---- room that comes back ----

    static Stream<Arguments> waysAndSenders() {
        return Arrays.stream(new Way[] {Way.MEMORY, Way.TCP})
                .flatMap(way -> Stream.of(SocketType.PUSH, SocketType.DEALER, SocketType.PAIR)
                        .map(type -> Arguments.of(way, type)));
    }

    private static SocketType receiverFor(SocketType type) {
        return type == SocketType.PUSH ? SocketType.PULL : type;
    }

    /** Whoever waits gets as many through as both ends allow, however few bytes lie between them. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("waysAndSenders")
    void asManyMessagesAreSentByWhoeverWaits(Way way, SocketType type, Loom loom) throws InterruptedException {
        Context context = context(loom);
        SendingSocket sender = (SendingSocket) context.socket(type);
        ReceivingSocket receiver = (ReceivingSocket) context.socket(receiverFor(type));
        sender.set(ZmqOption.SEND_BUFFER, 4096);
        receiver.set(ZmqOption.RECEIVE_BUFFER, 4096);
        sender.set(ZmqOption.SEND_HWM, 500);
        receiver.set(ZmqOption.RECEIVE_HWM, 500);
        var _ = sender.connect(receiver.bind(way.anywhere).toString());
        byte[] body = new byte[8 << 10];
        for (int i = 0; i < 1000; i++) {
            assertThat(sender.send(Message.wrap(body), Duration.ofSeconds(10)))
                    .as("message %d is accepted", i)
                    .isTrue();
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(receiver.receive().size()).isEqualTo(body.length);
        }
    }

    static Stream<Arguments> typesInOneProcess() {
        return Stream.of(
                Arguments.of(SocketType.PAIR, SocketType.PAIR),
                Arguments.of(SocketType.PUSH, SocketType.PULL),
                Arguments.of(SocketType.DEALER, SocketType.DEALER),
                Arguments.of(SocketType.SCATTER, SocketType.GATHER),
                Arguments.of(SocketType.CLIENT, SocketType.SERVER),
                Arguments.of(SocketType.CHANNEL, SocketType.CHANNEL));
    }

    /** Ten and ten: the first room comes with the tenth message that is taken, for every type, whether it looks meanwhile or not. */
    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("typesInOneProcess")
    void roomComesBackByTheHalf(SocketType from, SocketType to, Loom loom) throws InterruptedException {
        SendingSocket sender = (SendingSocket) loom.context().socket(from);
        ReceivingSocket receiver = (ReceivingSocket) loom.context().socket(to);
        sender.set(ZmqOption.SEND_HWM, 10);
        receiver.set(ZmqOption.RECEIVE_HWM, 10);
        var _ = sender.connect(receiver.bind("inproc://here").toString());
        Message message = Message.of("x");
        for (int i = 0; i < 20; i++) {
            assertThat(sender.trySend(message)).isTrue();
        }
        for (int i = 0; i < 9; i++) {
            Message _ = receiver.receive();
            assertThat(sender.canSend()).as("after %d were taken", i + 1).isFalse();
        }
        assertThat(sender.trySend(message)).isFalse();
        Fork<?> waiting = loom.fork("waiting", () -> sender.send(message));
        loom.awaitParked(waiting);
        Message _ = receiver.receive();
        Object _ = waiting.join();
        for (int i = 1; i < 10; i++) {
            assertThat(sender.trySend(message)).isTrue();
        }
        assertThat(sender.canSend()).isFalse();
    }

    /** Four queues of ten: of the sender and the frontend, and of the backend and the receiver; and one message in the proxy's hands. */
    @LoomTest
    void aProxyBetweenTwoBoundsHoldsNoMoreThanTheyAllow(Loom loom) throws InterruptedException {
        Context context = loom.context();
        PullSocket frontend = context.pull();
        PushSocket backend = context.push();
        PushSocket sender = context.push();
        PullSocket receiver = context.pull();
        for (SendingSocket socket : List.of(sender, backend)) {
            socket.set(ZmqOption.SEND_HWM, 10);
        }
        for (ReceivingSocket socket : List.of(frontend, receiver)) {
            socket.set(ZmqOption.RECEIVE_HWM, 10);
        }
        sender.connect(frontend.bind("inproc://front").toString());
        receiver.connect(backend.bind("inproc://back").toString());
        Fork<?> proxy = loom.fork("proxy", () -> ZmqProxy.run(frontend, backend));
        int held = fill(sender, i -> Message.of("number " + i));
        assertThat(held).isEqualTo(40);
        for (int i = 0; i < held; i++) {
            assertThat(receiver.receive().text()).isEqualTo("number " + i);
        }
        sender.send("last");
        assertThat(receiver.receive().text()).isEqualTo("last");
        proxy.interrupt();
    }

    @ParameterizedTest
    @EnumSource
    void aMandatoryRouterWaitsForThePeerThatIsFull(Way way, Loom loom) throws InterruptedException {
        Context context = context(loom);
        var router = context.router();
        router.set(ZmqOption.ROUTER_MANDATORY, true);
        router.set(ZmqOption.CONNECT_ROUTING_ID, "X".getBytes(UTF_8));
        var dealer = context.dealer();
        Limits limits = new Limits(1, 1, NO_BOUND, NO_BOUND, 2, 2 + 1);
        var _ = join(way, router, dealer, limits);
        int accepted = fill(router, i -> numbered(i).behind("X".getBytes(UTF_8)));
        assertThat(accepted).isBetween(limits.send(), limits.expected(way));
        for (int i = 0; i < accepted; i++) {
            assertThat(number(dealer.receive())).isEqualTo(i);
        }
    }

    // ---- the sending end ----

    @ParameterizedTest
    @EnumSource
    void asManyWaitAsTheSenderAllowsForAPeerThatIsNotThereYet(Place place, Loom loom) throws InterruptedException {
        PushSocket push = loom.context().push();
        push.set(ZmqOption.SEND_HWM, 3);
        push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(5));
        try (Place.Reserved first = place.reserve();
                Place.Reserved second = place.reserve()) {
            push.connect(first.endpoint());
            push.connect(second.endpoint());
            for (int i = 0; i < 2 * 3; i++) { // three for each
                assertThat(push.trySend(numbered(i))).isTrue();
            }
            assertThat(push.trySend(numbered(6))).isFalse();
            for (int begin : new int[] {0, 1}) {
                PullSocket pull = loom.context().pull();
                pull.bind(begin == 0 ? first.endpoint() : second.endpoint());
                for (int i = begin; i < 6; i += 2) {
                    assertThat(number(pull.receive())).isEqualTo(i);
                }
            }
        }
    }

    /** How many messages a queue takes out of which one was taken: that one counts until half of the limit was taken. */
    private static int roomAfterOne(int limit) {
        int step = (limit + 1) / 2;
        return step == 1 ? limit : limit - 1;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void aPublisherDropsWhatIsMoreThanItsLimitAtOnce(int limit, Loom loom) throws InterruptedException {
        Context context = context(loom);
        XPubSocket pub = context.xpub();
        SubSocket sub = context.sub();
        sub.subscribe("");
        var _ = join(Way.MEMORY, pub, sub, new Limits(limit, NO_LIMIT, NO_BOUND, NO_BOUND, MANY, MANY));
        Message _ = pub.receive();
        MemoryConnection network = memory.awaitDialled().holdWrites();
        pub.send(numbered(0));
        byte[] _ = network.awaitHeldWrite(); // so it has left the queue
        for (int i = 1; i <= MANY; i++) {
            assertThat(pub.trySend(numbered(i))).isTrue();
        }
        network.releaseWrites();
        for (int i = 0; i <= roomAfterOne(limit); i++) {
            assertThat(number(sub.receive())).isEqualTo(i);
        }
        assertThat(sub.receive(A_WHILE)).isEmpty();
        pub.send(numbered(-1));
        assertThat(number(sub.receive())).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void aPublisherThatMustNotDropRefusesWhatIsMoreThanItsLimit(int limit, Loom loom) throws InterruptedException {
        Context context = context(loom);
        XPubSocket pub = context.xpub();
        pub.set(ZmqOption.XPUB_NODROP, true);
        SubSocket sub = context.sub();
        sub.subscribe("");
        var _ = join(Way.MEMORY, pub, sub, new Limits(limit, NO_LIMIT, NO_BOUND, NO_BOUND, MANY, MANY));
        Message _ = pub.receive();
        MemoryConnection network = memory.awaitDialled().holdWrites();
        pub.send(numbered(0));
        byte[] _ = network.awaitHeldWrite();
        for (int i = 1; i <= roomAfterOne(limit); i++) {
            assertThat(pub.trySend(numbered(i))).isTrue();
        }
        assertThat(pub.trySend(numbered(-1))).isFalse();
        network.releaseWrites();
        for (int i = 0; i <= roomAfterOne(limit); i++) {
            assertThat(number(sub.receive())).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void aPublisherDropsWhatIsMoreThanBothEndsAllowInOneProcess(int limit, Loom loom) throws InterruptedException {
        XPubSocket pub = loom.context().xpub();
        SubSocket sub = loom.context().sub();
        sub.subscribe("");
        var _ = join(Way.INPROC, pub, sub, new Limits(limit, limit, NO_BOUND, NO_BOUND, 2 * limit, 2 * limit + 1));
        Message _ = pub.receive();
        for (int i = 0; i < MANY; i++) {
            assertThat(pub.trySend(numbered(i))).isTrue();
        }
        for (int i = 0; i < 2 * limit; i++) {
            assertThat(number(sub.receive())).isEqualTo(i);
        }
        assertThat(sub.tryReceive()).isEmpty();
    }

    // ---- while messages wait ----

    private static int accepted(PushSocket push) {
        int accepted = 0;
        while (accepted < MANY && push.trySend(numbered(accepted))) {
            accepted++;
        }
        return accepted;
    }

    @ParameterizedTest
    @EnumSource
    void aLimitMayChangeWhileMessagesWait(Change change, Loom loom) throws InterruptedException {
        Context context = context(loom);
        PullSocket pull = context.pull();
        PushSocket push =
                join(Way.MEMORY, context.push(), pull, new Limits(10, NO_LIMIT, NO_BOUND, NO_BOUND, MANY, MANY));
        MemoryConnection network = memory.awaitDialled();
        push.send(numbered(-2));
        assertThat(number(pull.receive())).isEqualTo(-2);
        MemoryConnection _ = network.holdWrites();
        push.send(numbered(-1));
        byte[] _ = network.awaitHeldWrite();
        assertThat(accepted(push)).isEqualTo(8);
        push.set(ZmqOption.SEND_HWM, change.limit);
        assertThat(accepted(push)).isEqualTo(change.more);
        network.releaseWrites();
        assertThat(number(pull.receive())).isEqualTo(-1);
        for (int i = 0; i < 8; i++) {
            assertThat(number(pull.receive())).isEqualTo(i);
        }
        for (int i = 0; i < change.more; i++) {
            assertThat(number(pull.receive())).isEqualTo(i);
        }
        assertThat(pull.tryReceive()).isEmpty();
    }

    /** What a limit of 10 messages is changed to when 8 wait and 2 that were taken still count, and how many more are accepted then. */
    enum Change {
        RAISED(15, 5),
        LOWERED(3, 0),
        LIFTED(NO_LIMIT, MANY);

        private final int limit;
        private final int more;

        Change(int limit, int more) {
            this.limit = limit;
            this.more = more;
        }
    }
}
