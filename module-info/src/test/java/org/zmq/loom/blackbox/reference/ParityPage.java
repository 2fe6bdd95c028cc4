package org.zmq.loom.blackbox.reference;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.blackbox.reference.Table.Row;

/** The text of docs/parity.md. */
final class ParityPage {
    private static final String BEGINNING = """
            # What libzmq has, and where it is here

            For each function, option, event, error, socket type, transport and mechanism of libzmq 4.3 and its draft API: where it is in this library,
            which tests prove it, and where it differs on purpose, with the reason. A test makes this page from the code and from tables
            (`module-info/src/test/resources/org/zmq/loom/blackbox/parity`), and fails when a row is missing or wrong, when a name is not in
            the API, or when a test does not exist.

            Some things differ everywhere, and are not repeated below:

            - **Messages are whole.** A `Message` has all its frames and is sent and received in one call; there is no SNDMORE and no RCVMORE.
            - **Every socket may be used by any number of threads**, and what happens to it happens by itself: libzmq's sockets belong to one thread and see
              disconnects, new peers and new limits only while that thread is inside a call.
            - **Blocking calls can be interrupted**, with an `InterruptedException`, and lose nothing. Waiting is not limited to one thread for each socket.
            - **What cannot have an effect is refused**, with the value seen and the reason: an option on a socket type where it does nothing, a
              value out of range, a malformed endpoint. libzmq accepts much of this in silence. Flags are `true` and `false`, not any number from 1.
            - **Peers cannot hurt.** Limits that libzmq does not have are on by default, and a peer that breaks the protocol costs its own connection only.
            - A socket that ends one of its connections (a second peer of a PAIR, a routing id that is taken) closes it; libzmq leaves it open, deaf.

            """;

    private static final List<String> COLUMNS = List.of("proved by", "difference");

    private ParityPage() {}

    static String text() {
        return BEGINNING
                + progress()
                + functions()
                + section(
                        "Socket types",
                        "type|number|here",
                        Parity.SOCKETS,
                        row -> List.of(title(row), row.get("number"), here(row)))
                + options()
                + ownOptions()
                + section(
                        "Context options",
                        "option|number|default of libzmq|here",
                        Parity.CONTEXT_OPTIONS,
                        row -> List.of(title(row), row.get("number"), row.get("default"), here(row)))
                + section(
                        "Events",
                        "event|number|here",
                        Parity.EVENTS,
                        row -> List.of(title(row), row.get("number"), here(row)))
                + protocolErrors()
                + section(
                        "Errors",
                        "error|number|when|here",
                        Parity.ERRORS,
                        row -> List.of(title(row), row.get("number"), row.get("when"), here(row)))
                + section(
                        "Transports",
                        "transport|what|here",
                        Parity.TRANSPORTS,
                        row -> List.of(title(row), row.get("what"), here(row)))
                + section(
                                "Security",
                                "mechanism|number|what|here",
                                Parity.MECHANISMS,
                                row -> List.of(title(row), row.get("number"), row.get("what"), here(row)))
                        .stripTrailing()
                + "\n";
    }

    /** Says what is missing, as long as something is. */
    private static String progress() {
        int missing = Parity.notYet().size();
        return missing == 0 ? "" : "**Not yet here: " + missing + " rows**, which say so.\n\n";
    }

    // ---- functions, by what they are about ----

