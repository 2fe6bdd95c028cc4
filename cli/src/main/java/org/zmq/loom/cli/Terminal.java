package org.zmq.loom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.BooleanSupplier;

/**
 * The standard streams of one run, and whether a person looks at them.
 *
 * <p>Text is UTF-8 everywhere.
 *
 * <p>Errors: what cannot be written to standard output ends the command. {@link #out} throws an {@link IOException}, of
 * which {@link #lost} makes a {@link Failure}; {@link #text} throws the failure. What cannot be written to standard
 * error is not missed.
 */
public final class Terminal {
    /** Who reads a stream. */
    public enum Reader {
        /** A terminal: lines may be redrawn. */
        PERSON,
        /** A file or another program: plain lines only. */
        PROGRAM
    }

    private final InputStream in;
    private final OutputStream out;
    private final PrintStream text;
    private final PrintStream err;
    private final BooleanSupplier outMayEnd; // because whoever reads it has had enough
    private final Reader outReader;
    private final Reader errReader;

    private Terminal(
            InputStream in,
            OutputStream out,
            OutputStream err,
            BooleanSupplier outMayEnd,
            Reader outReader,
            Reader errReader) {
        this.in = in;
        this.out = out;
        text = new PrintStream(new StrictOutput(out, e -> lost("", e)), true, UTF_8);
        this.err = new PrintStream(err, true, UTF_8);
        this.outMayEnd = outMayEnd;
        this.outReader = outReader;
        this.errReader = errReader;
    }

    /** The streams of the process. The launcher, which can ask the system, says what they are. */
    static Terminal system() {
        return new Terminal(
                System.in,
                is("zmq.stdout", "closed") ? StandardOutput.closed() : StandardOutput.open(),
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.err), 1024),
                StandardOutput::hasReader,
                reader("zmq.stdout"),
                reader("zmq.stderr"));
    }

    private static Reader reader(String property) {
        return is(property, "terminal") ? Reader.PERSON : Reader.PROGRAM;
    }

    private static boolean is(String property, String what) {
        return what.equals(System.getProperty(property));
    }

    /** Streams that nobody looks at. */
    public static Terminal of(InputStream in, OutputStream out, OutputStream err) {
        return new Terminal(in, out, err, () -> false, Reader.PROGRAM, Reader.PROGRAM);
    }

    /** Where input comes from. */
    public InputStream in() {
        return in;
    }

    /** Where messages go. Not flushed by itself. */
    public OutputStream out() {
        return out;
    }

    /** Where other results go. */
    public PrintStream text() {
        return text;
    }

    /** Ends a command that could not write this to standard output: in silence if whoever read it has had enough. */
    public Failure lost(String what, IOException why) {
        return outMayEnd.getAsBoolean()
                ? Failure.unread()
                : Failure.world("cannot write " + (what.isEmpty() ? "" : what + " ") + "to standard output: "
                        + why.getMessage());
    }

    /** Where everything else goes. */
    public PrintStream err() {
        return err;
    }

    /** Who reads the results. */
    public Reader outReader() {
        return outReader;
    }

    /** Who reads what goes to {@link #err}. */
    public Reader errReader() {
        return errReader;
    }

    /** The colours that suit whoever reads the results. */
    public Style style() {
        return outReader == Reader.PERSON && Style.wanted() ? Style.COLOURED : Style.PLAIN;
    }
}
