package org.zmq.loom.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.zmq.loom.Context;
import org.zmq.loom.spi.Census;

/**
 * A context for each test, which is closed behind it; then nothing may be left: no thread, no channel, no socket, and no failure that nobody
 * has seen.
 */
public final class Kernel implements AfterEachCallback {
    private final UnaryOperator<Context.Builder> settings;
    private final List<Context> contexts = new ArrayList<>();
    private final List<Census> censuses = new ArrayList<>();
    private final List<Call<?>> calls = new CopyOnWriteArrayList<>();
    private @Nullable Context first;

    /** A kernel with a context as it comes, but that nothing lingers for ever. */
    public Kernel() {
        this(UnaryOperator.identity());
    }

    /** A kernel with a context of one's own settings. */
    public Kernel(UnaryOperator<Context.Builder> settings) {
        this.settings = settings;
    }

    /** The context of this test. */
    public Context context() {
        Context made = first;
        if (made == null) {
            made = another();
            first = made;
        }
        return made;
    }

    /** Another context. */
    public Context another() {
        Census census = new Census();
        Context context = settings.apply(
                        Context.builder().linger(Duration.ofSeconds(5)).census(census))
                .build();
        censuses.add(census);
        contexts.add(context);
        return context;
    }

    /** Does something in a virtual thread. */
    public <T> Call<T> call(Callable<T> task) {
        return add(new Call<>(Thread.ofVirtual().name("caller"), task));
    }

    /** Does something in a platform thread. */
    public <T> Call<T> callOnPlatform(Callable<T> task) {
        return add(new Call<>(Thread.ofPlatform().name("caller").daemon(), task));
    }

    private <T> Call<T> add(Call<T> call) {
        calls.add(call);
        return call;
    }

    @Override
    public void afterEach(ExtensionContext test) throws InterruptedException {
        for (Call<?> call : calls) {
            call.thread().interrupt();
        }
        contexts.forEach(Context::close);
        for (Call<?> call : calls) {
            assertThat(call.thread().join(Duration.ofSeconds(20)))
                    .as("%s has ended", call.thread())
                    .isTrue();
        }
        for (Census census : censuses) {
            assertThat(census.uncaught()).as("what nobody expected").isEmpty();
            assertThat(census.threads()).as("threads left").isEmpty();
            assertThat(census.channels()).as("channels left").isEmpty();
            assertThat(census.sockets()).as("sockets left").isEmpty();
        }
    }
}
