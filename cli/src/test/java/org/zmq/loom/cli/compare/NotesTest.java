package org.zmq.loom.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What people have written is found under the names of the rows. */
class NotesTest {
    private final Notes notes = new Notes("""
            # Title
            ## empty

            ## reason
            Two lines

            ### and a smaller heading
            ## measured
            Measured: 5 KiB
            By hand.
            """);

    @Test
    void aSectionGoesToTheNextHeadingOfItsLevel() {
        assertThat(notes.about("reason")).hasValue("Two lines\n\n### and a smaller heading");
        assertThat(notes.measured("reason")).isEmpty();
    }

    @Test
    void whatWasMeasuredIsNoReason() {
        assertThat(notes.measured("measured")).hasValue("5 KiB");
        assertThat(notes.about("measured")).hasValue("By hand.");
    }

    @Test
    void nothingIsSaidAboutOthers() {
        assertThat(notes.about("empty")).isEmpty();
        assertThat(notes.about("unknown")).isEmpty();
        assertThat(notes.measured("unknown")).isEmpty();
    }
}
