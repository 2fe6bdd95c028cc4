package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Poller.Interest;
import org.zmq.loom.Poller.Ready;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Kernel;

/**
 * A socket that is closed is reported once, and leaves the poller with that; a channel that is closed leaves it
 * silently.
 */
class ClosedInAPollerTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @RegisterExtension
    final Kernel kernel = new Kernel(builder -> builder.linger(Duration.ZERO));

    private final Context context = kernel.context();
    private final Poller poller = context.poller();

    private Pipe pipe;

    @BeforeEach
    void open() throws Exception {
        pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        pipe.sink().configureBlocking(false);
    }

    @AfterEach
    void close() throws Exception {
        poller.close();
        pipe.source().close();
        pipe.sink().close();
    }

    private static Ready closed(ZmqSocket socket, Set<Interest> asked) {
        return new Ready(socket, asked, socket, true);
    }

    private static String name(ZmqSocket socket) {
        return socket.toString().split(" ", 2)[0];
    }

    private Call<List<Ready>> polls() {
        return kernel.call(() -> poller.poll());
    }

    private PullSocket pullWithAMessage(String endpoint) throws InterruptedException {
        PullSocket pull = context.pull();
        pull.bind(endpoint);
        PushSocket push = context.push();
        push.connect(endpoint);
        push.send("x");
        return pull;
    }

    private static Stream<Arguments> everythingThatCanBeAsked() {
        List<Set<Interest>> asked =
                List.of(Set.of(), Set.of(Interest.RECEIVE), Set.of(Interest.SEND), EnumSet.allOf(Interest.class));
        return Stream.of(SocketType.values()).flatMap(type -> asked.stream().map(one -> Arguments.of(type, one)));
    }

    @ParameterizedTest
    @MethodSource("everythingThatCanBeAsked")
    void socketOfAnyTypeIsReportedOnceWhateverWasAsked(SocketType type, Set<Interest> asked) throws Exception {
        ZmqSocket socket = context.socket(type);
        poller.add(socket, asked, "attached");
        socket.close();
        assertThat(poller.poll()).containsExactly(new Ready(socket, asked, "attached", true));
        assertThat(poller.size()).isZero();
        assertThat(poller.poll(Duration.ZERO)).isEmpty();
        assertThat(poller.remove(socket)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> poller.modify(socket, Interest.RECEIVE));
        assertThatExceptionOfType(ZmqException.SocketClosed.class).isThrownBy(socket::canSend);
    }

    @ParameterizedTest
    @EnumSource
    void closingWakesWhoeverWaitsThoughNothingWasAsked(SocketType type) throws InterruptedException {
        ZmqSocket socket = context.socket(type);
        poller.add(socket);
        Call<List<Ready>> poll = polls().awaitParked();
        socket.close();
        assertThat(poll.result()).containsExactly(closed(socket, Set.of()));
    }

    @Test
    void closingWakesWhoeverWaitsToReceiveOrToSend() throws InterruptedException {
        PullSocket pull = context.pull();
        poller.add(pull, Interest.RECEIVE);
        Call<List<Ready>> receiving = polls().awaitParked();
        pull.close();
        assertThat(receiving.result()).containsExactly(closed(pull, Set.of(Interest.RECEIVE)));
        PushSocket push = context.push();
        poller.add(push, Interest.SEND);
        Call<List<Ready>> sending =
                kernel.callOnPlatform(() -> poller.poll(LONG)).awaitParked();
        push.close();
        assertThat(sending.result()).containsExactly(closed(push, Set.of(Interest.SEND)));
    }

    @Test
    void closingWakesWhoeverWaitsForChannelsToo() throws InterruptedException {
        PullSocket pull = context.pull();
        poller.add(pipe.source(), Interest.RECEIVE);
        poller.add(pull, Interest.RECEIVE);
        Call<List<Ready>> poll = polls();
        pull.close();
        assertThat(poll.result()).containsExactly(closed(pull, Set.of(Interest.RECEIVE)));
        assertThat(poller.size()).isEqualTo(1);
    }

    @Test
    void whatIsOpenIsNotReportedAsClosed() throws InterruptedException {
        PullSocket pull = pullWithAMessage("inproc://open");
        poller.add(pull, Interest.RECEIVE);
        assertThat(poller.poll()).singleElement().satisfies(ready -> {
            assertThat(ready.isClosed()).isFalse();
            assertThat(ready.canReceive()).isTrue();
        });
        assertThat(new Ready(pull, Set.of(), "attached").isClosed()).isFalse();
    }

    @Test
    void othersAreReportedAsUsual() throws Exception {
        PullSocket busy = pullWithAMessage("inproc://busy");
        PullSocket gone = pullWithAMessage("inproc://gone");
        pipe.sink().write(ByteBuffer.wrap(new byte[] {1}));
        Set<Interest> receive = Set.of(Interest.RECEIVE);
        poller.add(busy, Interest.RECEIVE);
        poller.add(gone, Interest.RECEIVE);
        poller.add(pipe.source(), Interest.RECEIVE);
        assertThat(poller.poll()).hasSize(3).noneMatch(Ready::isClosed);
        gone.close();
        Ready socket = new Ready(busy, receive);
        Ready channel = new Ready(pipe.source(), receive);
        assertThat(poller.poll()).containsExactlyInAnyOrder(socket, closed(gone, receive), channel);
        assertThat(poller.poll()).containsExactlyInAnyOrder(socket, channel);
    }

    @Test
    void eachIsReportedInItsTurn() throws InterruptedException {
        List<Ready> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            PullSocket pull = context.pull();
            poller.add(pull, Interest.RECEIVE);
            expected.add(closed(pull, Set.of(Interest.RECEIVE)));
            pull.close();
        }
        List<Ready> reported = new ArrayList<>();
        for (int left = 4; left >= 0; left--) {
            reported.addAll(poller.poll(LONG, 1));
            assertThat(poller.size()).isEqualTo(left);
        }
        assertThat(reported).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void modifiedBeforeItIsReportedItIsReportedForThat() throws InterruptedException {
        PairSocket pair = context.pair();
        poller.add(pair, Interest.RECEIVE);
        pair.close();
        poller.modify(pair, Interest.SEND);
        assertThat(poller.poll()).containsExactly(closed(pair, Set.of(Interest.SEND)));
    }

    @Test
    void removedBeforeItIsReportedItIsNotReported() throws InterruptedException {
        PullSocket pull = context.pull();
        poller.add(pull, Interest.RECEIVE);
        pull.close();
        assertThat(poller.remove(pull)).isTrue();
        assertThat(poller.poll(Duration.ZERO)).isEmpty();
    }

    @Test
    void closedSocketIsNotAdded() throws InterruptedException {
        PullSocket pull = context.pull();
        pull.close();
        assertThatExceptionOfType(ZmqException.SocketClosed.class)
                .isThrownBy(() -> poller.add(pull, Interest.RECEIVE))
                .withMessageContaining(name(pull));
        assertThatExceptionOfType(ZmqException.SocketClosed.class).isThrownBy(() -> poller.add(pull));
        assertThat(poller.size()).isZero();
        assertThat(poller.poll(Duration.ZERO)).isEmpty();
        Context other = kernel.another();
        PullSocket foreign = other.pull();
        other.close();
        assertThatExceptionOfType(ZmqException.Terminated.class).isThrownBy(() -> poller.add(foreign));
    }

    @Test
    void eachPollerReportsIt() throws InterruptedException {
        PullSocket pull = context.pull();
        List<Poller> pollers =
                List.of(context.poller(), context.poller(), kernel.another().poller());
        List<Call<List<Ready>>> polls = new ArrayList<>();
        for (Poller one : pollers) {
            one.add(pull, Interest.RECEIVE);
            polls.add(kernel.call(() -> one.poll()).awaitParked());
        }
        pull.close();
        for (Call<List<Ready>> poll : polls) {
            assertThat(poll.result()).containsExactly(closed(pull, Set.of(Interest.RECEIVE)));
        }
    }

    /** The exception takes the place of the whole report, so nothing that is reported once may be part of it. */
    @Test
    void isStillReportedWhenThePollFailsBecauseOfAnotherSocket() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            Context other = kernel.another();
            PullSocket pull = context.pull();
            PullSocket foreign = other.pull();
            List<PullSocket> both = i == 0 ? List.of(pull, foreign) : List.of(foreign, pull);
            both.forEach(socket -> poller.add(socket, Interest.RECEIVE));
            pull.close();
            other.shutdown();
            for (int round = 0; round < 2; round++) {
                assertThatExceptionOfType(ZmqException.Terminated.class)
                        .isThrownBy(() -> poller.poll())
                        .withMessageContaining(name(foreign));
            }
            poller.remove(foreign);
            assertThat(poller.poll()).containsExactly(closed(pull, Set.of(Interest.RECEIVE)));
        }
    }

    @Test
    void endOfAnotherContextIsHeardThoughNothingWasAskedOfItsSocket() throws InterruptedException {
        Context other = kernel.another();
        PullSocket foreign = other.pull();
        poller.add(foreign);
        Call<List<Ready>> poll = polls().awaitParked();
        other.close();
        assertThat(poll.failure()).isInstanceOf(ZmqException.Terminated.class);
        assertThat(poller.remove(foreign)).isTrue();
        assertThat(poller.poll(Duration.ZERO)).isEmpty();
    }

    @RepeatedTest(10)
    void eachIsReportedToOneOfTheThreadsThatPoll() throws InterruptedException {
        int sockets = 100;
        List<PullSocket> pulls = new ArrayList<>();
        for (int i = 0; i < sockets; i++) {
            PullSocket pull = context.pull();
            poller.add(pull, Interest.RECEIVE);
            pulls.add(pull);
        }
        AtomicInteger reported = new AtomicInteger();
        List<Call<Void>> polling = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            polling.add(kernel.call(() -> {
                while (true) {
                    List<Ready> ready = poller.poll(LONG, 2);
                    assertThat(ready).allMatch(Ready::isClosed);
                    if (reported.addAndGet(ready.size()) == sockets) {
                        poller.close();
                    }
                }
            }));
        }
        pulls.forEach(ZmqSocket::close);
        for (Call<Void> call : polling) {
            assertThat(call.failure()).isInstanceOf(IllegalStateException.class);
        }
        assertThat(reported).hasValue(sockets);
    }

    // ---- channels ----

    @Test
    void closedChannelLeavesSilently() throws Exception {
        pipe.sink().write(ByteBuffer.wrap(new byte[] {1}));
        poller.add(pipe.source(), Interest.RECEIVE);
        assertThat(poller.poll()).hasSize(1);
        pipe.source().close();
        assertThat(poller.size()).isZero();
        assertThat(poller.poll(Duration.ZERO)).isEmpty();
        assertThat(poller.remove(pipe.source())).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> poller.modify(pipe.source(), Interest.RECEIVE));
    }

    @Test
    void closedChannelIsNotAdded() throws Exception {
        pipe.source().close();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> poller.add(pipe.source(), Interest.RECEIVE))
                .withMessageContaining("EINVAL")
                .withMessageContaining("closed");
        assertThat(poller.size()).isZero();
    }

    /** A channel that a selector has keeps its descriptor until the selector looks; the other end of a pipe notices. */
    @Test
    void removingAChannelThatIsClosedLetsItsDescriptorGoThoughAThreadPolls() throws Exception {
        pipe.source().configureBlocking(true);
        poller.add(pipe.sink());
        Call<List<Ready>> poll = polls();
        pipe.sink().close();
        assertThat(poller.remove(pipe.sink())).isFalse();
        Call<Integer> end = kernel.call(() -> pipe.source().read(ByteBuffer.allocate(1)));
        assertThat(end.result()).isEqualTo(-1);
        assertThat(poll.isDone()).isFalse();
    }
}
