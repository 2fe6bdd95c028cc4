package org.zmq.loom.blackbox;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code import module org.zmq.loom} is enough to name every type there is, beside what a program or a shell has
 * anyway: no two have the same name.
 */
class ImportModuleTest {
    private static final String UMBRELLA = "org.zmq.loom";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    /** The modules that are imported, where they are, and the names that must not be ambiguous then. */
    static Stream<Arguments> imports() throws IOException {
        Set<String> types = publicTypes(Java.modulePath(), "org.zmq.loom.core");
        assertThat(types).hasSizeGreaterThan(60).contains("ZmqSocket", "Message", "Transport");
        Set<String> more = publicTypes(Java.modulePathWithTestkit(), Java.TESTKIT);
        assertThat(more).hasSizeGreaterThan(10).contains("Loom", "ScriptedPeer");
        more.addAll(types);
        return Stream.of(
                Arguments.of(List.of(UMBRELLA), Java.modulePath(), types),
                Arguments.of(List.of(UMBRELLA, Java.TESTKIT), Java.modulePathWithTestkit(), more));
    }

    /** The simple names of the top-level types that the packages of a module offer. */
    private static Set<String> publicTypes(String modulePath, String name) throws IOException {
        ModuleReference module = ModuleFinder.of(Arrays.stream(modulePath.split(File.pathSeparator))
                        .map(Path::of)
                        .toArray(Path[]::new))
                .find(name)
                .orElseThrow();
        Set<String> types = new TreeSet<>();
        try (ModuleReader reader = module.open();
                Stream<String> all = reader.list()) {
            for (String file :
                    all.filter(file -> isOffered(file, module.descriptor())).toList()) {
                byte[] bytes = reader.read(file).orElseThrow().array();
                if (ClassFile.of().parse(bytes).flags().has(AccessFlag.PUBLIC)) {
                    types.add(file.substring(file.lastIndexOf('/') + 1).replace(".class", ""));
                }
            }
        }
        return types;
    }

    private static boolean isOffered(String file, ModuleDescriptor module) {
        return file.endsWith(".class")
                && !file.contains("$")
                && !file.endsWith("-info.class")
                && module.exports().stream()
                        .filter(exported -> !exported.isQualified())
                        .anyMatch(exported -> file.substring(0, file.lastIndexOf('/'))
                                .replace('/', '.')
                                .equals(exported.source()));
    }

    private static String importsOf(List<String> modules) {
        return modules.stream().map(module -> "import module " + module + ";\n").collect(joining("", "", "\n"));
    }

    @ParameterizedTest
    @MethodSource("imports")
    void everyTypeCanBeNamedInAProgram(List<String> modules, String modulePath, Set<String> types) throws Exception {
        Path program = Files.writeString(
                folder.resolve("Names.java"),
                importsOf(modules)
                        + types.stream()
                                .map(type -> "Class<?> the" + type + " = " + type + ".class;\n")
                                .collect(joining())
                        + "\nvoid main() {}\n");
        Java.compile(modulePath, String.join(",", modules), List.of(program), folder);
    }

    @ParameterizedTest
    @MethodSource("imports")
    void everyTypeCanBeNamedInAShell(List<String> modules, String modulePath, Set<String> types) throws Exception {
        Path script = Files.writeString(
                folder.resolve("names.jsh"),
                importsOf(modules)
                        + types.stream().map(type -> type + ".class").collect(joining(",\n", "List.of(\n", ")\n"))
                        + "IO.println(\"all named\");\n/exit\n");
        assertThat(Java.shell(modulePath, String.join(",", modules), script, folder))
                .containsExactly("all named");
    }

