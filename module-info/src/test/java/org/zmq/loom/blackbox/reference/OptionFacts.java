package org.zmq.loom.blackbox.reference;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.blackbox.reference.Table.Row;

/** What an option of ours is, beside what the table says of libzmq's. */
final class OptionFacts {
    private static final String ALL = "all";
    private static final Pattern REPEATED = Pattern.compile("(.)\\*(\\d+)");

    private OptionFacts() {}

    // ---- compared ----

    /** Where the option is not what the table says, unless the table says that it differs there; and where that is not so. */
    static <T> List<String> problems(ZmqOption<T> option, Row row) {
        List<String> problems = new ArrayList<>();
        Set<String> differences = new TreeSet<>();
        if (option.number().orElse(-1) != Integer.parseInt(row.get("number"))) {
            problems.add(row + " has another number: " + option.number());
        }
        if (!sockets(option).equals(wantedSockets(row))) {
            differences.add("sockets");
        }
        if (!row.get("default").equals("-") && !hasDefault(option, row.get("default"))) {
            differences.add("default");
        }
        if (!takes(option, row)) {
            differences.add("values");
        }
        Set<String> told = new TreeSet<>(row.words("differs"));
        if (!told.equals(differences)) {
            problems.add(row + " differs in " + differences + ", the table says in " + told + "; the code has "
                    + option.defaultValue() + ", " + option.range() + ", " + option.appliesTo());
        }
        if (!told.isEmpty() && row.get("difference").isEmpty()) {
            problems.add(row + " differs in " + told + ", and the table does not say why");
        }
        return problems;
    }

    private static Set<String> sockets(ZmqOption<?> option) {
        return option.appliesTo().stream().map(Enum::name).collect(toCollection(TreeSet::new));
    }

    private static Set<String> wantedSockets(Row row) {
        List<String> words = row.words("sockets");
        return Arrays.stream(SocketType.values())
                .map(Enum::name)
                .filter(name -> words.contains(ALL) || words.contains(name))
                .collect(toCollection(TreeSet::new));
    }

    private static <T> boolean hasDefault(ZmqOption<T> option, String text) {
        try {
            return Objects.deepEquals(option.defaultValue(), option.parse(text));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Whether it takes and refuses the values that it should; one that comes with something later takes none until then. */
    private static boolean takes(ZmqOption<?> option, Row row) {
        List<String> right =
                row.words("accepts").stream().map(OptionFacts::written).toList();
        List<String> wrong =
                row.words("refuses").stream().map(OptionFacts::written).toList();
        boolean waits =
                Parity.LATER.contains(row.get("subject")) && right.stream().noneMatch(text -> takes(option, text));
        return waits
                || (right.stream().allMatch(text -> takes(option, text))
                        && wrong.stream().noneMatch(text -> takes(option, text)));
    }

    private static <T> boolean takes(ZmqOption<T> option, String text) {
        try {
            T _ = option.check(option.appliesTo().iterator().next(), option.parse(text));
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** The value that stands for itself, but for {@code x*3}, which stands for xxx. */
    private static String written(String text) {
        return REPEATED.matcher(text)
                .replaceAll((MatchResult found) -> found.group(1).repeat(Integer.parseInt(found.group(2))));
    }

    // ---- told ----

    /** The name of the constant. */
    static String constant(ZmqOption<?> option) {
        return Arrays.stream(ZmqOption.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && value(field) == option)
                .map(field -> "ZmqOption." + field.getName())
                .findFirst()
                .orElseThrow();
    }

    private static Object value(Field field) {
        try {
            return Objects.requireNonNull(field.get(null));
        } catch (IllegalAccessException e) {
            throw new LinkageError("a public field", e);
        }
    }

    /** The default as a reader would write it. */
    static String defaultOf(ZmqOption<?> option) {
        return switch (option.defaultValue()) {
            case byte[] bytes when isEmptyOrZero(bytes) -> bytes.length == 0 ? "none" : "zeros";
            case Duration time when time.equals(ZmqOption.FOREVER) -> "FOREVER";
            case Duration time -> time.toMillis() + " ms";
            case Long number when number == ZmqOption.UNLIMITED_BYTES -> "UNLIMITED_BYTES";
            case Collection<?> all when all.isEmpty() -> "none";
            case Map<?, ?> all when all.isEmpty() -> "none";
            case String text when text.isEmpty() -> "none";
            case Integer number
            when number == ZmqOption.SYSTEM_DEFAULT && option.range().contains("SYSTEM_DEFAULT") -> "SYSTEM_DEFAULT";
            case Boolean truth -> truth.toString();
            case Number number -> number.toString();
            case Enum<?> one -> one.name();
            default -> "none";
        };
    }

    private static boolean isEmptyOrZero(byte[] bytes) {
        for (byte one : bytes) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    static String socketsOf(ZmqOption<?> option) {
        return option.appliesTo().size() == SocketType.values().length
                ? ALL
                : option.appliesTo().stream().map(Enum::name).collect(joining(", "));
    }
}
