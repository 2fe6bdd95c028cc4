package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which values an option takes, what that is in words, and how one is written on a command line.
 *
 * <p>Values at the edge of the range, and just beyond it, are named too: they are what a test wants to try.
 *
 * @param <T> the type of the values
 */
final class Values<T> {
    private static final int MAX_TEXT_BYTES = 255;
    private static final int MAX_SHOWN = 80;
    private static final Duration MAX_COUNTED = Duration.ofNanos(Long.MAX_VALUE);
    private static final Duration TENTH = Duration.ofMillis(100);

    private final Class<T> type;
    private final String range;
    private final Predicate<T> valid;
    private final Function<String, ? extends T> reads;
    private Function<T, String> writes = String::valueOf;
    private Function<T, String> shows = Values::brief;
    private final Map<String, T> names = new LinkedHashMap<>(); // in upper case
    private UnaryOperator<T> keeps = value -> value;
    private Supplier<List<T>> edges = List::of;
    private Supplier<List<T>> beyond = List::of;

    private Values(Class<T> type, String range, Predicate<T> valid, Function<String, ? extends T> reads) {
        this.type = type;
        this.range = range;
        this.valid = valid;
        this.reads = reads;
    }

    /** The class of a collection, which knows nothing of what is in it. */
    @SuppressWarnings("unchecked") // only collections of the right type are ever made
    private static <C> Class<C> type(Class<?> raw) {
        return (Class<C>) raw;
    }

    private Values<T> writes(Function<T, String> how) {
        writes = how;
        return this;
    }

    /** One of the values has a name, by which it is written, and read in any case. */
    private Values<T> named(String name, T value) {
        names.put(name, value);
        return this;
    }

    private Values<T> edges(Supplier<List<T>> inside, Supplier<List<T>> outside) {
        edges = inside;
        beyond = outside;
        return this;
    }

    /** The same values, which nobody is shown. */
    Values<T> secret() {
        shows = value -> value.toString().length() + " characters";
        return this;
    }

    private static <V> String brief(V value) {
        String text = value instanceof byte[] bytes ? bytes.length + " bytes" : value.toString();
        return text.length() <= MAX_SHOWN
                ? text
                : text.substring(0, MAX_SHOWN) + "… (" + text.length() + " characters)";
    }

    /** The same values, of which something else is kept than what is given. */
    Values<T> kept(UnaryOperator<T> how) {
        keeps = how;
        return this;
    }

    // ---- truths and numbers ----

    static Values<Boolean> truth() {
        return new Values<>(Boolean.class, "true or false", _ -> true, Values::truth)
                .edges(() -> List.of(true, false), List::of);
    }

    private static Boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes", "on" -> true;
            case "0", "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** Only one of the two makes sense. */
    static Values<Boolean> only(boolean truth) {
        return new Values<>(Boolean.class, "only " + truth, value -> value == truth, Values::truth)
                .edges(() -> List.of(truth), () -> List.of(!truth));
    }

