package org.zmq.loom.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program that has brought the library with it, in a class loader of its own, can be thrown away with it. */
class UnloadingTest {
    /* The JDK remembers softly how it has compared the last record: what the virtual machine gives up when it needs the memory holds nothing. */
    private static final String NO_SOFT_REFERENCES = "-XX:SoftRefLRUPolicyMSPerMB=0";

    /* Does something with all that has threads, and returns what it has received. */
    private static final String PROGRAM = """
            import java.time.Duration;
            import java.util.Set;
            import java.util.concurrent.Callable;
            import org.zmq.loom.*;

            public class Used implements Callable<String> {
                @Override
                public String call() throws Exception {
                    StringBuilder received = new StringBuilder();
                    try (Context context = Context.create()) {
                        for (String endpoint : new String[] {"tcp://127.0.0.1:*", "tcp://localhost:*", "inproc://here"}) {
                            PullSocket pull = context.pull();
                            pull.monitor("inproc://events-of-" + endpoint, MonitorEvent.allOfV1());
                            Endpoint bound = pull.bind(endpoint);
                            PushSocket push = context.push();
                            Events events = push.events();
                            push.set(ZmqOption.HEARTBEAT_INTERVAL, Duration.ofMillis(100));
                            push.connect(bound.toString().replace("127.0.0.1", "localhost"));
                            push.send("hello");
                            Poller poller = context.poller();
                            poller.add(pull, Poller.Interest.RECEIVE);
                            poller.poll();
                            poller.close();
                            received.append(pull.receive().text());
                        }
                        PushSocket unsent = context.push();
                        unsent.set(ZmqOption.LINGER, Duration.ofMillis(10));
                        unsent.connect("tcp://127.0.0.1:1");
                        unsent.send("dropped, and that is logged");
                        context.fork("task", () -> context.pull().receive());
                    }
                    return received.toString();
                }
            }
            """;

    /* Loads it and the library, runs it, and waits until the class loader of both is collected. */
    private static final String MAIN = """
            import java.lang.module.*;
            import java.lang.ref.*;
            import java.net.*;
            import java.nio.file.*;
            import java.util.*;
            import java.util.stream.*;
            import java.util.concurrent.*;

            ClassLoader JDK = ClassLoader.getPlatformClassLoader();
            Path[] library = Stream.of(System.getProperty("library").split(java.io.File.pathSeparator))
                    .map(Path::of)
                    .toArray(Path[]::new);
            URL program = url(Path.of(System.getProperty("program")));

            URL url(Path path) {
                try {
                    return path.toUri().toURL();
                } catch (MalformedURLException e) {
                    throw new IllegalArgumentException(e);
                }
            }

            ClassLoader loader(String way) {
                if (way.equals("CLASS_PATH")) {
                    URL[] urls = Stream.concat(Stream.of(program), Stream.of(library).map(this::url))
                            .toArray(URL[]::new);
                    return new URLClassLoader(urls, JDK);
                }
                Configuration modules = ModuleLayer.boot()
                        .configuration()
                        .resolveAndBind(ModuleFinder.of(library), ModuleFinder.of(), Set.of("org.zmq.loom.core"));
                ModuleLayer layer = ModuleLayer.boot().defineModulesWithOneLoader(modules, JDK);
                return new URLClassLoader(new URL[] {program}, layer.findLoader("org.zmq.loom.core"));
            }

            Reference<ClassLoader> use(String way, ReferenceQueue<ClassLoader> collected) throws Exception {
                Class<?> used = loader(way).loadClass("Used");
                System.out.println(((Callable<?>) used.getConstructor().newInstance()).call());
                return new PhantomReference<>(used.getClassLoader().loadClass("org.zmq.loom.Context").getClassLoader(), collected);
            }

            void main(String[] arguments) throws Exception {
                ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
                Reference<ClassLoader> loader = use(arguments[0], collected);
                Reference<?> found = null;
                for (int i = 0; i < 100 && found == null; i++) {
                    System.gc();
                    found = collected.remove(200);
                }
                System.out.println(found == loader ? "collected" : "held");
            }
            """;

    @TempDir
    static Path folder;

    /** How the program comes to the library. */
    enum Way {
        CLASS_PATH,
        MODULE_LAYER
    }

    @ParameterizedTest
    @EnumSource
    void itsClassLoaderIsCollectedWhenItsContextIsClosed(Way way) throws IOException, InterruptedException {
        Path used = Files.writeString(folder.resolve("Used.java"), PROGRAM);
        Path main = Files.writeString(folder.resolve("Main.java"), MAIN);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Java.compile(Java.modulePath(), "org.zmq.loom", List.of(used), classes);
        List<String> lines = Java.output(
                Java.tool("java"),
                NO_SOFT_REFERENCES,
                "-Dlibrary=" + Java.modulePath(),
                "-Dprogram=" + classes,
                main.toString(),
                way.name());
        assertThat(lines).contains("hellohellohello", "collected");
    }
}
