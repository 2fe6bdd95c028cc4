package org.zmq.loom.blackbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The modules hold together: in an image made by jlink, on the module path and on the class path. */
class ModulesTest {
    private static final String APP = """
            package app;

            import org.zmq.loom.Context;

            public class Main {
                public static void main(String[] args) throws Exception {
                    try (var context = Context.create(); var server = context.rep(); var client = context.req()) {
                        client.connect(server.bind("tcp://127.0.0.1:*").toString());
                        client.send("World");
                        server.send("Hello " + server.receive().text());
                        System.out.println(client.receive().text());
                    }
                }
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void anApplicationThatOnlyRequiresTheUmbrellaRunsInAnImage() throws Exception {
        Path app = compiledApp("module app { requires org.zmq.loom; }");
        Path image = folder.resolve("image");
        Java.run(
                "jlink",
                "--module-path",
                Java.modulePath() + File.pathSeparator + app,
                "--add-modules",
                "app",
                "--output",
                image.toString());

        assertThat(Java.output(image.resolve("bin/java").toString(), "-m", "app/app.Main"))
                .containsExactly("Hello World");
        assertThat(Java.output(image.resolve("bin/java").toString(), "--list-modules"))
                .anyMatch(line -> line.startsWith("org.zmq.loom.transport"))
                .noneMatch(line -> line.startsWith("java.desktop"));
    }

    @Test
    void anApplicationRunsOnTheClassPath() throws Exception {
        Path app = compiledApp("");
        assertThat(Java.output(Java.tool("java"), "-cp", Java.modulePath() + File.pathSeparator + app, "app.Main"))
                .containsExactly("Hello World");
    }

    @Test
    void servicesAreTheSameOnModulePathAndClassPath() throws IOException {
        for (ResolvedModule module : Java.ourModules()) {
            Map<String, Set<String>> provided = module.reference().descriptor().provides().stream()
                    .collect(Collectors.toMap(
                            ModuleDescriptor.Provides::service, provides -> Set.copyOf(provides.providers())));
            Map<String, Set<String>> listed =
                    listedServices(module.reference().location().orElseThrow());
            assertThat(listed).as(module.name()).isEqualTo(provided);
        }
    }

    @Test
    void theUmbrellaHasNoPackageOfItsOwn() throws IOException {
        ResolvedModule umbrella = Java.ourModules().stream()
                .filter(module -> module.name().equals("org.zmq.loom"))
                .findFirst()
                .orElseThrow();
        Path classes = Path.of(umbrella.reference().location().orElseThrow());
        try (Stream<Path> files = Files.walk(classes)) {
            assertThat(files.filter(file -> file.toString().endsWith(".class")))
                    .containsExactly(classes.resolve("module-info.class"));
        }
    }

    // ---- support ----

    private static Map<String, Set<String>> listedServices(URI location) throws IOException {
        Path root = Path.of(location);
        if (Files.isDirectory(root)) {
            return listedServices(root);
        }
        try (FileSystem jar = FileSystems.newFileSystem(root)) {
            return listedServices(jar.getPath("/"));
        }
    }

    private static Map<String, Set<String>> listedServices(Path root) throws IOException {
        Path services = root.resolve("META-INF/services");
        if (!Files.isDirectory(services)) {
            return Map.of();
        }
        try (Stream<Path> files = Files.list(services)) {
            return files.collect(
                    Collectors.toMap(file -> requireNonNull(file.getFileName()).toString(), ModulesTest::lines));
        }
    }

    private static Set<String> lines(Path file) {
        try {
            return Set.copyOf(Files.readAllLines(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path compiledApp(String descriptor) throws IOException, InterruptedException {
        Path sources = Files.createDirectories(folder.resolve("src/app"));
        Path main = Files.writeString(sources.resolve("Main.java"), APP);
        Path classes = folder.resolve("classes");
        if (descriptor.isEmpty()) {
            Java.run("javac", "-d", classes.toString(), "-cp", Java.modulePath(), main.toString());
        } else {
            Path info = Files.writeString(folder.resolve("src/module-info.java"), descriptor);
            Java.run(
                    "javac",
                    "-d",
                    classes.toString(),
                    "--module-path",
                    Java.modulePath(),
                    info.toString(),
                    main.toString());
        }
        return classes;
    }
}
