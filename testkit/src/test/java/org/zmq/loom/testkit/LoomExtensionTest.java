package org.zmq.loom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.zmq.loom.PullSocket;
import org.zmq.loom.spi.Census;

/** What becomes of tests with the extension: classes that are tests of their own are run, and their outcomes looked at. */
class LoomExtensionTest {
    @Test
    void closesWhatATestHasLeftOpen() {
        assertThat(run(LeavesOpen.class)).isEmpty();
        assertThat(Objects.requireNonNull(LeavesOpen.census).sockets()).isEmpty();
        assertThat(LeavesOpen.census.threads()).isEmpty();
    }

    static class LeavesOpen {
        private static Census census = new Census();

        @LoomTest
        void test(Loom loom) {
            census = loom.watch().census();
            loom.context().pull().bind("tcp://127.0.0.1:*");
            assertThat(census.sockets()).isNotEmpty();
            assertThat(census.threads()).isNotEmpty();
        }
    }

    @Test
    void failsATestThatLeavesAThreadBehind() {
        assertThat(run(Leaks.class)).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining("uncaught java.lang.IllegalStateException: leaked"));
    }

    static class Leaks {
        @LoomTest
        void test(Loom loom) {
            loom.watch().census().uncaught(new IllegalStateException("leaked"));
        }
    }

    @Test
    void failsATestThatKeepsWhatHasEnded() {
        assertThat(run(Keeps.class)).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining("ended, and kept by somebody")
                .hasMessageContaining("java.lang.Object"));
        Keeps.kept.clear();
    }

    static class Keeps {
        private static final List<Object> kept = new ArrayList<>();

        @LoomTest
        void test(Loom loom) {
            Object ended = new Object();
            kept.add(ended);
            loom.watch().census().left(ended);
        }
    }

    @Test
    void failsAClassThatKeepsContextsAndNamesTheTest() {
        assertThat(run(KeepsContext.class)).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining("Context, of keepsItsContext"));
        KeepsContext.kept.clear();
    }

    static class KeepsContext {
        private static final List<Object> kept = new ArrayList<>();

        @LoomTest
        void keepsItsContext(Loom loom) {
            kept.add(loom.context());
        }

        @LoomTest
        void keepsNothing(Loom loom) {
            assertThat(loom.context()).isNotNull();
        }
    }

    @Test
    void failsATestWhoseThreadFailedWithNobodyAsking() {
        assertThat(run(FailsBeside.class)).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining("worker (ended) failed, and nobody asked")
                .hasRootCauseInstanceOf(UnsupportedOperationException.class));
    }

    static class FailsBeside {
        @LoomTest
        void test(Loom loom) {
            loom.fork("worker", () -> {
                throw new UnsupportedOperationException();
            });
        }
    }

    @Test
    void keepsTheFailureOfATestAndAddsWhatItLeft() {
        assertThat(run(FailsAndLeaks.class)).singleElement().satisfies(failure -> {
            assertThat(failure).hasMessage("first");
            assertThat(failure.getSuppressed()).singleElement().satisfies(more -> assertThat(more)
                    .hasMessageContaining("leaked"));
        });
    }

    static class FailsAndLeaks {
        @LoomTest
        void test(Loom loom) {
            loom.watch().census().uncaught(new IllegalStateException("leaked"));
            throw new AssertionError("first");
        }
    }

    @Test
    void endsATestThatHangsAndSaysWhereEveryThreadIs() {
        assertThat(run(Hangs.class)).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining("no end within 1 s")
                .hasMessageContaining("-- scopes --\ncontext-")
                .hasMessageContaining("/acceptor")
                .hasMessageContaining("LoomExtensionTest$Hangs.test")
                .hasMessageContaining("\"beside\" WAITING")
                .hasCauseInstanceOf(InterruptedException.class));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    static class Hangs {
        @LoomTest(seconds = 1)
        void test(Loom loom) throws Exception {
            PullSocket pull = loom.context().pull();
            pull.bind("tcp://127.0.0.1:*");
            CountDownLatch never = new CountDownLatch(1);
            Fork<?> beside = loom.fork("beside", () -> pull.receive());
            loom.awaitParked(beside);
            never.await();
        }
    }

    @Test
    void givesEachRepetitionALoomOfItsOwn() {
        assertThat(run(Repeats.class)).isEmpty();
    }

    @ExtendWith(LoomExtension.class)
    static class Repeats {
        @RepeatedTest(3)
        void test(Loom loom) {
            assertThat(loom.watch().contexts()).isEmpty();
            assertThat(loom.context()).isSameAs(loom.context());
        }
    }

    /** Runs a class of tests; the failures. */
    private static List<Throwable> run(Class<?> tests) {
        Failures failures = new Failures();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(tests))
                .build();
        LauncherFactory.create().execute(request, failures);
        assertThat(failures.tests).as("tests that ran").isPositive();
        return failures.seen;
    }

    private static final class Failures implements TestExecutionListener {
        private final List<Throwable> seen = new java.util.ArrayList<>();
        private int tests;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            tests += test.isTest() ? 1 : 0;
            result.getThrowable().ifPresent(seen::add);
        }
    }
}
