package org.zmq.loom.blackbox.reference;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Context;
import org.zmq.loom.ContextOption;
import org.zmq.loom.Errno;
import org.zmq.loom.MonitorEvent;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.blackbox.reference.Table.Row;

/** What docs/parity.md says of libzmq's functions, options, events, sockets, transports and mechanisms is so, and nothing is left out. */
class ParityTest {
    private static final Path NOT_YET = Parity.FOLDER.resolve("not-yet.txt");
    private static final Path PAGE = Docs.PROJECT.resolve("docs/parity.md");
    private static final Set<Integer> RESERVED = Set.of(10, 20, 26, 29, 30, 67, 70, 82, 83);

    // ---- nothing is left out ----

    @Test
    void theTablesHaveAllThatLibzmqHas() {
        assertThat(Parity.FUNCTIONS.rows())
                .extracting(Row::name)
                .doesNotHaveDuplicates()
                .hasSize(97);
        assertThat(Parity.OPTIONS.rows())
                .extracting(row -> Integer.valueOf(row.get("number")))
                .containsExactlyElementsOf(IntStream.rangeClosed(4, 124)
                        .filter(number -> !RESERVED.contains(number))
                        .boxed()
                        .toList());
        assertThat(Parity.CONTEXT_OPTIONS.rows())
                .extracting(row -> row.get("number"))
                .containsExactly("1", "2", "3", "3", "4", "5", "6", "7", "8", "9", "10", "42", "70");
        assertThat(Parity.EVENTS.rows())
                .extracting(row -> Integer.decode(row.get("number")))
                .containsExactlyElementsOf(IntStream.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16)
                        .mapToObj(bit -> 1 << bit)
                        .toList());
        assertThat(Parity.SOCKETS.rows())
                .extracting(row -> row.get("number"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, 20).mapToObj(Integer::toString).toList());
    }

    @Test
    void everyOptionErrorAndSocketOfTheCodeIsInATable() {
        assertThat(names(Parity.OPTIONS, Parity.OWN_OPTIONS))
                .containsAll(ZmqOption.all().stream().map(ZmqOption::name).toList());
        assertThat(names(Parity.ERRORS))
                .containsAll(Arrays.stream(Errno.values()).map(Enum::name).toList());
        assertThat(names(Parity.SOCKETS))
                .containsAll(Arrays.stream(SocketType.values()).map(Enum::name).toList());
        assertThat(Parity.PROTOCOL_ERRORS.rows().stream().map(row -> Integer.decode(row.get("number"))))
                .containsAll(Arrays.stream(ProtocolError.values())
                        .map(ProtocolError::number)
                        .toList());
    }

    private static Set<String> names(Table... tables) {
        return Stream.of(tables)
                .flatMap(table -> table.rows().stream())
                .map(Row::name)
                .collect(toSet());
    }

    // ---- every row ----

    @Test
    void whatIsThereIsProvedByTestsThatExist() {
        List<String> problems = new ArrayList<>();
        Stream.concat(Parity.rows().filter(Parity::isThere), Parity.OWN_OPTIONS.rows().stream())
                .forEach(row -> problems.addAll(unproved(row)));
        assertThat(problems).isEmpty();
    }

    private static List<String> unproved(Row row) {
        boolean ofTheJdk = row.find("where").startsWith("java.");
        List<String> proofs = row.list("proof");
        if (proofs.isEmpty()) {
            return List.of(row + " is there, and nothing proves it");
        }
        return proofs.stream()
                .filter(proof -> !(ofTheJdk && proof.equals("JDK")) && !TestNames.exists(proof))
                .map(proof -> row + " is there; there is no test " + proof)
                .toList();
    }

    @Test
    void whatIsNotYetThereIsListedAndIsReallyNotThere() throws IOException {
        Set<String> listed = new TreeSet<>(Files.readAllLines(NOT_YET));
        Set<String> missing = Parity.notYet();
        if (Docs.areUpdated()) {
            listed.retainAll(missing); // what was there once must not be listed again
            Files.writeString(NOT_YET, listed.stream().map(name -> name + "\n").collect(joining()));
        }
        assertThat(missing).as("what is missing, and what %s lists", NOT_YET).containsExactlyElementsOf(listed);
    }

    @Test
    void onlyTransportsAndMechanismsMayComeLater() {
        assertThat(Parity.rows().filter(row -> row.find("where").equals("planned")))
                .allMatch(row -> Set.of("transports", "mechanisms").contains(row.table()))
                .allMatch(row -> Parity.LATER.contains(row.find("subject")));
        assertThat(Parity.rows().map(row -> row.find("subject")).filter(subject -> !subject.isEmpty()))
                .isSubsetOf(
                        Stream.concat(Parity.LATER.stream(), Stream.of("NULL")).toList());
    }

    // ---- rows that the code knows, too ----

    @Test
    void optionsAreWhatTheTableSays() {
        List<String> problems = new ArrayList<>();
        for (Row row : Parity.OPTIONS.rows()) {
            ZmqOption.named(row.name()).ifPresent(option -> problems.addAll(OptionFacts.problems(option, row)));
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void contextOptionsAreWhatTheTableSays() {
        assertThat(names(Parity.CONTEXT_OPTIONS))
                .containsAll(
                        ContextOption.all().stream().map(ContextOption::name).toList());
        for (Row row : Parity.CONTEXT_OPTIONS.rows()) {
            ContextOption<?> option = ContextOption.named(row.name()).orElseThrow();
            assertThat(option.number()).as(row.name()).hasValue(Integer.parseInt(row.get("number")));
            assertThat(hasDefault(option, row.get("default"))
                            || !row.get("difference").isEmpty())
                    .as("%s has its default, or a reason not to", row.name())
                    .isTrue();
        }
    }

    private static <T> boolean hasDefault(ContextOption<T> option, String text) {
        try {
            return Objects.equals(option.defaultValue(), option.parse(text));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Test
    void monitorEventsHaveTheirNumbers() {
        for (Row row : Parity.EVENTS.rows()) {
            MonitorEvent event = MonitorEvent.valueOf(row.name().replace("ZMQ_EVENT_", ""));
            assertThat(event.number()).as(row.name()).isEqualTo(Integer.decode(row.get("number")));
        }
    }

    @Test
    void errorsAndProtocolErrorsHaveTheirNumbers() {
        for (Row row : Parity.ERRORS.rows()) {
            Arrays.stream(Errno.values())
                    .filter(errno -> errno.name().equals(row.name()))
                    .forEach(errno ->
                            assertThat(errno.number()).as(row.name()).isEqualTo(Integer.parseInt(row.get("number"))));
        }
        Set<Integer> known =
                Arrays.stream(ProtocolError.values()).map(ProtocolError::number).collect(toSet());
        assertThat(Parity.PROTOCOL_ERRORS.rows())
                .filteredOn(row -> !known.contains(Integer.decode(row.get("number"))))
                .allMatch(row -> Parity.LATER.contains(row.get("subject"))
                        || !row.get("difference").isEmpty());
    }

    @Test
    void socketsAreWhatTheTableSays() throws Exception {
        try (Context context = Context.create()) {
            for (Row row :
                    Parity.SOCKETS.rows().stream().filter(Parity::isThere).toList()) {
                SocketType type = SocketType.named(row.name()).orElseThrow();
                assertThat(type.number()).as(row.name()).isEqualTo(Integer.parseInt(row.get("number")));
                assertThat(type.sends())
                        .as("%s sends", row.name())
                        .isEqualTo(row.get("sends").equals("yes"));
                assertThat(type.receives())
                        .as("%s receives", row.name())
                        .isEqualTo(row.get("receives").equals("yes"));
                assertThat(type.peers().stream().map(Enum::name))
                        .as("peers of %s", row.name())
                        .containsExactlyInAnyOrderElementsOf(row.words("peers"));
                assertThat(context.getClass().getMethod(type.label())).isNotNull();
                try (ZmqSocket socket = context.socket(type)) {
                    assertThat(socket.type()).isEqualTo(type);
                }
            }
        }
    }

    @Test
    void transportsAreThereOrUnknown() {
        try (Context context = Context.create()) {
            for (Row row : Parity.TRANSPORTS.rows()) {
                Errno errno = errnoOfBinding(context, row.name() + "://no address of any transport, is it?");
                assertThat(Set.of(Errno.EPROTONOSUPPORT, Errno.ENOCOMPATPROTO).contains(errno))
                        .as(row.name())
                        .isEqualTo(row.get("where").equals("planned"));
            }
        }
    }

    /** Binds a PAIR; a malformed address is EINVAL. A scheme may be known as one for other sockets before its transport is there. */
    private static Errno errnoOfBinding(Context context, String endpoint) {
        try (ZmqSocket socket = context.pair()) {
            socket.bind(endpoint);
            return Errno.EAGAIN; // bound: no error at all
        } catch (ZmqException e) {
            return e.errno();
        } catch (IllegalArgumentException _) {
            return Errno.EINVAL;
        }
    }

    // ---- the page ----

    @Test
    void thePageIsWhatTheTablesAndTheCodeSay() throws IOException {
        Docs.assertCurrent(PAGE, ParityPage.text());
    }
}