    private static String functions() {
        Map<String, List<Row>> groups = Parity.FUNCTIONS.rows().stream()
                .collect(Collectors.groupingBy(row -> row.get("group"), LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder("## Functions\n");
        groups.forEach((group, rows) -> text.append("\n### ")
                .append(group.substring(0, 1).toUpperCase(java.util.Locale.ROOT))
                .append(group.substring(1))
                .append("\n\n")
                .append(table("function|here", rows, row -> List.of(title(row), here(row)))));
        return text.append("\n").toString();
    }

    // ---- options, as the code has them ----

    private static String options() {
        return section(
                "Socket options",
                "option|number|here|default|values|sockets|takes effect",
                Parity.OPTIONS,
                row -> ZmqOption.named(row.name())
                        .map(option -> cells(option, row))
                        .orElseGet(() -> List.of(title(row), row.get("number"), here(row), "", "", "", "")));
    }

    private static List<String> cells(ZmqOption<?> option, Row row) {
        String constant = "`" + OptionFacts.constant(option) + "`";
        String methods = row.list("where").isEmpty() ? "" : "<br>" + code(row.list("where"));
        return List.of(
                title(row),
                row.get("number"),
                constant + methods,
                OptionFacts.defaultOf(option),
                option.range(),
                OptionFacts.socketsOf(option),
                option.effect().toString());
    }

    private static String ownOptions() {
        return "## Limits that libzmq does not have\n\n"
                + rows(
                        "option|here|default|sockets|what it limits|proved by",
                        Parity.OWN_OPTIONS.rows().stream().map(row -> {
                            ZmqOption<?> option = ZmqOption.named(row.name()).orElseThrow();
                            return List.of(
                                    title(row),
                                    "`" + OptionFacts.constant(option) + "`",
                                    OptionFacts.defaultOf(option),
                                    OptionFacts.socketsOf(option),
                                    row.get("what"),
                                    code(row.list("proof")));
                        }))
                + "\n";
    }

    private static String protocolErrors() {
        return "## Violations of the protocol\n\n"
                + "The value of ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL, and what `SocketEvent.Cause.Violation` says.\n\n"
                + rows(
                        "error|number|here|difference",
                        Parity.PROTOCOL_ERRORS.rows().stream()
                                .map(row -> List.of(
                                        title(row),
                                        row.get("number"),
                                        protocolError(Integer.decode(row.get("number")))
                                                .map(error -> "`ProtocolError." + error + "`")
                                                .orElseGet(
                                                        () -> row.get("subject").isEmpty()
                                                                ? "–"
                                                                : "planned, with " + row.get("subject")),
                                        row.get("difference"))))
                + "\n";
    }

    private static Optional<ProtocolError> protocolError(int number) {
        return Arrays.stream(ProtocolError.values())
                .filter(error -> error.number() == number)
                .findFirst();
    }

    // ---- tables ----

    /** The cells of a row that come before what proves it and how it differs. */
    private interface Cells {
        List<String> of(Row row);
    }

    private static String section(String title, String columns, Table table, Cells cells) {
        return "## " + title + "\n\n" + table(columns, table.rows(), cells) + "\n";
    }

    private static String table(String columns, List<Row> rows, Cells cells) {
        return rows(columns + "|" + String.join("|", COLUMNS), rows.stream().map(row -> Stream.concat(
                        cells.of(row).stream(), Stream.of(proof(row), row.get("difference")))
                .toList()));
    }

    private static String rows(String columns, Stream<List<String>> rows) {
        return "| " + columns.replace("|", " | ") + " |\n|" + columns.replaceAll("[^|]+", "---") + "|\n"
                + rows.map(cells -> cells.stream()
                                .map(cell -> cell.replace("|", "\\|"))
                                .collect(joining(" | ", "| ", " |")))
                        .map(line -> line.replaceAll(" +", " "))
                        .collect(joining("\n", "", "\n"));
    }

    private static String title(Row row) {
        String status = row.find("status");
        return "`" + row.name() + "`"
                + (status.equals("draft") || status.equals("deprecated") ? " (" + status + ")" : "");
    }

    private static String here(Row row) {
        if (Parity.isThere(row)) {
            return code(row.list("where"));
        }
        return Parity.isLater(row) ? "planned" + with(row) : "**not yet**";
    }

    private static String with(Row row) {
        String subject = row.get("subject");
        return subject.equals(row.name()) ? "" : ", with " + subject;
    }

    private static String proof(Row row) {
        return Parity.isThere(row) ? code(row.list("proof")).replace("`JDK`", "the JDK's own tests") : "";
    }

    private static String code(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(joining(", "));
    }
}
