package org.zmq.loom.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.zmq.loom.cli.Style;
import org.zmq.loom.cli.TextTable;

/** What was sent and what was received, line by line, and what is wrong with it. */
final class Ledger {
    private final TextTable table;
    private final List<String> faults = new ArrayList<>();
    private long total;

    Ledger(Style style) {
        table = new TextTable(style);
        table.heading("part", "messages", "from", "to", "sent", "received");
    }

    /** Messages that went one way. */
    void entry(String part, String messages, String from, String to, long sent, long received) {
        table.row(part, messages, from, to, number(sent), number(received));
        total += received;
        if (sent != received) {
            faults.add(part + ", " + messages + " from " + from + " to " + to + ": "
                    + (received < sent
                            ? number(sent - received) + " of " + number(sent) + " lost"
                            : number(received - sent) + " too many"));
        }
    }

    /** Something that must never be. */
    void never(Child child, String what, long times) {
        if (times != 0) {
            faults.add(child + ": " + number(times) + " " + what);
        }
    }

    /** How many messages arrived. */
    long total() {
        return total;
    }

    List<String> faults() {
        return faults;
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    @Override
    public String toString() {
        return table.toString();
    }
}
