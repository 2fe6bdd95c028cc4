package org.zmq.loom.blackbox.reference;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The listings in docs/api are what the modules offer, so that no change of it goes unseen. */
class ApiListingTest {
    private static final Path FOLDER = Docs.PROJECT.resolve("docs/api");

    @Test
    void everyExportedPackageIsListedAsItIs() throws Exception {
        Map<String, String> listings = new TreeMap<>(Map.of("modules.txt", modules()));
        for (ModuleReference module : ours()) {
            for (ModuleDescriptor.Exports exported : module.descriptor().exports()) {
                if (!exported.isQualified()) {
                    listings.put(exported.source() + ".txt", ApiListing.of(classes(module, exported.source())));
                }
            }
        }
        for (Map.Entry<String, String> listing : listings.entrySet()) {
            Docs.assertCurrent(FOLDER.resolve(listing.getKey()), listing.getValue());
        }
        for (Path file : listed()) {
            boolean stale = !listings.containsKey(FOLDER.relativize(file).toString());
            if (stale && Docs.areUpdated()) {
                Files.delete(file);
            } else if (stale) {
                fail(file + " lists a package that nobody exports\n" + Docs.howToUpdate());
            }
        }
    }

    private static List<Path> listed() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.toList();
        }
    }

    private static List<ModuleReference> ours() {
        return ModuleLayer.boot().configuration().modules().stream()
                .filter(module -> module.name().startsWith("org.zmq.loom"))
                .map(ResolvedModule::reference)
                .sorted(Comparator.comparing(module -> module.descriptor().name()))
                .toList();
    }

    private static List<Class<?>> classes(ModuleReference module, String name) throws Exception {
        List<String> files;
        try (ModuleReader reader = module.open();
                Stream<String> all = reader.list()) {
            String folder = name.replace('.', '/') + "/";
            files = all.filter(file -> file.startsWith(folder) && file.endsWith(".class"))
                    .filter(file -> file.indexOf('/', folder.length()) < 0 && !file.endsWith("package-info.class"))
                    .toList();
        }
        List<Class<?>> classes = new ArrayList<>();
        for (String file : files) {
            String binary = file.substring(0, file.length() - ".class".length()).replace('/', '.');
            classes.add(Class.forName(binary, false, ApiListingTest.class.getClassLoader()));
        }
        return classes;
    }

    // ---- modules ----

    private static String modules() throws IOException {
        return ours().stream()
                .map(ModuleReference::descriptor)
                .map(ApiListingTest::describe)
                .collect(Collectors.joining("\n"));
    }

    private static String describe(ModuleDescriptor module) {
        List<String> lines = new ArrayList<>();
        for (ModuleDescriptor.Requires required : module.requires()) {
            if (!required.modifiers().contains(ModuleDescriptor.Requires.Modifier.MANDATED)) {
                lines.add("requires " + words(required.modifiers()) + required.name());
            }
        }
        for (ModuleDescriptor.Exports exported : module.exports()) {
            lines.add("exports " + exported.source() + to(exported.targets()));
        }
        for (ModuleDescriptor.Opens opened : module.opens()) {
            lines.add("opens " + opened.source() + to(opened.targets()));
        }
        module.uses().forEach(service -> lines.add("uses " + service));
        for (ModuleDescriptor.Provides provided : module.provides()) {
            lines.add("provides " + provided.service() + " with "
                    + String.join(", ", provided.providers().stream().sorted().toList()));
        }
        return "module " + module.name() + "\n"
                + lines.stream().sorted().map(line -> "    " + line + "\n").collect(Collectors.joining());
    }

    private static String words(Set<ModuleDescriptor.Requires.Modifier> modifiers) {
        return modifiers.stream()
                .map(modifier -> modifier.name().toLowerCase(java.util.Locale.ROOT) + " ")
                .sorted()
                .collect(Collectors.joining());
    }

    private static String to(Set<String> targets) {
        return targets.isEmpty()
                ? ""
                : " to " + String.join(", ", targets.stream().sorted().toList());
    }
}
