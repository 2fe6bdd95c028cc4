package org.zmq.loom.blackbox.reference;

import static java.util.stream.Collectors.joining;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ResolvedModule;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names of the API as documents write them: a type ({@code ZmqSocket}, {@code Context.Builder}), one of its members ({@code ZmqSocket.bind}) or one of
 * several methods of a name ({@code RouterSocket.canSend(byte[])}); those of the JDK with their package.
 */
final class ApiNames {
    private static final List<String> PREFIXES =
            Stream.concat(Stream.of(""), packages()).toList();

    private ApiNames() {}

    private static Stream<String> packages() {
        return ModuleLayer.boot().configuration().modules().stream()
                .filter(module -> module.name().startsWith("org.zmq.loom"))
                .map(ResolvedModule::reference)
                .flatMap(module -> module.descriptor().exports().stream())
                .map(ModuleDescriptor.Exports::source)
                .map(name -> name + ".");
    }

    /** Whether there is such a type, or such a member of a type, that users can use. */
    static boolean exists(String name) {
        int dot = name.lastIndexOf('.');
        return type(name).isPresent()
                || (dot > 0
                        && type(name.substring(0, dot))
                                .filter(type -> hasMember(type, name.substring(dot + 1)))
                                .isPresent());
    }

    private static boolean hasMember(Class<?> type, String name) {
        return Stream.concat(
                        Arrays.stream(type.getMethods())
                                .flatMap(method -> Stream.of(method.getName(), method.getName() + parameters(method))),
                        Arrays.stream(type.getFields()).map(Field::getName))
                .anyMatch(name::equals);
    }

    private static String parameters(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(joining(", ", "(", ")"));
    }

    private static Optional<Class<?>> type(String name) {
        return PREFIXES.stream()
                .flatMap(prefix -> load(prefix, name).stream())
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .findFirst();
    }

    /** The class of this name, which may be a nested one. */
    private static Optional<Class<?>> load(String prefix, String name) {
        String binary = name;
        while (true) {
            try {
                return Optional.of(Class.forName(prefix + binary, false, ApiNames.class.getClassLoader()));
            } catch (ClassNotFoundException | NoClassDefFoundError _) {
                int dot = binary.lastIndexOf('.');
                if (dot < 0) {
                    return Optional.empty();
                }
                binary = binary.substring(0, dot) + "$" + binary.substring(dot + 1);
            }
        }
    }
}
