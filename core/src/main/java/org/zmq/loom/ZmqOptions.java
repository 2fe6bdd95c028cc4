package org.zmq.loom;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values of options, to be given to one endpoint, or as a transport sees them.
 *
 * <p>Immutable: {@link #with} returns another one. An option that was not given a value has its default.
 */
public final class ZmqOptions {
    private static final ZmqOptions NONE = new ZmqOptions(new @Nullable Object[0]);

    private final @Nullable Object[] values;

    private ZmqOptions(@Nullable Object[] values) {
        this.values = values;
    }

    /**
     * No values: everything as it is.
     *
     * @return always the same one
     */
    public static ZmqOptions none() {
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
    public <T> ZmqOptions with(ZmqOption<T> option, T value) {
        ZmqOption<Boolean> kept = option.opposite();
        if (kept != null) {
            return with(kept, !(Boolean) value);
        }
        @Nullable Object[] changed = Arrays.copyOf(values, Math.max(values.length, option.index() + 1));
        changed[option.index()] = option.copy(value);
        return new ZmqOptions(changed);
    }

    /**
     * These values, but for those that {@code over} has.
     *
     * @param over the values that count more
     * @return new options
     */
    public ZmqOptions with(ZmqOptions over) {
        if (over.values.length == 0) {
            return this;
        }
        @Nullable Object[] changed = Arrays.copyOf(values, Math.max(values.length, over.values.length));
        for (int i = 0; i < over.values.length; i++) {
            if (over.values[i] != null) {
                changed[i] = over.values[i];
            }
        }
        return new ZmqOptions(changed);
    }

    /**
     * The value of an option.
     *
     * @param option what to look up
     * @param <T> the type of the value
     * @return its value here, or its default
     */
    @SuppressWarnings("unchecked") // with() put a T there
    public <T> T get(ZmqOption<T> option) {
        ZmqOption<Boolean> kept = option.opposite();
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
    public boolean has(ZmqOption<?> option) {
        ZmqOption<Boolean> kept = option.opposite();
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
    public ZmqOptions without(ZmqOption<?> option) {
        if (!has(option)) {
            return this;
        }
        @Nullable Object[] changed = values.clone();
        changed[option.index()] = null;
        return new ZmqOptions(changed);
    }

    /**
     * Refuses values that may not be set on a socket of this type.
     *
     * @param socket the type of the socket
     * @return these options
     * @throws ZmqArgumentException if an option does not apply or a value is out of range
     */
    public ZmqOptions check(SocketType socket) {
        for (ZmqOption<?> option : ZmqOption.all()) {
            if (has(option)) {
                check(option, socket);
            }
        }
        return this;
    }

    private <T> void check(ZmqOption<T> option, SocketType socket) {
        T _ = option.check(socket, get(option));
    }
}