    /** So that the tests above are known to see what they look for. */
    @Test
    void twoTypesOfTheSameNameAreNoticed() throws Exception {
        String imports = importsOf(List.of(UMBRELLA, "java.desktop"));
        Path program = Files.writeString(
                folder.resolve("Names.java"), imports + "Class<?> theList = List.class;\n\nvoid main() {}\n");
        assertThatThrownBy(() -> Java.compile(Java.modulePath(), UMBRELLA + ",java.desktop", List.of(program), folder))
                .hasMessageContaining("reference to List is ambiguous");
        Path script = Files.writeString(folder.resolve("names.jsh"), imports + "List.class\n/exit\n");
        assertThat(Java.shell(Java.modulePath(), UMBRELLA + ",java.desktop", script, folder))
                .anyMatch(line -> line.contains("reference to List is ambiguous"));
    }

    /**
     * A user's switch over what cannot be implemented elsewhere is checked by the compiler, which sees no class of the
     * kernel's.
     */
    @Test
    void aProgramMaySwitchOverSealedTypesWithoutADefault() throws Exception {
        Path program = Files.writeString(folder.resolve("Kinds.java"), """
                import module org.zmq.loom;

                String kind(ZmqSocket socket) {
                    return switch (socket) {
                        case FrameSendingSocket _ -> "sends";
                        case RouterSocket _, StreamSocket _, ZmqServerSocket _, PeerSocket _ -> "addresses";
                        case DgramSocket _, RadioSocket _ -> "addresses, too";
                        case PullSocket _, SubSocket _, DishSocket _, GatherSocket _ -> "receives";
                    };
                }

                String fault(ZmqFailure failure) {
                    return switch (failure) {
                        case ZmqException e -> "the world's " + e.errno();
                        case ZmqArgumentException e -> "a value's " + e.errno();
                        case ZmqStateException e -> "a moment's " + e.errno();
                    };
                }

                void main() {
                    try (var context = Context.create()) {
                        IO.println(Stream.of(context.push(), context.router(), context.sub()).map(this::kind).toList());
                    }
                    IO.println(fault(new ZmqStateException(Errno.EFAULT, "too late")));
                }
                """);
        Java.compile(Java.modulePath(), UMBRELLA, List.of(program), folder);
        assertThat(Java.output(
                        Java.tool("java"),
                        "-p",
                        Java.modulePath(),
                        "--add-modules",
                        UMBRELLA,
                        "-cp",
                        folder.toString(),
                        "Kinds"))
                .containsExactly("[sends, addresses, receives]", "a moment's EFAULT");
    }

    /** What makes no sense for a type of socket is no method of it: a statement, and what the compiler says. */
    private static final Map<String, String> NONSENSE = Map.of(
            "context.pull().send(\"x\");", "cannot find symbol",
            "context.push().receive();", "cannot find symbol",
            "context.push().subscribe(\"x\");", "cannot find symbol",
            "context.router().send(\"to whom?\");", "String cannot be converted to",
            "context.stream().trySend(new byte[1]);", "byte[] cannot be converted to",
            "context.server().send(\"to whom?\");", "String cannot be converted to",
            "context.radio().send(\"to which group?\");", "String cannot be converted to",
            "context.router().receive(ByteBuffer.allocate(1));", "ByteBuffer cannot be converted to",
            "class Mine implements PushSocket {}", "local classes must not extend sealed classes");

    @Test
    void nonsenseDoesNotCompile() throws Exception {
        List<Path> programs = new ArrayList<>();
        Map<String, String> wanted = new TreeMap<>();
        for (Map.Entry<String, String> nonsense : NONSENSE.entrySet()) {
            String name = "Nonsense" + programs.size() + ".java";
            wanted.put(name, nonsense.getValue());
            programs.add(Files.writeString(
                    folder.resolve(name),
                    importsOf(List.of(UMBRELLA)) + "Context context;\n\nvoid main() throws Exception {\n    "
                            + nonsense.getKey() + "\n}\n"));
        }
        assertThatThrownBy(() -> Java.compile(Java.modulePath(), UMBRELLA, programs, folder))
                .satisfies(thrown -> wanted.forEach((name, why) -> assertThat(thrown.getMessage())
                        .containsPattern(Pattern.quote(name) + ":[0-9]+: error: .*" + Pattern.quote(why))));
    }
}
