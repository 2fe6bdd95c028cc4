package org.zmq.loom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zmq.loom.cli.Style;
import org.zmq.loom.cli.support.Run;

/** The demo counts every message, and says so when one is missing. */
@Timeout(60)
class DemoTest {
    @Test
    void nothingIsLost() throws Exception {
        try (Run demo = Run.of("demo", "--seconds", "1")) {
            assertThat(demo.exitCode()).as(demo.err.text()).isZero();
            assertThat(demo.out.text())
                    .containsPattern("REQ/REP +requests +clients +server +([\\d,]+) +\\1\n")
                    .containsPattern("PUB/SUB +news +publisher +subscriber 1 +([1-9][\\d,]*) +\\1\n")
                    .containsPattern("PUSH/PULL +results +workers +sink +([1-9][\\d,]*) +\\1\n")
                    .containsPattern("\nnothing was lost: [1-9][\\d,]* messages received");
        }
        assertThat(ProcessHandle.current().children()).noneMatch(DemoTest::isPart);
    }

    @Test
    void aPartThatIsKilledIsMissed() throws Exception {
        try (Run demo = Run.of("demo", "--seconds", "60")) {
            String _ = demo.out.await("all are connected");
            ProcessHandle worker = ProcessHandle.current()
                    .children()
                    .filter(DemoTest::isPart)
                    .filter(part -> part.info().commandLine().orElse("").endsWith("worker 2"))
                    .findFirst()
                    .orElseThrow();
            assertThat(worker.destroyForcibly()).isTrue();
            assertThat(demo.exitCode()).isEqualTo(1);
            assertThat(demo.err.lines())
                    .singleElement()
                    .isEqualTo("zmq demo: worker 2 (process " + worker.pid() + ") ended with exit code 137");
            assertThat(demo.out.text()).doesNotContain("nothing was lost");
        }
        assertThat(ProcessHandle.current().children()).noneMatch(DemoTest::isPart);
    }

    private static boolean isPart(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(DemoPart.class.getName());
    }

    @Test
    void theLedgerFindsWhatIsLostAndWhatIsTooMuch() {
        Ledger ledger = new Ledger(Style.PLAIN);
        ledger.entry("PUSH/PULL", "tasks", "ventilator", "workers", 1000, 1000);
        assertThat(ledger.faults()).isEmpty();
        ledger.entry("PUB/SUB", "news", "publisher", "subscriber 1", 2000, 1998);
        ledger.entry("REQ/REP", "replies", "server", "clients", 5, 6);
        assertThat(ledger.faults())
                .containsExactly(
                        "PUB/SUB, news from publisher to subscriber 1: 2 of 2,000 lost",
                        "REQ/REP, replies from server to clients: 1 too many");
        assertThat(ledger.total()).isEqualTo(3004);
    }

    @Test
    void aSequenceFindsGapsAndRepetitions() {
        Sequence sequence = new Sequence();
        for (long number : new long[] {0, 1, 4, 4, 2, 5}) {
            sequence.saw(number);
        }
        assertThat(sequence.missing()).isEqualTo(2);
        assertThat(sequence.misplaced()).isEqualTo(2);
    }
}
