package org.zmq.loom.blackbox.reference;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a package offers, as text: a line for each public or protected type, and below it one for each member, in an order that only the code
 * decides. What every type has, or has because of what it is, is left out: the accessors of records, the methods of {@link Object}.
 */
final class ApiListing {
    private static final String INDENT = "    ";
    private static final Set<String> WITHOUT_PACKAGE = Set.of("java.lang", "org.zmq.loom");

    private ApiListing() {}

    /** The lines of a package whose classes are given. */
    static String of(List<Class<?>> classes) {
        return classes.stream()
                .filter(ApiListing::isOffered)
                .sorted(Comparator.comparing(Class::getName))
                .map(type -> header(type) + "\n" + members(type))
                .collect(Collectors.joining("\n"));
    }

    private static boolean isOffered(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return !type.isSynthetic()
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && isOffered(type.getModifiers())
                && (outer == null || isOffered(outer));
    }

    private static boolean isOffered(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    // ---- a type ----

    private static String header(Class<?> type) {
        StringBuilder text =
                new StringBuilder(modifiers(type)).append(kind(type)).append(name(type));
        text.append(parameters(type.getTypeParameters()));
        if (type.isRecord()) {
            text.append(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getAnnotatedType)
                    .map(ApiListing::text)
                    .collect(Collectors.joining(", ", "(", ")")));
        }
        AnnotatedType parent = type.getAnnotatedSuperclass();
        if (parent != null && parent.getType() != Object.class && !type.isRecord() && !type.isEnum()) {
            text.append(" extends ").append(text(parent));
        }
        text.append(list(type.isInterface() ? " extends " : " implements ", type.getAnnotatedInterfaces()));
        return text.append(permitted(type)).toString();
    }

    /** Who may extend the type, but for classes that users cannot see. */
    private static String permitted(Class<?> type) {
        List<String> names = type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .filter(permitted -> permitted.getModule().isExported(permitted.getPackageName()))
                        .map(ApiListing::name)
                        .sorted()
                        .toList()
                : List.of();
        return names.isEmpty() ? "" : " permits " + String.join(", ", names);
    }

