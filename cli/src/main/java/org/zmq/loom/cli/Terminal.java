package org.zmq.loom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The standard streams of one run, and whether a person looks at them.
 *
 * <p>Standard output is a plain stream, because what is written to it can fail, and a command has to know. Text is UTF-8 everywhere.
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
    private final Reader outReader;
    private final Reader errReader;

    private Terminal(InputStream in, OutputStream out, OutputStream err, Reader outReader, Reader errReader) {
        this.in = in;
        this.out = out;
        text = new PrintStream(out, true, UTF_8);
        this.err = new PrintStream(err, true, UTF_8);
        this.outReader = outReader;
        this.errReader = errReader;
    }

    /** The streams of the process. The launcher, which can ask the system, says which are terminals. */
    static Terminal system() {
        return new Terminal(
                System.in,
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.err), 1024),
                reader("zmq.stdout.terminal"),
                reader("zmq.stderr.terminal"));
    }

    private static Reader reader(String property) {
        return Boolean.getBoolean(property) ? Reader.PERSON : Reader.PROGRAM;
    }

    /** Streams that nobody looks at. */
    public static Terminal of(InputStream in, OutputStream out, OutputStream err) {
        return new Terminal(in, out, err, Reader.PROGRAM, Reader.PROGRAM);
    }

    /** Where input comes from. */
    public InputStream in() {
        return in;
    }

    /** Where messages go; writing fails when nobody reads any more. Not flushed by itself. */
    public OutputStream out() {
        return out;
    }

    /** Where other results go. */
    public PrintStream text() {
        return text;
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
