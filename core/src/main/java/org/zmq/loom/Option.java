package org.zmq.loom;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an option of a socket or a context knows about itself: libzmq's name and number, its values and its default, and whether it can
 * be set.
 *
 * @param <T> the type of the values
 */
public abstract sealed class Option<T> permits ZmqOption, ContextOption {
    private static final String PREFIX = "ZMQ_";

    private final String name;
    private final int number;
    private final Values<T> values;

    // Written while the table of options is made, which happens before anybody can see it.
    private T defaultValue;
    private Set<String> aliases = Set.of();
    private boolean readOnly;
    private @Nullable String refusal;

    @SuppressWarnings("NullAway.Init") // every constant says its default
    Option(String name, int number, Values<T> values) {
        this.name = name;
        this.number = number;
        this.values = values;
    }

    // ---- for the tables ----

    final void setDefault(T value) {
        defaultValue = value;
    }

    final void setAliases(String... names) {
        aliases = Set.of(names);
    }

    final void setReadOnly() {
        readOnly = true;
    }

    final void setRefusal(String reason) {
        refusal = reason;
    }

    // ---- what it knows ----

    /**
     * libzmq's name.
     *
     * @return for example {@code "ZMQ_SNDHWM"}
     */
    public final String name() {
        return name;
    }

    /**
     * Other names that libzmq has, or had, for the same option.
     *
     * @return usually none
     */
    public final Set<String> aliases() {
        return aliases;
    }

    /**
     * libzmq's number.
     *
     * @return nothing for what libzmq does not have
     */
    public final OptionalInt number() {
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /**
     * The type of the values.
     *
     * @return for example {@code Integer.class}
     */
    public final Class<T> type() {
        return values.type();
    }

    /**
     * Which values are allowed, in words.
     *
     * @return for messages and help texts
     */
    public final String range() {
        return values.range();
    }

    /**
     * The value of an option that was not set.
     *
     * @return the default
     */
    public final T defaultValue() {
        return values.keep(defaultValue);
    }

    /**
     * Whether the option can only be looked up.
     *
     * @return true for what is a fact, not a choice
     */
    public final boolean isReadOnly() {
        return readOnly;
    }

    /**
     * Why the option cannot be set, whatever the value: it belongs to something that this version does not have, or there is nothing that it
     * could have an effect on.
     *
     * @return the reason; nothing if the option can be set
     */
    public final Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /**
     * Reads a value, as it is written on a command line: durations as milliseconds or in ISO-8601, bytes as text,
     * several values with commas between them. Values that have a name are read by it, in any case ({@code FOREVER},
     * {@code UNLIMITED}, {@code UNLIMITED_BYTES}, {@code SYSTEM_DEFAULT}, those of enums), and by libzmq's number,
     * which is {@code -1} for all of these but {@code UNLIMITED}, which is 0.
     *
     * @param text the value
     * @return the value, not checked
     * @throws ZmqArgumentException if the text is no value of this type
     */
    public final T parse(String text) {
        try {
            return values.parse(text.strip());
        } catch (RuntimeException e) {
            throw new ZmqArgumentException(name + " cannot be \"" + text + "\"; it takes " + range(), e);
        }
    }

    /**
     * How a value is written on a command line: by its name, if it is one of those that have no meaning as a number.
     *
     * @param value a value
     * @return what {@link #parse} makes the same value of, unless it is one that has no text
     */
    public final String text(T value) {
        return values.text(value);
    }

    final Values<T> values() {
        return values;
    }

    /** The value, made safe from whoever has given it. */
    final T copy(T value) {
        return values.keep(value);
    }

    final boolean isNamed(String wanted) {
        String upper = wanted.toUpperCase(Locale.ROOT);
        return isNamed(name, upper) || aliases.stream().anyMatch(alias -> isNamed(alias, upper));
    }

    private static boolean isNamed(String one, String wanted) {
        return one.equals(wanted) || one.equals(PREFIX + wanted);
    }

    /** Refuses a value that is not one, and every value if the option cannot be set. */
    final T checkValue(T value) {
        T kept = copy(type().cast(Objects.requireNonNull(value, name)));
        if (readOnly) {
            throw refused(kept, "it can only be looked up");
        }
        if (!values.has(kept)) {
            throw refused(kept, "that is out of range");
        }
        if (refusal != null) {
            throw refused(kept, refusal);
        }
        return kept;
    }

    final ZmqArgumentException refused(T value, String reason) {
        return new ZmqArgumentException(
                name + " cannot be " + values.shown(value) + ": " + reason + "; it takes " + range());
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
