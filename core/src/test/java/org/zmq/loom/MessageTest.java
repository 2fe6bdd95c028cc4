package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmq.loom.internal.MessageAccess;
import org.zmq.loom.support.Messages;

/** Messages: frames of bytes that do not change. */
class MessageTest {
    private static Message received(Map<String, String> properties, boolean addressed, String... frames) {
        MessageAccess access = MessageAccess.get();
        byte[][] bytes = new byte[frames.length][];
        for (int i = 0; i < frames.length; i++) {
            bytes[i] = frames[i].getBytes(UTF_8);
        }
        return access.received(bytes, access.origin(properties, addressed));
    }

    // ---- making them ----

    @Test
    void isMadeOfTextBytesBuffersAndSegments() {
        byte[] bytes = "grün".getBytes(UTF_8);
        assertThat(Message.of("grün").bytes()).isEqualTo(bytes);
        assertThat(Message.of(bytes).text()).isEqualTo("grün");
        assertThat(Message.wrap(bytes)).isEqualTo(Message.of("grün"));
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, 2);
        assertThat(Message.of(buffer).text()).isEqualTo("rü".substring(0, 1) + new String(bytes, 2, 1, UTF_8));
        assertThat(buffer.position()).isEqualTo(1);
        assertThat(Message.of(ByteBuffer.allocateDirect(3))).isEqualTo(Message.of(new byte[3]));
        assertThat(Message.of(MemorySegment.ofArray(bytes)).text()).isEqualTo("grün");
        assertThat(Message.empty().size()).isZero();
        assertThat(Message.of("")).isEqualTo(Message.empty());
    }

    @Test
    void isMadeOfSeveralFrames() {
        Message message = Message.of("a", "", "ccc");
        assertThat(message.frameCount()).isEqualTo(3);
        assertThat(message.size()).isEqualTo(4);
        assertThat(message.text(0)).isEqualTo("a");
        assertThat(message.frame(1)).isEmpty();
        assertThat(message.text(2)).isEqualTo("ccc");
        assertThat(Message.of(new byte[] {'a'}, new byte[0], "ccc".getBytes(UTF_8)))
                .isEqualTo(message);
        assertThat(Message.wrap(new byte[] {'a'}, new byte[0], "ccc".getBytes(UTF_8)))
                .isEqualTo(message);
    }

    @Test
    void refusesASegmentThatIsLargerThanAnArray(@TempDir Path folder) throws IOException {
        try (FileChannel sparse = FileChannel.open(
                        folder.resolve("huge"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
                Arena arena = Arena.ofConfined()) {
            MemorySegment huge = sparse.map(FileChannel.MapMode.READ_WRITE, 0, Integer.MAX_VALUE - 7L, arena);
            assertThatExceptionOfType(ZmqException.TooLarge.class)
                    .isThrownBy(() -> Message.of(huge))
                    .withMessageContaining("2147483640")
                    .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.EMSGSIZE));
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without a checker can do
    void refusesNoFrame() {
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> Message.wrap((byte[]) null));
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Message.wrap(new byte[0], (byte[]) null));
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> Message.of(new byte[0], (byte[]) null));
    }

    // ---- they do not change ----

    @Test
    void copiesWhatItIsMadeOfAndWhatItHandsOut() {
        byte[] one = {1};
        byte[] two = {2};
        Message single = Message.of(one);
        Message several = Message.of(one, two);
        one[0] = 9;
        two[0] = 9;
        single.bytes()[0] = 9;
        several.frame(0)[0] = 9;
        several.frame(1)[0] = 9;
        assertThat(single).isEqualTo(Message.wrap(new byte[] {1}));
        assertThat(several).isEqualTo(Message.wrap(new byte[] {1}, new byte[] {2}));
    }

    @Test
    void copiesBuffersSegmentsAndAddresses() {
        byte[] bytes = {1};
        Message ofBuffer = Message.of(ByteBuffer.wrap(bytes));
        Message ofSegment = Message.of(MemorySegment.ofArray(bytes));
        Message behind = Message.of("x").behind(bytes);
        bytes[0] = 9;
        assertThat(ofBuffer.bytes()).containsExactly(1);
        assertThat(ofSegment.bytes()).containsExactly(1);
        assertThat(behind.frame(0)).containsExactly(1);
    }

    @Test
    void arrayOfFramesIsCopiedEvenIfTheFramesAreShared() {
        byte[][] more = {{2}, {3}};
        Message message = Message.wrap(new byte[] {1}, more);
        more[0] = new byte[] {9};
        assertThat(message.frame(1)).containsExactly(2);
    }

    @Test
    void wrapSharesTheArray() {
        byte[] bytes = {1};
        Message message = Message.wrap(bytes);
        assertThat(MessageAccess.get().first(message)).isSameAs(bytes);
    }

    @Test
    void viewsAreReadOnly() {
        Message message = Message.of("abc", "d");
        ByteBuffer view = message.buffer(0);
        assertThat(view.isReadOnly()).isTrue();
        assertThat(view.hasArray()).isFalse();
        assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> view.put(0, (byte) 9));
        assertThat(message.buffer(0)).isNotSameAs(view).isEqualTo(ByteBuffer.wrap("abc".getBytes(UTF_8)));
    }

    // ---- one frame or several ----

    @Test
    void hasBytesAndTextOnlyIfItHasOneFrame() {
        Message several = Message.of("a", "b");
        assertThatIllegalStateException().isThrownBy(several::text).withMessageContaining("2 frames");
        assertThatIllegalStateException().isThrownBy(several::bytes);
    }

    @Test
    void hasNoOtherFrames() {
        for (Message message : List.of(Message.of("a"), Message.of("a", "b"))) {
            for (int index : new int[] {-1, message.frameCount(), Integer.MAX_VALUE}) {
                assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> message.frame(index));
                assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> message.text(index));
                assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> message.buffer(index));
            }
        }
    }

    // ---- equality ----

    @Test
    void isEqualIfItsFramesAre() {
        assertThat(Message.of("a", "b")).isEqualTo(Message.of("a", "b")).hasSameHashCodeAs(Message.of("a", "b"));
        assertThat(Message.of("a")).isNotEqualTo(Message.of("b"));
        assertThat(Message.of("ab")).isNotEqualTo(Message.of("a", "b"));
        assertThat(Message.of("a", "b")).isNotEqualTo(Message.of("a", "b", ""));
        assertThat(Message.of("a")).isNotEqualTo("a");
        assertThat(received(Map.of("x", "y"), true, "a")).isEqualTo(Message.of("a"));
    }

    @Test
    void describesItself() {
        assertThat(Message.of("text", "").toString()).isEqualTo("Message[\"text\", \"\"]");
        assertThat(Message.of(new byte[] {0}).toString()).isEqualTo("Message[1 bytes]");
        assertThat(Message.of("x".repeat(33)).toString()).isEqualTo("Message[33 bytes]");
        assertThat(Message.of("1", "2", "3", "4", "5", "6", "7", "8", "9").toString())
                .isEqualTo("Message[\"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\", … 9 frames]");
    }

    // ---- frames one after the other ----

    @Test
    void hasFramesToGoThrough() {
        List<String> texts = new ArrayList<>();
        for (ByteBuffer frame : Message.of("a", "", "grün")) {
            assertThat(frame.isReadOnly()).isTrue();
            texts.add(UTF_8.decode(frame).toString());
        }
        assertThat(texts).containsExactly("a", "", "grün");
        assertThat(Message.of("alone")).containsExactly(ByteBuffer.wrap("alone".getBytes(UTF_8)));
        assertThat(Message.empty()).containsExactly(ByteBuffer.allocate(0));
    }

    @Test
    void framesAreViewsThatEachHaveTheirOwnPosition() {
        byte[] shared = {1, 2, 3};
        Message message = Message.wrap(shared);
        ByteBuffer first = message.iterator().next();
        assertThat(first.get()).isEqualTo((byte) 1);
        assertThat(message.iterator().next().remaining()).isEqualTo(3);
        shared[1] = 9; // nobody should: it shows that nothing was copied
        assertThat(first.get()).isEqualTo((byte) 9);
        assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> first.put(0, (byte) 0));
    }

    @Test
    void framesEndAndCannotBeRemoved() {
        Iterator<ByteBuffer> frames = Message.of("a", "b").iterator();
        assertThat(frames.hasNext()).isTrue();
        frames.next();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(frames::remove);
        frames.next();
        assertThat(frames.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(frames::next);
    }

    @Test
    void framesOfLentMemoryEndWithTheLoan() {
        Message message = Message.wrap("x".getBytes(UTF_8), () -> {});
        assertThat(message).hasSize(1);
        Iterator<ByteBuffer> frames = message.iterator();
        message.release();
        assertThatExceptionOfType(ZmqStateException.class).isThrownBy(frames::next);
    }

    // ---- behind and without ----

    @Test
    void isPutBehindTextToo() {
        Message message = Message.of("body", "more");
        assertThat(message.behind("grün")).isEqualTo(Message.of("grün", "body", "more"));
        assertThat(message.behind("a", "", "b")).isEqualTo(Message.of("a", "", "b", "body", "more"));
        assertThat(message.behind("a").without(1)).isEqualTo(message);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void withoutTakesAwayWhatBehindPutsThere(@ForAll("messages") Message message, @ForAll("messages") Message address) {
        byte[][] frames = new byte[address.frameCount()][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = address.frame(i);
        }
        Message both = message.behind(frames);
        assertThat(both.frameCount()).isEqualTo(message.frameCount() + frames.length);
        assertThat(both.frame(0)).isEqualTo(frames[0]);
        assertThat(both.size()).isEqualTo(message.size() + address.size());
        assertThat(both.without(frames.length)).isEqualTo(message).hasSameHashCodeAs(message);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void withoutLeavesTheLastFrames(@ForAll("messages") Message message, @ForAll @IntRange(max = 4) int count) {
        if (count >= message.frameCount()) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> message.without(count));
        } else {
            Message rest = message.without(count);
            assertThat(rest.frameCount()).isEqualTo(message.frameCount() - count);
            for (int i = 0; i < rest.frameCount(); i++) {
                assertThat(rest.frame(i)).isEqualTo(message.frame(count + i));
            }
        }
    }

    @Provide
    Arbitrary<Message> messages() {
        return Messages.any();
    }

    @Test
    void withoutNothingIsItself() {
        Message message = Message.of("a", "b");
        assertThat(message.without(0)).isSameAs(message);
        assertThat(message.behind()).isEqualTo(message);
        assertThat(Message.of("a").behind()).isEqualTo(Message.of("a"));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> message.without(-1));
    }

    // ---- where it came from ----

    @Test
    void knowsWhereItCameFrom() {
        Message message = received(Map.of("Peer-Address", "127.0.0.1"), false, "a", "b");
        assertThat(message.property("Peer-Address")).contains("127.0.0.1");
        assertThat(message.property("peer-address")).isEmpty();
        assertThat(message.without(1).property("Peer-Address")).contains("127.0.0.1");
        assertThat(message.behind(new byte[1]).property("Peer-Address")).contains("127.0.0.1");
        assertThat(Message.of("a").property("Peer-Address")).isEmpty();
    }

    @Test
    void tellsAllThatItKnowsOfThePeer() {
        Map<String, String> known = Map.of("Peer-Address", "127.0.0.1", "X-Room", "7", "Identity", "anna");
        Message message = received(known, false, "a", "b");
        assertThat(message.properties()).isEqualTo(known);
        assertThat(message.without(1).properties()).isEqualTo(known);
        assertThat(message.property("X-Room")).contains("7");
        assertThat(Message.of("a").properties()).isEmpty();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> message.properties().put("a", "b"));
    }

    @Test
    void routingIdHasTwoNames() {
        for (String name : List.of("Identity", "Routing-Id")) {
            Message message = received(Map.of(name, "anna"), false, "a");
            assertThat(message.property("Identity")).contains("anna");
            assertThat(message.property("Routing-Id")).contains("anna");
        }
        Message both = received(Map.of("Identity", "anna", "Routing-Id", "berta"), false, "a");
        assertThat(both.property("Identity")).contains("anna");
        assertThat(both.property("Routing-Id")).contains("berta");
        assertThat(received(Map.of(), false, "a").property("Identity")).isEmpty();
    }

    @Test
    void answersADealerBehindItsRoutingId() {
        Message question = received(Map.of(), true, "id", "question");
        assertThat(question.reply("answer")).isEqualTo(Message.of("id", "answer"));
        assertThat(question.reply(Message.of("two", "frames"))).isEqualTo(Message.of("id", "two", "frames"));
    }

    @Test
    void answersARequesterBehindItsEnvelope() {
        assertThat(received(Map.of(), true, "id", "", "question").reply("answer"))
                .isEqualTo(Message.of("id", "", "answer"));
        assertThat(received(Map.of(), true, "id", "hop", "", "question", "").reply("answer"))
                .isEqualTo(Message.of("id", "hop", "", "answer"));
    }

    @Test
    void answerDoesNotKnowWhereTheQuestionCameFrom() {
        Message answer = received(Map.of("x", "y"), true, "id", "question").reply("answer");
        assertThat(answer.property("x")).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> answer.reply("again"));
    }

    @Test
    void onlyAMessageOfARouterKnowsWhomToAnswer() {
        assertThatIllegalStateException().isThrownBy(() -> Message.of("a", "b").reply("c"));
        assertThatIllegalStateException()
                .isThrownBy(() -> received(Map.of(), false, "a", "b").reply("c"));
    }

    @Test
    void messageWhoseAddressWasTakenOffCannotBeAnswered() {
        Message question = received(Map.of(), true, "id", "", "question");
        assertThatIllegalStateException().isThrownBy(() -> question.without(1).reply("to whom?"));
        assertThatIllegalStateException().isThrownBy(() -> question.without(2).reply("to whom?"));
        assertThatIllegalStateException()
                .isThrownBy(() -> question.behind(new byte[1]).reply("to whom?"));
        assertThat(question.without(0).reply("answer")).isEqualTo(Message.of("id", "", "answer"));
    }

    // ---- senders and receivers ----

    @Test
    void knowsItsSenderIfTheFirstFrameIsItsRoutingId() {
        Message request = received(Map.of(), true, "anna", "", "question");
        assertThat(request.sender()).contains(RoutingId.of("anna"));
        assertThat(request.sender().orElseThrow().bytes()).isEqualTo("anna".getBytes(UTF_8));
        assertThat(received(Map.of(), false, "anna", "question").sender()).isEmpty();
        assertThat(Message.of("anna", "question").sender()).isEmpty();
        assertThat(request.without(1).sender()).isEmpty();
        assertThat(request.behind("other").sender()).isEmpty();
        assertThat(request.reply("answer").sender()).isEmpty();
    }

    @Test
    void isPutBehindTheRoutingIdOfItsReceiver() {
        assertThat(Message.of("on").behind(RoutingId.of("lamp-7"))).isEqualTo(Message.of("lamp-7", "on"));
        Message request = received(Map.of(), true, "anna", "question");
        assertThat(Message.of("answer").behind("").behind(request.sender().orElseThrow()))
                .isEqualTo(Message.of("anna", "", "answer"));
    }

    // ---- routing ids and groups ----

    @Test
    void hasNoRoutingIdAndNoGroupUnlessItIsGivenOne() {
        assertThat(Message.of("a").routingId()).isZero();
        assertThat(Message.of("a").group()).isEmpty();
        assertThat(received(Map.of("x", "y"), false, "a").routingId()).isZero();
        assertThat(received(Map.of("x", "y"), false, "a").group()).isEmpty();
    }

    @Test
    void keepsARoutingIdAndAGroupBesideEachOther() {
        Message message = Message.of("a").withGroup("TV").withRoutingId(-5);
        assertThat(message.group()).isEqualTo("TV");
        assertThat(message.routingId()).isEqualTo(-5);
        Message other = message.withGroup("").withRoutingId(7);
        assertThat(other.group()).isEmpty();
        assertThat(other.routingId()).isEqualTo(7);
        assertThat(message.group()).isEqualTo("TV");
        assertThat(message.routingId()).isEqualTo(-5);
    }

    @Test
    void equalsTheSameFramesForOthers() {
        assertThat(Message.of("a").withGroup("TV").withRoutingId(1)).isEqualTo(Message.of("a"));
    }

    @Test
    void keepsItsPropertiesWhenItGetsAGroupOrARoutingId() {
        Message message = received(Map.of("x", "y"), false, "a").withGroup("g").withRoutingId(1);
        assertThat(message.property("x")).contains("y");
    }

    @Test
    void refusesTheRoutingIdThatNoPeerHas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Message.of("a").withRoutingId(0))
                .withMessageStartingWith("EINVAL");
    }

    @Test
    void refusesAGroupThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Message.of("a").withGroup("x".repeat(256)))
                .withMessageContaining("256");
        assertThatIllegalArgumentException().isThrownBy(() -> Message.of("a").withGroup("é".repeat(128)));
        assertThatIllegalArgumentException().isThrownBy(() -> Message.of("a").withGroup("a\0b"));
        assertThat(Message.of("a").withGroup("x".repeat(255)).group()).hasSize(255);
        assertThat(Message.of("a").withGroup("é".repeat(127)).group()).hasSize(127);
    }

    @Test
    void answersAPeerByItsNumber() {
        Message answer = Message.of("question").withRoutingId(-5).reply("answer");
        assertThat(answer).isEqualTo(Message.of("answer"));
        assertThat(answer.routingId()).isEqualTo(-5);
    }
}
