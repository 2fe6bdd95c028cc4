package org.zmq.loom.cli.sockets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.Message;
import org.zmq.loom.cli.Failure;

/** Messages stand in lines as text or as hexadecimal digits. */
class MessageFormatTest {
    private static String text(Message message) {
        return new String(MessageFormat.text(null).format(message), UTF_8);
    }

    private static Message bytes(String hex) {
        return Message.wrap(HexFormat.of().parseHex(hex));
    }

    @Test
    void textIsOneFrameUnlessThereIsASeparator() {
        assertThat(MessageFormat.text(null).parse("a b\tc")).isEqualTo(Message.of("a b\tc"));
        assertThat(MessageFormat.text(" ".getBytes(UTF_8)).parse("a b")).isEqualTo(Message.of("a", "b"));
        assertThat(MessageFormat.text("||".getBytes(UTF_8)).parse("a||||b|")).isEqualTo(Message.of("a", "", "b|"));
    }

    @Test
    void framesAreShownWithATabBetweenThem() {
        assertThat(text(Message.of("topic", "", "grüße"))).isEqualTo("topic\t\tgrüße");
    }

    @Test
    void whatWouldBreakTheLineIsShownAsAnEscape() {
        assertThat(text(bytes("610a62"))).isEqualTo("a\\nb");
        assertThat(text(bytes("610d"))).isEqualTo("a\\r");
        assertThat(text(bytes("006b8000ff7f1b"))).isEqualTo("\\x00k\\x80\\x00\\xff\\x7f\\x1b");
        assertThat(text(bytes("c285"))).as("a control character of two bytes").isEqualTo("\\xc2\\x85");
    }

    @Test
    void hexHasASpaceBetweenFramesAndAnUnderscoreForAnEmptyOne() {
        MessageFormat hex = MessageFormat.hex(null);
        Message message = Message.wrap(new byte[] {1, -1}, new byte[0], new byte[] {0});
        assertThat(hex.format(message)).asString(UTF_8).isEqualTo("01ff _ 00");
        assertThat(hex.parse("01FF _ 00")).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "xx", "0x01", "é1"})
    void whatIsNotHexIsRefusedWithWhatWasSeen(String line) {
        assertThatThrownBy(() -> MessageFormat.hex(null).parse(line))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("is not hexadecimal");
    }
}
