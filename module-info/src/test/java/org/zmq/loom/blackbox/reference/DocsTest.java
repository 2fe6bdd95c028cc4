package org.zmq.loom.blackbox.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A difference between a document and the code can be read. */
class DocsTest {
    @Test
    void showsWhatWentAndWhatCameBelowWhatItBelongsTo() {
        List<String> before = List.of("class A", "    void a()", "    void b()", "class B", "    void c()");
        List<String> after =
                List.of("class A", "    void a()", "    int b()", "class B", "    void c()", "    void d()");
        assertThat(Docs.difference(before, after)).isEqualTo("""
                  class A
                -     void b()
                +     int b()
                  class B
                +     void d()
                """);
    }

    @Test
    void showsAllOfWhatIsNewOrGone() {
        assertThat(Docs.difference(List.of(), List.of("class A", "    void a()")))
                .isEqualTo("""
                + class A
                +     void a()
                """);
        assertThat(Docs.difference(List.of("class A"), List.of())).isEqualTo("- class A\n");
    }
}
