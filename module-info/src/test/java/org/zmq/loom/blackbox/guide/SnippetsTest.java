package org.zmq.loom.blackbox.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmq.loom.blackbox.Java;

/**
 * Everything that the guide shows compiles as the README's program does: in a file that begins with {@code import
 * module org.zmq.loom}, and typed into a shell.
 *
 * <p>A piece stands in a method, below what its page has told before: here, what it uses and does not declare.
 */
class SnippetsTest {
    private static final String MODULES = "org.zmq.loom,org.zmq.loom.testkit,org.assertj.core";

    /** What the pieces of a page may use, beside what they declare. */
    private static final Map<String, String> GIVEN = Map.ofEntries(
            Map.entry("from-jeromq.md", """
                    import static java.nio.charset.StandardCharsets.UTF_8;

                    Context context;
                    PushSocket push;
                    PullSocket pull;
                    SubSocket sub;
                    DealerSocket dealer;
                    DealerSocket backend;
                    RouterSocket router;
                    RouterSocket frontend;
                    Endpoint endpoint;
                    Message message;
                    Message request;
                    ByteBuffer buffer;
                    Poller poller;
                    Context.Task task;
                    """),
            Map.entry("from-libzmq.md", """
                    Context context;
                    PushSocket push;
                    PushSocket backend;
                    PullSocket pull;
                    PullSocket frontend;
                    PullSocket control;
                    SubSocket sub;
                    Endpoint endpoint;
                    byte[] bytes;
                    byte[] key;
                    Message message;
                    Message whole;
                    ByteBuffer buffer;
                    Poller poller;
                    Events events;
                    Timers timers;
                    Timers.Timer timer;
                    Timers.Handler handler;
                    String text;
                    ZmqException e;
                    Optional<Errno> errno;
                    """),
            Map.entry("getting-started.md", """
                    Context context;
                    Message two;
                    List<Integer> sizes;
                    String taken;
                    String endpointFromTheUser;
                    Optional<Errno> reason;
                    Optional<Errno> errno;
                    """),
            Map.entry("lifecycle.md", """
                    Context context;
                    PushSocket push;
                    PullSocket pull;
                    Endpoint endpoint;
                    Message message;
                    ByteBuffer buffer;
                    CompletableFuture<String> end;
                    """),
            Map.entry("messages.md", """
                    PushSocket push;
                    PullSocket pull;
                    List<String> lines;
                    List<String> frames;
                    Deque<byte[]> pool;
                    """),
            Map.entry("monitoring.md", """
                    Context context;
                    PullSocket pull;
                    BlockingQueue<String> log;
                    """),
            Map.entry("more-patterns.md", "Context context;\n"),
            Map.entry("options.md", """
                    Context context;
                    PushSocket push;
                    ZmqSocket socket;
                    Endpoint endpoint;
                    List<String> reasons;
                    List<String> lines;
                    """),
            Map.entry("patterns.md", """
                    Context context;
                    Poller poller;
                    XPubSocket publisher;
                    """),
            Map.entry("testing.md", """
                    import module org.zmq.loom.testkit;
                    import static org.assertj.core.api.Assertions.assertThat;
                    """),
            Map.entry("threads.md", """
                    Context context;
                    PullSocket work;
                    PairSocket control;
                    Poller poller;
                    Set<PullSocket> open;
                    List<String> seen;
                    List<String> sent;

                    String slowAnswer(Message request) {
                        return request.text(1);
                    }
                    """));

    /** What cannot be compiled so: the page, the number of the piece, and why. */
    private static final Map<String, String> NOT_OURS = Map.of(
            "from-jeromq.md 1",
            "is how the program was written with JeroMQ, whose types have names that ours have, too");

    /** Calls of tables that are named alone, where the call in front of them says of what. */
    private static final Set<String> WITHOUT_OBJECT = Set.of("poll()");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private static List<Snippet> compilable(Path page) {
        return Snippet.of(page).stream()
                .filter(snippet -> !NOT_OURS.containsKey(Snippet.name(page) + " " + snippet.number()))
                .toList();
    }

    /** What a program with the pieces of a page imports. */
    private static String imports(Path page) {
        return "import module org.zmq.loom;\n" + lines(page, line -> line.startsWith("import ")) + "\n";
    }

    /** The pieces of a page that are no programs by themselves, below what they are given. */
    private static String members(Path page) {
        String pieces = compilable(page).stream()
                .filter(snippet -> !snippet.isProgram())
                .map(Snippet::declaration)
                .collect(Collectors.joining("\n"));
        String calls = Snippet.callsOf(page).stream()
                .filter(call -> !WITHOUT_OBJECT.contains(call))
                .map(call -> "    " + call + ";\n")
                .collect(Collectors.joining());
        return lines(page, line -> !line.startsWith("import ")) + "\n" + pieces
                + "\nvoid callsOfTables() throws Exception {\n" + calls + "}\n";
    }

    private static String lines(Path page, Predicate<String> which) {
        return GIVEN.getOrDefault(Snippet.name(page), "")
                .lines()
                .filter(which)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static List<Path> pages() throws IOException {
        return Snippet.pages().toList();
    }

    @Test
    void everyPieceCompilesWhereTheModuleIsImported() throws Exception {
        List<Path> programs = new ArrayList<>();
        int pieces = 0;
        for (Path page : pages()) {
            String name = Snippet.camelCase(page);
            programs.add(Files.writeString(
                    folder.resolve(name + ".java"), imports(page) + members(page) + "\nvoid main() {}\n"));
            for (Snippet snippet : compilable(page)) {
                pieces++;
                if (snippet.isProgram()) {
                    programs.add(Files.writeString(folder.resolve(name + snippet.number() + ".java"), snippet.text()));
                }
            }
        }
        assertThat(pieces).isGreaterThan(40);
        Java.compile(Java.modulePathWithTestkit(), MODULES, programs, folder);
        NOT_OURS.forEach((piece, reason) -> System.out.println("not compiled: " + piece + " " + reason));
    }

    /** A class for each page, since a shell takes its time for each thing that it is told. */
    @Test
    void everyPieceIsTakenByAShell() throws Exception {
        StringBuilder script = new StringBuilder();
        for (Path page : pages()) {
            script.append(imports(page));
            script.append(
                    "class " + Snippet.camelCase(page) + " {\n" + members(page).indent(4) + "}\n");
            compilable(page).stream()
                    .filter(Snippet::isProgram)
                    .map(Snippet::text)
                    .forEach(script::append);
        }
        Path file = Files.writeString(folder.resolve("guide.jsh"), script + "IO.println(\"all taken\");\n/exit\n");
        assertThat(Java.shell(Java.modulePathWithTestkit(), MODULES, file, folder))
                .containsExactly("all taken");
    }

    /** What is said here of pages and pieces is said of some that are there. */
    @Test
    void nothingIsGivenToPagesThatAreGone() throws IOException {
        Set<String> names = new TreeSet<>();
        pages().forEach(page -> names.add(Snippet.name(page)));
        assertThat(GIVEN.keySet()).isEqualTo(names);
        Stream<String> pieces = pages().stream()
                .flatMap(page -> Snippet.of(page).stream())
                .map(snippet -> Snippet.name(snippet.page()) + " " + snippet.number());
        assertThat(pieces).containsAll(NOT_OURS.keySet());
    }
}
