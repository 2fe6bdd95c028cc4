package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints as text. */
class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:5555, tcp, 127.0.0.1:5555",
        "tcp://*:*, tcp, *:*",
        "tcp://[::1]:80, tcp, [::1]:80",
        "inproc://a, inproc, a",
        "inproc://a://b, inproc, a://b",
        "inproc:///, inproc, /",
        "TCP://x, TCP, x",
        "ipc://@abstract, ipc, @abstract",
    })
    void hasASchemeAndAnAddress(String text, String scheme, String address) {
        assertThat(Endpoint.parse(text))
                .isEqualTo(new Endpoint(scheme, address))
                .hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tcp", "tcp:", "tcp:/x", "tcp:127.0.0.1:5555", "tcp://", "://", "://x", "//x", ":"})
    void refusesTextWithoutBoth(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse(text))
                .withMessageStartingWith("EINVAL")
                .withMessageContaining("\"" + text + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://h:1, 1",
        "tcp://h:65535, 65535",
        "tcp://[::1]:80, 80",
        "x://a:b:7, 7",
        "tcp://s:1;h:2, 2",
        "tcp://h:0, 0"
    })
    void knowsThePort(String text, int port) {
        assertThat(Endpoint.parse(text).port()).hasValue(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://h",
                "tcp://h:",
                "tcp://h:*",
                "tcp://h:80x",
                "tcp://h:-1",
                "tcp://h:65536",
                "tcp://h:99999",
                "tcp://h:100000",
                "inproc://5555",
                "tcp://h:٣"
            })
    void knowsNoPortWhereThereIsNone(String text) {
        assertThat(Endpoint.parse(text).port()).isEmpty();
    }

    @Property
    void readsTheTextItWrites(@ForAll @NotEmpty @AlphaChars String scheme, @ForAll @NotEmpty String address) {
        Endpoint endpoint = new Endpoint(scheme, address);
        assertThat(Endpoint.parse(endpoint.toString())).isEqualTo(endpoint);
    }

    @Test
    void isEqualByItsText() {
        assertThat(Endpoint.parse("tcp://localhost:1")).isNotEqualTo(Endpoint.parse("tcp://127.0.0.1:1"));
    }
}
