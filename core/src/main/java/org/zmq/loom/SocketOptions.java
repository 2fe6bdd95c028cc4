package org.zmq.loom;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values of options, to be given to one endpoint, or as a transport sees them.
 *
 * <p>Immutable: {@link #with} returns another one. An option that was not given a value has its default.
 */
public final class SocketOptions {
    private static final SocketOptions NONE = new SocketOptions(new @Nullable Object[0]);

    private final @Nullable Object[] values;

    private SocketOptions(@Nullable Object[] values) {
        this.values = values;
    }

    /**
     * No values: everything as it is.
     *
     * @return always the same one
     */
    public static SocketOptions none() {
        return NONE;
    }

    /**
     * These values and another one.
     *
     * @param option what to set
     * @param value its value; checked when the options are used, where the type of the socket is known
     * @param <T> the type of the value
     * @return new options
     */
    public <T> SocketOptions with(SocketOption<T> option, T value) {
        SocketOption<Boolean> kept = option.opposite();
        if (kept != null) {
            return with(kept, !(Boolean) value);
        }
        @Nullable Object[] changed = Arrays.copyOf(values, Math.max(values.length, option.index() + 1));
        changed[option.index()] = option.copy(value);
        return new SocketOptions(changed);
    }

    /**
     * These values, but for those that {@code over} has.
     *
     * @param over the values that count more
     * @return new options
     */
    public SocketOptions with(SocketOptions over) {
        if (over.values.length == 0) {
            return this;
        }
        @Nullable Object[] changed = Arrays.copyOf(values, Math.max(values.length, over.values.length));
        for (int i = 0; i < over.values.length; i++) {
            if (over.values[i] != null) {
                changed[i] = over.values[i];
            }
        }
        return new SocketOptions(changed);
    }

    /**
     * The value of an option.
     *
     * @param option what to look up
     * @param <T> the type of the value
     * @return its value here, or its default
     */
    @SuppressWarnings("unchecked") // with() put a T there
    public <T> T get(SocketOption<T> option) {
        SocketOption<Boolean> kept = option.opposite();
        if (kept != null) {
            return option.type().cast(!get(kept));
        }
        Object value = option.index() < values.length ? values[option.index()] : null;
        return value == null ? option.defaultValue() : option.copy((T) value);
    }

    /**
     * Whether an option was given a value here.
     *
     * @param option what to look up
     * @return false if {@link #get} returns the default
     */
    public boolean has(SocketOption<?> option) {
        SocketOption<Boolean> kept = option.opposite();
        if (kept != null) {
            return has(kept);
        }
        return option.index() < values.length && values[option.index()] != null;
    }

    /**
     * These values, but for one.
     *
     * @param option what not to set
     * @return new options, in which it has its default
     */
    public SocketOptions without(SocketOption<?> option) {
        if (!has(option)) {
            return this;
        }
        @Nullable Object[] changed = values.clone();
        changed[option.index()] = null;
        return new SocketOptions(changed);
    }

    /**
     * Refuses values that may not be set on a socket of this type.
     *
     * @param socket the type of the socket
     * @return these options
     * @throws IllegalArgumentException if an option does not apply or a value is out of range
     */
    public SocketOptions check(SocketType socket) {
        for (SocketOption<?> option : SocketOption.all()) {
            if (has(option)) {
                check(option, socket);
            }
        }
        return this;
    }

    private <T> void check(SocketOption<T> option, SocketType socket) {
        T _ = option.check(socket, get(option));
    }
}
