package org.zmq.loom.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.spi.PeerViolation;
import org.zmq.loom.support.Rfc;

/** The properties of a peer, as bytes and back. */
class MetadataTest {
    @Test
    @Rfc(number = 37, says = "write a property as length, name, four bytes of length, value")
    void writesThemAsTheWireHasThem() {
        Map<String, byte[]> properties = new LinkedHashMap<>();
        properties.put("Socket-Type", "REQ".getBytes(US_ASCII));
        properties.put("Identity", new byte[0]);
        assertThat(Metadata.encode(properties))
                .isEqualTo(Bytes.of("0b 'Socket-Type' 00000003 'REQ' 08 'Identity' 00000000"));
        assertThat(Metadata.encode(Map.of())).isEmpty();
    }

    @Test
    void readsNothingFromNothing() throws PeerViolation {
        assertThat(decoded("")).isEmpty();
    }

    @Test
    void keepsTheFirstOfTwoOfTheSameName() throws PeerViolation {
        assertThat(Metadata.asText(decoded("01 'a' 00000001 '1' 01 'a' 00000001 '2'")))
                .isEqualTo(Map.of("a", "1"));
    }

    @Test
    void tellsNamesApartByTheirCaseAsLibzmqDoes() throws PeerViolation {
        assertThat(decoded("01 'a' 00000001 '1' 01 'A' 00000001 '2'")).containsOnlyKeys("a", "A");
    }

    @Test
    void acceptsAnEmptyName() throws PeerViolation {
        assertThat(decoded("00 00000001 '1'")).containsOnlyKeys("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "01",
                "05 'abc'",
                "01 'a'",
                "01 'a' 000000",
                "01 'a' 00000001",
                "01 'a' 7fffffff 'x'",
                "01 'a' 80000000 'x'",
                "01 'a' ffffffff",
                "01 'a' 00000001 '1' 01",
            })
    void refusesWhatIsCutOff(String bytes) {
        assertThat(catchThrowableOfType(PeerViolation.class, () -> decoded(bytes))
                        .error())
                .isEqualTo(ProtocolError.ZMTP_INVALID_METADATA);
    }

    @Property
    void readsWhatItWrites(@ForAll("properties") Map<String, byte[]> properties) throws PeerViolation {
        Map<String, byte[]> read = Metadata.decode(ByteBuffer.wrap(Metadata.encode(properties)));
        assertThat(List.copyOf(read.keySet())).isEqualTo(List.copyOf(properties.keySet()));
        properties.forEach((name, value) -> assertThat(read.get(name)).isEqualTo(value));
    }

    @Provide
    Arbitrary<Map<String, byte[]>> properties() {
        return Arbitraries.maps(
                        Arbitraries.strings().ascii().ofMaxLength(255),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(300))
                .ofMaxSize(5);
    }

    @Property(tries = 2000)
    void anyBytesMakePropertiesOrAViolation(@ForAll @Size(max = 40) byte[] bytes) {
        try {
            assertThat(Metadata.decode(ByteBuffer.wrap(bytes))).isNotNull();
        } catch (PeerViolation e) {
            assertThat(e.error()).isEqualTo(ProtocolError.ZMTP_INVALID_METADATA);
        }
    }

    private static Map<String, byte[]> decoded(String bytes) throws PeerViolation {
        return Metadata.decode(ByteBuffer.wrap(bytes.isEmpty() ? new byte[0] : Bytes.of(bytes)));
    }
}
