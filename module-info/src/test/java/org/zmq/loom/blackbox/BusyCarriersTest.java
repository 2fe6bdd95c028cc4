package org.zmq.loom.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything can be closed in time though all carriers of virtual threads are busy with threads that compute. */
class BusyCarriersTest {
    private static final List<String> ONE_CARRIER =
            List.of("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1");

    /* Prints what was done; whoever does not come so far is ended by a platform thread. */
    private static final String PROGRAM = """
            import java.util.concurrent.*;
            import java.util.concurrent.atomic.*;
            import org.zmq.loom.*;
            import org.zmq.loom.spi.Census;

            void main() throws Exception {
                var done = new CountDownLatch(1);
                Thread.ofPlatform().daemon().start(() -> {
                    try {
                        if (done.await(20, TimeUnit.SECONDS)) {
                            return;
                        }
                    } catch (InterruptedException e) {
                        return;
                    }
                    System.out.println("stuck");
                    Runtime.getRuntime().halt(1);
                });
                var census = new Census();
                var context = Context.builder().linger(java.time.Duration.ofMillis(LINGER)).census(census).build();
                var pull = context.pull();
                String bound = pull.bind("tcp://127.0.0.1:*").toString();
                var push = context.push();
                push.connect(bound);
                push.send("a connection that is up");
                pull.receive();
                var unsent = context.push();
                unsent.connect("tcp://127.0.0.1:1");
                unsent.send("waits for somebody");
                var other = context.dealer();
                other.bind("tcp://127.0.0.1:*");
                context.fork("sleeper", () -> new CountDownLatch(1).await());

                var goesOn = new AtomicBoolean(true);
                var computes = new CountDownLatch(1);
                Thread busy = Thread.startVirtualThread(() -> {
                    computes.countDown();
                    while (goesOn.get()) {
                        Thread.onSpinWait();
                    }
                });
                computes.await();
                var threads = census.threads();
                other.close();
                System.out.println("socket closed");
                pull.unbind(bound);
                System.out.println("endpoint unbound");
                context.close();
                System.out.println("context closed");
                goesOn.set(false);
                for (Thread thread : threads) {
                    thread.join();
                }
                busy.join();
                done.countDown();
                System.out.println("left " + census.threads() + census.channels() + census.sockets() + census.uncaught());
            }
            """;

    @ParameterizedTest
    @ValueSource(ints = {0, 1000})
    void nothingWaitsForThemForLongAndWhatIsLeftIsNamedAndEndsWhenItRuns(int linger)
            throws IOException, InterruptedException {
        List<String> lines = Java.program(ONE_CARRIER, PROGRAM.replace("LINGER", String.valueOf(linger)));
        assertThat(lines)
                .containsSubsequence("socket closed", "endpoint unbound", "context closed", "left [][][][]")
                .anyMatch(line -> line.contains("context-1 is closed, and leaves behind")
                        && line.contains("/reader")
                        && line.contains("/acceptor")
                        && line.contains("/task/sleeper"));
    }
}