    /** Whole numbers, both ends included. */
    static Values<Integer> from(int least, int most, String what) {
        return new Values<>(
                        Integer.class,
                        most == Integer.MAX_VALUE ? what : (least + " to " + most + " " + what).strip(),
                        value -> value >= least && value <= most,
                        Integer::valueOf)
                .edges(
                        () -> List.of(least, most),
                        () -> most == Integer.MAX_VALUE
                                ? List.of(least - 1, Integer.MIN_VALUE)
                                : List.of(least - 1, most + 1, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    /** How many of something, of which there may be any number. */
    static Values<Integer> count(String unit) {
        return from(ZmqOption.UNLIMITED, Integer.MAX_VALUE, unit + ", or UNLIMITED")
                .named("UNLIMITED", ZmqOption.UNLIMITED);
    }

    /** A number that the operating system has an opinion of. */
    static Values<Integer> ofTheSystem(String unit) {
        return from(ZmqOption.SYSTEM_DEFAULT, Integer.MAX_VALUE, unit + ", or SYSTEM_DEFAULT")
                .named("SYSTEM_DEFAULT", ZmqOption.SYSTEM_DEFAULT);
    }

    /** The largest number stands for no limit. */
    static Values<Integer> mostBytes() {
        return from(0, Integer.MAX_VALUE, "bytes, from 0, or UNLIMITED_BYTES")
                .named("UNLIMITED_BYTES", Integer.MAX_VALUE)
                .named("UNLIMITED", Integer.MAX_VALUE);
    }

    /** Any of two bits that have names. */
    static Values<Integer> bits(String one, String two) {
        Values<Integer> bits = from(0, 3, "").named(one, 1).named(two, 2);
        return new Values<>(
                        Integer.class,
                        "0, or the sum of " + one + " (1) and " + two + " (2)",
                        bits.valid,
                        text -> parts(text).mapToInt(bits::parse).reduce(0, (all, bit) -> all | bit))
                .edges(bits.edges, bits.beyond);
    }

    /** A size, which may be as large as it gets. */
    static Values<Long> bytes(long least, String what) {
        return new Values<>(
                        Long.class,
                        what + ", or UNLIMITED_BYTES",
                        value -> value >= least,
                        text -> text.equals("-1") ? (Long) ZmqOption.UNLIMITED_BYTES : Long.valueOf(text))
                .named("UNLIMITED_BYTES", ZmqOption.UNLIMITED_BYTES)
                .named("UNLIMITED", ZmqOption.UNLIMITED_BYTES)
                .edges(() -> List.of(least, Long.MAX_VALUE), () -> List.of(least - 1, Long.MIN_VALUE));
    }

    /** A size that something else gives a meaning to. */
    static Values<Long> size(String what) {
        return new Values<>(Long.class, what, value -> value >= 0, Long::valueOf)
                .edges(() -> List.of(0L, Long.MAX_VALUE), () -> List.of(-1L, Long.MIN_VALUE));
    }

    // ---- time ----

    /** Any time; one that is longer than nanoseconds can count is kept as {@link ZmqOption#FOREVER}. */
    static Values<Duration> time() {
        return new Values<>(
                        Duration.class, "a duration from zero, or FOREVER", value -> !value.isNegative(), Values::time)
                .named("FOREVER", ZmqOption.FOREVER)
                .kept(time -> time.compareTo(MAX_COUNTED) >= 0 ? ZmqOption.FOREVER : time)
                .writes(Values::written)
                .edges(
                        () -> List.of(Duration.ZERO, Duration.ofNanos(1), Duration.ofDays(400_000), ZmqOption.FOREVER),
                        () -> List.of(Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE)));
    }

    static Values<Duration> time(Duration longest) {
        return new Values<>(
                        Duration.class,
                        "0 to " + longest.toMillis() + " ms",
                        value -> !value.isNegative() && value.compareTo(longest) <= 0,
                        Values::time)
                .writes(Values::written)
                .edges(
                        () -> List.of(Duration.ZERO, Duration.ofMillis(99), longest),
                        () -> List.of(Duration.ofMillis(-1), longest.plusMillis(1), ZmqOption.FOREVER));
    }

    /** A time that is kept in whole tenths of a second: what is less than one of them would become none. */
    static Values<Duration> tenths(Duration longest) {
        return new Values<>(
                        Duration.class,
                        "0, or " + TENTH.toMillis() + " to " + longest.toMillis() + " ms, in whole tenths of a second",
                        value -> value.isZero() || (value.compareTo(TENTH) >= 0 && value.compareTo(longest) <= 0),
                        Values::time)
                .kept(time -> time.compareTo(TENTH) < 0 ? time : time.minusNanos(time.toNanosPart() % TENTH.toNanos()))
                .writes(Values::written)
                .edges(
                        () -> List.of(Duration.ZERO, TENTH, Duration.ofMillis(199), longest),
                        () -> List.of(
                                Duration.ofMillis(-1),
                                Duration.ofNanos(1),
                                Duration.ofMillis(99),
                                longest.plusMillis(1),
                                ZmqOption.FOREVER));
    }

    private static Duration time(String text) {
        if (text.equals("-1")) {
            return ZmqOption.FOREVER;
        }
        return text.startsWith("P") ? Duration.parse(text) : Duration.ofMillis(Long.parseLong(text));
    }

    /** Milliseconds if that is all there is to say, else ISO-8601. */
    private static String written(Duration time) {
        boolean isWhole = time.toNanosPart() % 1_000_000 == 0 && time.abs().compareTo(MAX_COUNTED) < 0;
        return isWhole ? Long.toString(time.toMillis()) : time.toString();
    }

    // ---- choices ----

    /** One of several, or the number that libzmq gives it, counted from the first. */
    static <E extends Enum<E>> Values<E> choice(Class<E> type, int first) {
        List<E> all = List.of(type.getEnumConstants());
        return new Values<>(type, words(all, " or "), _ -> true, text -> {
                    int number = text.matches("-?[0-9]{1,9}") ? Integer.parseInt(text) - first : -1;
                    return number >= 0 && number < all.size()
                            ? all.get(number)
                            : Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
                })
                .writes(one -> Integer.toString(all.indexOf(one) + first))
                .edges(() -> all, List::of);
    }

    /** Any of several, or the sum of the numbers that libzmq gives them: 1, 2, 4 and so on. */
    static <E extends Enum<E>> Values<Set<E>> choices(Class<E> type) {
        List<E> all = List.of(type.getEnumConstants());
        return new Values<Set<E>>(type(Set.class), "any of " + words(all, " and "), _ -> true, text -> {
                    Set<E> chosen = EnumSet.noneOf(type);
                    if (text.matches("[0-9]{1,9}")) {
                        int bits = Integer.parseInt(text);
                        if (bits >= (1 << all.size())) {
                            throw new IllegalArgumentException(text);
                        }
                        all.stream()
                                .filter(one -> (bits & (1 << all.indexOf(one))) != 0)
                                .forEach(chosen::add);
                    } else {
                        parts(text).forEach(one -> chosen.add(Enum.valueOf(type, one.toUpperCase(Locale.ROOT))));
                    }
                    return chosen;
                })
                .writes(chosen -> Integer.toString(
                        chosen.stream().mapToInt(one -> 1 << all.indexOf(one)).sum()))
                .kept(chosen -> {
                    Set<E> copy = EnumSet.noneOf(type);
                    copy.addAll(chosen);
                    return Collections.unmodifiableSet(copy);
                })
                .edges(() -> List.of(Set.of(), EnumSet.allOf(type)), List::of);
    }

    private static String words(List<? extends Enum<?>> all, String last) {
        String words = all.stream().map(Enum::name).collect(Collectors.joining(", "));
        int comma = words.lastIndexOf(", ");
        return comma < 0 ? words : words.substring(0, comma) + last + words.substring(comma + 2);
    }

    // ---- text and bytes ----

    /** Text of so many bytes. */
    static Values<String> text(int least, int most) {
        return new Values<>(
                        String.class,
                        least + " to " + most + " bytes of text",
                        value -> isWithin(least, value.getBytes(UTF_8).length, most),
                        text -> text)
                .edges(
                        () -> List.of("x".repeat(least), "x".repeat(most)),
                        () -> least == 0 ? List.of("x".repeat(most + 1)) : List.of("", "x".repeat(most + 1)));
    }

    /** Text that something else understands, or an empty one. */
    static Values<String> text(String what, Predicate<String> valid, String right, String wrong) {
        return new Values<>(String.class, what, text -> text.isEmpty() || valid.test(text), text -> text)
                .edges(() -> List.of("", right), () -> List.of(wrong));
    }

    static Values<byte[]> bytes() {
        return new Values<>(byte[].class, "bytes, or none for nothing", _ -> true, text -> text.getBytes(UTF_8))
                .kept(byte[]::clone)
                .writes(value -> new String(value, UTF_8))
                .edges(() -> List.of(new byte[0], new byte[100_000]), List::of);
    }

    static Values<byte[]> routingId() {
        byte[] longest = new byte[MAX_TEXT_BYTES];
        longest[0] = 1;
        return new Values<>(
                        byte[].class,
                        "1 to 255 bytes of which the first is not 0",
                        value -> isWithin(1, value.length, MAX_TEXT_BYTES) && value[0] != 0,
                        text -> text.getBytes(UTF_8))
                .kept(byte[]::clone)
                .writes(value -> new String(value, UTF_8))
                .edges(
                        () -> List.of(new byte[] {1}, new byte[] {-1, 0}, longest),
                        () -> List.of(
                                new byte[0], Arrays.copyOf(longest, MAX_TEXT_BYTES + 1), new byte[] {0}, new byte[] {
                                    0, 1
                                }));
    }

    /** A key of so many bytes, which is written in Z85. */
    static Values<byte[]> key(int size) {
        return new Values<>(
                        byte[].class,
                        size + " bytes, or " + size / 4 * 5 + " characters of Z85",
                        value -> value.length == size || value.length == size / 4 * 5,
                        text -> text.getBytes(UTF_8))
                .kept(byte[]::clone)
                .writes(value -> new String(value, UTF_8))
                .edges(
                        () -> List.of(new byte[size], new byte[size / 4 * 5]),
                        () -> List.of(new byte[0], new byte[size - 1], new byte[size + 1]));
    }

    // ---- several ----

    /** Several values, which are written with commas between them. */
    static <E> Values<List<E>> list(Class<E> type, Values<E> of, List<E> example) {
        return new Values<List<E>>(
                        type(List.class),
                        "any number of: " + of.range,
                        all -> all.stream().map(type::cast).allMatch(of.valid),
                        text -> parts(text).map(of::parse).toList())
                .kept(List::copyOf)
                .writes(all -> all.stream().map(of.writes).collect(Collectors.joining(",")))
                .edges(
                        () -> List.of(List.of(), example),
                        () -> of.beyond().stream().map(List::of).toList());
    }

    static Values<AddressBlock> addresses() {
        return new Values<>(
                AddressBlock.class, "an IPv4 or IPv6 address, or such with /prefix", _ -> true, AddressBlock::parse);
    }

    /** Objects that cannot be written as text. */
    static <V> Values<V> objects(Class<V> type, String what, Predicate<V> valid, V wrong) {
        return new Values<>(type, what, valid, text -> {
                    throw new IllegalArgumentException(text);
                })
                .edges(List::of, () -> List.of(wrong));
    }

    /** Properties, whose names begin in the same way; each is written name:value. */
    static Values<Map<String, String>> properties(String prefix, int mostBytes) {
        String longest = prefix + "x".repeat(MAX_TEXT_BYTES - prefix.length());
        return new Values<Map<String, String>>(
                        type(Map.class),
                        "names of up to " + MAX_TEXT_BYTES + " ASCII characters that begin with " + prefix
                                + ", and values; " + mostBytes + " bytes altogether",
                        all -> all.keySet().stream().allMatch(name -> isPropertyName(name, prefix))
                                && size(all) <= mostBytes,
                        text -> {
                            Map<String, String> all = new LinkedHashMap<>();
                            parts(text).forEach(one -> {
                                int colon = one.indexOf(':');
                                all.putIfAbsent(one.substring(0, colon), one.substring(colon + 1));
                            });
                            return all;
                        })
                .kept(Map::copyOf)
                .writes(all -> all.entrySet().stream()
                        .map(one -> one.getKey() + ":" + one.getValue())
                        .collect(Collectors.joining(",")))
                .edges(
                        () -> List.of(Map.of(), Map.of(prefix + "a", ""), Map.of(longest, "b")),
                        () -> List.of(
                                Map.of("a", "b"),
                                Map.of(prefix, "b"),
                                Map.of(prefix + "ä", "b"),
                                Map.of(longest + "x", "b"),
                                Map.of(prefix + "a", "x".repeat(mostBytes))));
    }

    private static boolean isPropertyName(String name, String prefix) {
        return name.startsWith(prefix)
                && isWithin(prefix.length() + 1, name.length(), MAX_TEXT_BYTES)
                && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':' && c != ',');
    }

    private static int size(Map<String, String> all) {
        return all.entrySet().stream()
                .mapToInt(one -> one.getKey().length() + one.getValue().getBytes(UTF_8).length)
                .sum();
    }

    private static Stream<String> parts(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).filter(part -> !part.isEmpty());
    }

    private static boolean isWithin(int least, int value, int most) {
        return value >= least && value <= most;
    }

    // ---- what it knows ----

    Class<T> type() {
        return type;
    }

    String range() {
        return range;
    }

    boolean has(T value) {
        return valid.test(value);
    }

    /** What becomes of a value that is given: nobody else can change it. */
    T keep(T value) {
        return keeps.apply(value);
    }

    /** Reads a value, which may be out of range. */
    T parse(String text) {
        T named = names.get(text.toUpperCase(Locale.ROOT));
        return named == null ? type.cast(reads.apply(text)) : named;
    }

    /** How a value is written, so that it can be read again where that is possible. */
    String text(T value) {
        return names.entrySet().stream()
                .filter(named -> named.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> writes.apply(value));
    }

    /** How a value is told of in a message. */
    String shown(T value) {
        return shows.apply(value);
    }

    /** Values that are just in range, and others that a test may want. */
    List<T> edges() {
        return edges.get();
    }

    /** Values that are just out of range; none if there are none. */
    List<T> beyond() {
        return beyond.get();
    }
}
