package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes as the text of RFC 32, and back. */
class Z85Test {
    private static final String ALPHABET =
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

    @ParameterizedTest
    @CsvSource({
        "864fd26fb559f75b, HelloWorld",
        "8e0bdd697628b91d8f245587ee95c5b04d48963f79259877b49cd9063aead3b7, JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6",
        "00000000, 00000",
        "00000001, 00001",
        "00000054, 0000#",
        "00000055, 00010",
        "ffffffff, %nSc0",
        "0000000000000000ffffffffffffffff, 0000000000%nSc0%nSc0",
    })
    void golden(String hex, String text) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(Z85.encode(bytes)).isEqualTo(text);
        assertThat(Z85.decode(text)).isEqualTo(bytes);
    }

    @Test
    void nothingIsNothing() {
        assertThat(Z85.encode(new byte[0])).isEmpty();
        assertThat(Z85.decode("")).isEmpty();
    }

    @Test
    void everyDigitCountsForItsPlaceInTheAlphabet() {
        for (int i = 0; i < ALPHABET.length(); i++) {
            assertThat(Z85.decode("0000" + ALPHABET.charAt(i))).containsExactly(0, 0, 0, i);
        }
    }

    @Property
    void decodesWhatItEncodes(@ForAll("fours") byte[] bytes) {
        String text = Z85.encode(bytes);
        assertThat(text).hasSize(bytes.length / 4 * 5);
        assertThat(text.chars()).allMatch(c -> ALPHABET.indexOf(c) >= 0);
        assertThat(Z85.decode(text)).isEqualTo(bytes);
    }

    @Property
    void encodesWhatItDecodesOrRefusesIt(@ForAll("texts") String text) {
        byte[] bytes;
        try {
            bytes = Z85.decode(text);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("more than four bytes");
            return;
        }
        assertThat(Z85.encode(bytes)).isEqualTo(text);
    }

    @Property
    void answersAnyTextWithBytesOrWithAReason(@ForAll String text) {
        try {
            assertThat(Z85.encode(Z85.decode(text))).isEqualTo(text);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("EINVAL: ");
        }
    }

    @Property(tries = 50)
    void refusesBytesThatDoNotComeInFours(
            @ForAll @IntRange(max = 40) int fours, @ForAll @IntRange(min = 1, max = 3) int more) {
        int length = 4 * fours + more;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Z85.encode(new byte[length]))
                .withMessageContaining("multiple of 4")
                .withMessageContaining(Integer.toString(length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1234", "123456", "HelloWorl"})
    void refusesTextThatDoesNotComeInFives(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Z85.decode(text))
                .withMessageContaining("multiple of 5")
                .withMessageContaining(Integer.toString(text.length()));
    }

    @ParameterizedTest
    @CsvSource({"'123\"5', '\"', 3", "é2345, é, 0", "'Hello orld', ' ', 5", "0123~, ~, 4", "'0123\u20ac', '\u20ac', 4"})
    void namesTheCharacterThatIsNotInItsAlphabet(String text, String wrong, int index) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Z85.decode(text))
                .withMessageContaining("'" + wrong + "' at character " + index);
    }

    @ParameterizedTest
    @CsvSource({"#####, 0", "%nSc1, 0", "HelloWorld%nSc1, 10", "00000#####00000, 5"})
    void namesTheGroupThatIsMoreThanFourBytes(String text, int index) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Z85.decode(text))
                .withMessageContaining("group at character " + index)
                .withMessageContaining("more than four bytes");
    }

    @Provide
    Arbitrary<byte[]> fours() {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(64)
                .map(some -> Arrays.copyOf(some, some.length / 4 * 4));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars(ALPHABET.toCharArray())
                .ofMaxLength(40)
                .map(some -> some.substring(0, some.length() / 5 * 5));
    }
}
