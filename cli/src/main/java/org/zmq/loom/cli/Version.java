package org.zmq.loom.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.zmq.loom.Context;
import picocli.CommandLine.IVersionProvider;

/** What runs here. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"zmq of org.zmq.loom " + library() + ", Java " + java() + ", " + system()};
    }

    /** The version of the library. */
    public static String library() {
        var module = Context.class.getModule().getDescriptor();
        return module == null ? "(unknown version)" : module.rawVersion().orElse("(unknown version)");
    }

    /** Tells builds of the same version apart: a checksum of the classes of the library and its tools. */
    public static String build() {
        CRC32C sum = new CRC32C();
        ModuleLayer.boot().configuration().modules().stream()
                .filter(module -> module.name().startsWith("org.zmq.loom"))
                .sorted(Comparator.comparing(ResolvedModule::name))
                .forEach(module -> add(module, sum));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    /* The classes and not the file that holds them, which differs with the time of the build. */
    private static void add(ResolvedModule module, CRC32C sum) {
        try (ModuleReader reader = module.reference().open();
                Stream<String> names = reader.list()) {
            for (String name :
                    names.filter(any -> any.endsWith(".class")).sorted().toList()) {
                try (InputStream bytes = reader.open(name).orElseThrow()) {
                    sum.update(bytes.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw Failure.world("cannot read the classes of " + module.name() + ": " + e.getMessage());
        }
    }

    /** The version and the name of the JVM. */
    public static String java() {
        return System.getProperty("java.version") + " (" + System.getProperty("java.vm.name") + " "
                + System.getProperty("java.vm.version") + ")";
    }

    /** The operating system and the kind of processor. */
    public static String system() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }
}