    private static String modifiers(Class<?> type) {
        int modifiers = type.getModifiers();
        boolean extensible = !type.isInterface() && !type.isEnum() && !type.isRecord();
        StringBuilder text = new StringBuilder(Modifier.isPublic(modifiers) ? "public " : "protected ");
        text.append(extensible && Modifier.isAbstract(modifiers) ? "abstract " : "");
        text.append(extensible && Modifier.isFinal(modifiers) ? "final " : "");
        return text.append(type.isSealed() ? "sealed " : "").toString();
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface ";
        }
        if (type.isInterface()) {
            return "interface ";
        }
        if (type.isEnum()) {
            return "enum ";
        }
        return type.isRecord() ? "record " : "class ";
    }

    // ---- its members ----

    private static String members(Class<?> type) {
        List<String> lines = new ArrayList<>();
        Arrays.stream(type.getDeclaredFields())
                .filter(Field::isEnumConstant)
                .map(Field::getName)
                .forEach(lines::add);
        lines.addAll(sorted(Arrays.stream(type.getDeclaredFields())
                .filter(field -> isOffered(field.getModifiers()) && !field.isEnumConstant() && !field.isSynthetic())
                .map(ApiListing::line)));
        lines.addAll(sorted(Arrays.stream(type.getDeclaredConstructors())
                .filter(made -> isOffered(made.getModifiers()) && !made.isSynthetic() && !isCanonical(made))
                .map(made -> access(made) + parameters(made) + type.getSimpleName() + arguments(made))));
        lines.addAll(sorted(Arrays.stream(type.getDeclaredMethods())
                .filter(method -> isOffered(method.getModifiers()) && !method.isSynthetic())
                .filter(Predicate.not(ApiListing::isOfEveryType))
                .map(ApiListing::line)));
        return lines.stream().map(line -> INDENT + line + "\n").collect(Collectors.joining());
    }

    private static List<String> sorted(Stream<String> lines) {
        return lines.sorted().toList();
    }

    private static boolean isCanonical(Constructor<?> made) {
        RecordComponent[] components = made.getDeclaringClass().getRecordComponents();
        return components != null
                && Arrays.equals(
                        made.getParameterTypes(),
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    }

    private static boolean isOfEveryType(Method method) {
        Class<?> type = method.getDeclaringClass();
        boolean accessor = type.isRecord()
                && Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getAccessor)
                        .anyMatch(method::equals);
        boolean ofEnum = type.isEnum() && Set.of("values", "valueOf").contains(method.getName());
        return accessor || ofEnum || isOfObject(method);
    }

    private static boolean isOfObject(Method method) {
        return Arrays.stream(Object.class.getMethods())
                .anyMatch(known -> known.getName().equals(method.getName())
                        && Arrays.equals(known.getParameterTypes(), method.getParameterTypes()));
    }

    private static String line(Field field) {
        boolean ofInterface = field.getDeclaringClass().isInterface();
        String modifiers = ofInterface ? "" : Modifier.toString(field.getModifiers() & ~Modifier.VOLATILE) + " ";
        return modifiers + text(field.getAnnotatedType()) + " " + field.getName() + constant(field);
    }

    /** The value if users' class files would have it. */
    private static String constant(Field field) {
        boolean copied = Modifier.isStatic(field.getModifiers())
                && Modifier.isFinal(field.getModifiers())
                && (field.getType().isPrimitive() || field.getType() == String.class);
        try {
            return copied ? " = " + field.get(null) : "";
        } catch (IllegalAccessException e) {
            return ""; // protected
        }
    }

    private static String line(Method method) {
        return access(method)
                + parameters(method)
                + text(method.getAnnotatedReturnType())
                + " "
                + method.getName()
                + arguments(method);
    }

    private static String access(Executable member) {
        int modifiers = member.getModifiers();
        if (member.getDeclaringClass().isInterface()) {
            return Modifier.isStatic(modifiers) ? "static " : Modifier.isAbstract(modifiers) ? "" : "default ";
        }
        String text = Modifier.toString(modifiers
                & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.ABSTRACT | Modifier.STATIC | Modifier.FINAL));
        return text + " ";
    }

    private static String parameters(Executable member) {
        String text = parameters(member.getTypeParameters());
        return text.isEmpty() ? "" : text + " ";
    }

    private static String arguments(Executable member) {
        List<String> types = new ArrayList<>(Arrays.stream(member.getAnnotatedParameterTypes())
                .map(ApiListing::text)
                .toList());
        if (member.isVarArgs()) {
            types.add(types.removeLast().replaceFirst("\\[]$", "..."));
        }
        return "(" + String.join(", ", types) + ")" + list(" throws ", member.getAnnotatedExceptionTypes());
    }

    // ---- types in signatures ----

    private static String parameters(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables)
                        .map(variable -> variable.getName() + bounds(variable.getAnnotatedBounds()))
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    private static String bounds(AnnotatedType[] bounds) {
        return Arrays.stream(bounds)
                .map(ApiListing::text)
                .filter(bound -> !bound.equals("Object"))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(" & "), text -> text.isEmpty() ? "" : " extends " + text));
    }

    private static String list(String word, AnnotatedType[] types) {
        return types.length == 0
                ? ""
                : Arrays.stream(types).map(ApiListing::text).collect(Collectors.joining(", ", word, ""));
    }

    private static String text(AnnotatedType type) {
        boolean nullable = Arrays.stream(type.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
        return switch (type) {
            case AnnotatedArrayType array ->
                text(array.getAnnotatedGenericComponentType()) + (nullable ? " @Nullable []" : "[]");
            case AnnotatedWildcardType wildcard ->
                wildcard.getAnnotatedLowerBounds().length == 0
                        ? "?" + bounds(wildcard.getAnnotatedUpperBounds())
                        : "? super " + text(wildcard.getAnnotatedLowerBounds()[0]);
            case AnnotatedParameterizedType generic ->
                (nullable ? "@Nullable " : "")
                        + name(((java.lang.reflect.ParameterizedType) generic.getType()).getRawType())
                        + Arrays.stream(generic.getAnnotatedActualTypeArguments())
                                .map(ApiListing::text)
                                .collect(Collectors.joining(", ", "<", ">"));
            default -> (nullable ? "@Nullable " : "") + name(type.getType());
        };
    }

    private static String name(Type type) {
        if (!(type instanceof Class<?> plain)) {
            return type.getTypeName();
        }
        String canonical = plain.getCanonicalName();
        String prefix = plain.getPackageName() + ".";
        return WITHOUT_PACKAGE.contains(plain.getPackageName()) && canonical.startsWith(prefix)
                ? canonical.substring(prefix.length())
                : canonical;
    }
}
