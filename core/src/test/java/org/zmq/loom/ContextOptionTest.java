package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.spi.Census;
import org.zmq.loom.support.LoopTransport;

/** The options of contexts: what they are called, which values they take, and what they do to sockets. */
class ContextOptionTest {
    static Collection<ContextOption<?>> all() {
        return ContextOption.all();
    }

    // ---- the table ----

    @ParameterizedTest
    @CsvSource({
        "ZMQ_IO_THREADS, 1, 1",
        "ZMQ_MAX_SOCKETS, 2, 1023",
        "ZMQ_SOCKET_LIMIT, 3, 2147483647",
        "ZMQ_THREAD_PRIORITY, 3, -1",
        "ZMQ_THREAD_SCHED_POLICY, 4, -1",
        "ZMQ_MAX_MSGSZ, 5, 2147483647",
        "ZMQ_MSG_T_SIZE, 6, 0",
        "ZMQ_THREAD_AFFINITY_CPU_ADD, 7, 0",
        "ZMQ_THREAD_AFFINITY_CPU_REMOVE, 8, 0",
        "ZMQ_THREAD_NAME_PREFIX, 9, ''",
        "ZMQ_ZERO_COPY_RECV, 10, 1",
        "ZMQ_IPV6, 42, 0",
        "ZMQ_BLOCKY, 70, 1",
    })
    void areThoseOfLibzmq(String name, int number, String defaultText) {
        ContextOption<?> option = ContextOption.named(name).orElseThrow();
        assertThat(option.name()).isEqualTo(name);
        assertThat(option.number()).hasValue(number);
        assertThat(option.defaultValue()).isEqualTo(option.parse(defaultText));
    }

    @Test
    void areAllInTheTable() {
        assertThat(all()).hasSize(13).isUnmodifiable();
        assertThat(all()).extracting(ContextOption::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("all")
    <T> void areSetOrRefusedWithNameValueReasonAndRange(ContextOption<T> option) {
        boolean settable = !option.isReadOnly() && option.refusal().isEmpty();
        for (T right : option.values().edges()) {
            Context.Builder builder = Context.builder();
            if (settable) {
                try (Context context = builder.set(option, right).build()) {
                    assertThat(context.get(option)).isEqualTo(right);
                }
            } else {
                assertRefused(
                        option,
                        right,
                        option.isReadOnly()
                                ? "only be looked up"
                                : option.refusal().orElseThrow());
            }
        }
        for (T wrong : option.values().beyond()) {
            assertRefused(option, wrong, option.isReadOnly() ? "only be looked up" : "out of range");
        }
    }

    private static <T> void assertRefused(ContextOption<T> option, T value, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Context.builder().set(option, value))
                .withMessageStartingWith("EINVAL: " + option.name() + " cannot be " + value + ": ")
                .withMessageContaining(reason)
                .withMessageEndingWith("; it takes " + option.range());
    }

    @ParameterizedTest
    @MethodSource("all")
    <T> void haveTheirDefaultsUnlessTheyAreSet(ContextOption<T> option) {
        try (Context context = Context.create()) {
            if (option == ContextOption.MESSAGE_STRUCT_SIZE) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> context.get(option))
                        .withMessageContaining("a message is an object");
            } else {
                assertThat(context.get(option)).isEqualTo(option.defaultValue());
            }
        }
    }

    // ---- effects ----

    @Test
    void moreSocketsThanMaxSocketsAreRefusedInThatContextOnly() {
        try (Context small = Context.builder().set(ContextOption.MAX_SOCKETS, 1).build();
                Context other =
                        Context.builder().set(ContextOption.MAX_SOCKETS, 2).build()) {
            ZmqSocket only = small.pair();
            assertThatExceptionOfType(ZmqException.TooManySockets.class)
                    .isThrownBy(small::pair)
                    .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.EMFILE));
            assertThat(other.pair().type()).isEqualTo(other.pair().type());
            only.close();
            assertThat(small.get(ContextOption.MAX_SOCKETS)).isEqualTo(1);
            assertThat(other.get(ContextOption.MAX_SOCKETS)).isEqualTo(2);
        }
    }

    @Test
    void socketsInheritWhatTheirContextSays() {
        try (Context context = Context.builder()
                        .set(ContextOption.IPV6, true)
                        .set(ContextOption.BLOCKY, false)
                        .set(ContextOption.MAX_MESSAGE_SIZE, 1000)
                        .build();
                Context plain = Context.create()) {
            ZmqSocket heir = context.push();
            assertThat(heir.get(ZmqOption.IPV6)).isTrue();
            assertThat(heir.get(ZmqOption.IPV4_ONLY)).isFalse();
            assertThat(heir.get(ZmqOption.LINGER)).isEqualTo(Duration.ZERO);
            assertThat(heir.get(ZmqOption.MAX_MESSAGE_SIZE)).isEqualTo(1000);
            heir.set(ZmqOption.IPV6, false);
            assertThat(heir.get(ZmqOption.IPV6)).isFalse();

            ZmqSocket other = plain.push();
            assertThat(other.get(ZmqOption.IPV6)).isFalse();
            assertThat(other.get(ZmqOption.LINGER)).isEqualTo(ZmqOption.FOREVER);
            assertThat(other.get(ZmqOption.MAX_MESSAGE_SIZE)).isEqualTo(ZmqOption.UNLIMITED_BYTES);
        }
    }

    @Test
    void lingerThatIsGivenCountsMoreThanBlocky() {
        Duration given = Duration.ofSeconds(3);
        try (Context context =
                Context.builder().linger(given).set(ContextOption.BLOCKY, false).build()) {
            assertThat(context.push().get(ZmqOption.LINGER)).isEqualTo(given);
        }
    }

    @Test
    void contextThatIsNotBlockyDropsWhatNobodyTakes() throws InterruptedException {
        try (Context context =
                Context.builder().set(ContextOption.BLOCKY, false).build()) {
            PushSocket push = context.push();
            push.connect("inproc://nobody");
            push.send("in vain");
        }
    }

    @Test
    void contextWithoutThreadsHasOnlyInproc() throws InterruptedException {
        try (Context context = Context.builder()
                .transport(new LoopTransport(1024))
                .set(ContextOption.IO_THREADS, 0)
                .build()) {
            PairSocket one = context.pair();
            PairSocket other = context.pair();
            for (Runnable call : Set.<Runnable>of(() -> one.bind("loop://here"), () -> one.connect("loop://here"))) {
                assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                        .isThrownBy(call::run)
                        .withMessageContaining("ZMQ_IO_THREADS")
                        .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.EMTHREAD));
            }
            one.bind("inproc://here");
            other.connect("inproc://here");
            other.send("hello");
            assertThat(one.receive()).isEqualTo(Message.of("hello"));
        }
    }

    @Test
    void namesOfThreadsAndSocketsBeginWithThePrefix() {
        Census census = new Census();
        try (Context context = Context.builder()
                .transport(new LoopTransport(1024))
                .census(census)
                .set(ContextOption.THREAD_NAME_PREFIX, "orders")
                .build()) {
            PairSocket pair = context.pair();
            assertThat(pair.toString()).startsWith("orders/pair-");
            pair.bind("loop://here");
            assertThat(census.threads()).isNotEmpty().allSatisfy(thread -> assertThat(thread.getName())
                    .startsWith("orders/"));
        }
    }
}
