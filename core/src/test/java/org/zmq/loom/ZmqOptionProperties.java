package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Whatever the option, the type of the socket and the value: it is set and can be looked up, or it is refused with all there is to say. */
class ZmqOptionProperties {
    private static @Nullable Context context;

    @BeforeContainer
    static void open() {
        context = Context.create();
    }

    @AfterContainer
    static void close() {
        context().close();
    }

    private static Context context() {
        return Objects.requireNonNull(context);
    }

    /** Which of the values of an option. */
    enum Choice {
        DEFAULT,
        EDGE,
        OUT_OF_RANGE
    }

    @Provide
    Arbitrary<ZmqOption<?>> options() {
        return Arbitraries.of(ZmqOption.all());
    }

    private static <T> List<T> values(ZmqOption<T> option, Choice choice) {
        return switch (choice) {
            case DEFAULT -> List.of(option.defaultValue());
            case EDGE -> option.values().edges();
            case OUT_OF_RANGE -> option.values().beyond();
        };
    }

    @Property(generation = GenerationMode.EXHAUSTIVE, tries = 100_000)
    void areSetOrRefusedWithNameValueReasonAndRange(
            @ForAll("options") ZmqOption<?> option, @ForAll SocketType type, @ForAll Choice choice) {
        tryAll(option, type, choice);
    }

    private static <T> void tryAll(ZmqOption<T> option, SocketType type, Choice choice) {
        try (ZmqSocket socket = context().socket(type)) {
            for (T value : values(option, choice)) {
                ZmqOptions endpoint = ZmqOptions.none().with(option, value);
                List<String> reasons = reasons(option, type, option.copy(value));
                if (reasons.isEmpty()) {
                    socket.set(option, value);
                    assertThat(socket.get(option)).isEqualTo(option.copy(value));
                    assertThat(endpoint.check(type)).isSameAs(endpoint);
                } else {
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> socket.set(option, value))
                            .withMessageStartingWith("EINVAL: " + option.name() + " cannot be ")
                            .withMessageContaining(option.values().shown(option.copy(value)))
                            .withMessageContaining(reasons.getFirst())
                            .withMessageEndingWith("; it takes " + option.range());
                    assertThatIllegalArgumentException().isThrownBy(() -> socket.bind("inproc://never", endpoint));
                    assertThat(socket.lastEndpoint()).isEmpty();
                }
            }
        }
    }

    /** Why the value is to be refused, the first reason first. */
    private static <T> List<String> reasons(ZmqOption<T> option, SocketType type, T value) {
        List<String> reasons = new ArrayList<>();
        if (!option.appliesTo().contains(type)) {
            reasons.add("does not apply to " + type);
        }
        if (option.isReadOnly()) {
            reasons.add("only be looked up");
        }
        if (!option.values().has(value)) {
            reasons.add("out of range");
        }
        option.refusal().ifPresent(reasons::add);
        return reasons;
    }
}
