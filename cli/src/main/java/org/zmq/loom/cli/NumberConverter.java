package org.zmq.loom.cli;

import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number, and says so in plain words if it is none. */
final class NumberConverter<N extends Number> implements ITypeConverter<N> {
    private final Function<String, N> reader;

    NumberConverter(Function<String, N> reader) {
        this.reader = reader;
    }

    @Override
    public N convert(String text) {
        try {
            return reader.apply(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"" + text + "\" is no number, or too large a one");
        }
    }
}
