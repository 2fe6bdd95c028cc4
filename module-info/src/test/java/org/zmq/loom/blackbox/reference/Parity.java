package org.zmq.loom.blackbox.reference;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.blackbox.reference.Table.Row;

/**
 * What libzmq has, as tables, and where it is in this library.
 *
 * <p>A row is there if the API has all the names that it gives, or, for an option, if {@link ZmqOption} has it. What is not there belongs to a
 * transport or a mechanism that is not there either, or it is listed as not yet there, and that list has to be true.
 */
final class Parity {
    static final Path FOLDER = Path.of("src/test/resources/org/zmq/loom/blackbox/parity");

    /** What may come later, with all that belongs to it. */
    static final Set<String> LATER = Set.of(
            "ipc", "udp", "ws", "wss", "pgm", "epgm", "norm", "tipc", "vmci", "vsock", "PLAIN", "CURVE", "GSSAPI",
            "ZAP");

    static final Table FUNCTIONS = table("functions");
    static final Table OPTIONS = table("options");
    static final Table CONTEXT_OPTIONS = table("context-options");
    static final Table EVENTS = table("events");
    static final Table ERRORS = table("errors");
    static final Table SOCKETS = table("sockets");
    static final Table TRANSPORTS = table("transports");
    static final Table MECHANISMS = table("mechanisms");
    static final Table PROTOCOL_ERRORS = table("protocol-errors");
    static final Table OWN_OPTIONS = table("own-options");

    private Parity() {}

    private static Table table(String name) {
        return Table.read(name, FOLDER.resolve(name + ".tsv"));
    }

    /** All rows that say where something is and what proves it. */
    static Stream<Row> rows() {
        return Stream.of(FUNCTIONS, OPTIONS, CONTEXT_OPTIONS, EVENTS, ERRORS, SOCKETS, TRANSPORTS, MECHANISMS)
                .flatMap(table -> table.rows().stream());
    }

    static boolean isThere(Row row) {
        if (row.table().equals(OPTIONS.name()) && ZmqOption.named(row.name()).isPresent()) {
            return true;
        }
        List<String> where = row.list("where");
        return !where.isEmpty() && where.stream().allMatch(ApiNames::exists);
    }

    /** Whether it comes with a transport or a mechanism that may come later. */
    static boolean isLater(Row row) {
        return !isThere(row) && LATER.contains(row.find("subject"));
    }

    /** What is neither there nor comes with something later, in the order of the alphabet. */
    static Set<String> notYet() {
        Set<String> names = new TreeSet<>();
        rows().filter(row -> !isThere(row) && !isLater(row)).map(Row::toString).forEach(names::add);
        return names;
    }
}
