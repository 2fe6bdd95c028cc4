package org.zmq.loom.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.AddressBlock;
import org.zmq.loom.Context;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Errno;
import org.zmq.loom.Message;
import org.zmq.loom.MonitorFormat;
import org.zmq.loom.PeerSocket;
import org.zmq.loom.Poller;
import org.zmq.loom.SocketType;
import org.zmq.loom.Timers;
import org.zmq.loom.Z85;
import org.zmq.loom.ZmqArgumentException;
import org.zmq.loom.ZmqFailure;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.ZmqProxy;
import org.zmq.loom.ZmqStateException;

/** Whatever the library throws at its caller for a mistake of the caller's has an error number. */
class MistakesTest {
    private static final Set<String> WITHOUT_A_NUMBER =
            Set.of("java/lang/IllegalArgumentException", "java/lang/IllegalStateException");

    /** Those that are caught inside, or that only a mistake of the library's could bring about. */
    private static final List<String> INSIDE = List.of(
            "org/zmq/loom/Values", // Option.parse says what it was
            "org/zmq/loom/internal/MessageAccess",
            "org/zmq/loom/internal/pattern/TopicTree",
            "org/zmq/loom/internal/pipe/MessagePipe",
            "org/zmq/loom/transport/linux/SystemCalls");

    /** Something that nobody should do, and what libzmq calls it. */
    record Mistake(Errno errno, String what, Attempt attempt) {
        @Override
        public String toString() {
            return errno + " " + what;
        }
    }

    /** What is tried. */
    interface Attempt {
        void with(Context context) throws Exception;
    }

    private static Mistake invalid(String what, Attempt attempt) {
        return new Mistake(Errno.EINVAL, what, attempt);
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                invalid("an endpoint without a scheme", context -> context.pull()
                        .bind("here")),
                invalid("an endpoint without an address", context -> new Endpoint("tcp", "")),
                invalid("a tcp endpoint without a port", context -> context.push()
                        .connect("tcp://localhost")),
                invalid("an option out of range", context -> context.push().set(ZmqOption.SEND_HWM, -1)),
                invalid("an option of other sockets", context -> context.push().set(ZmqOption.REQ_RELAXED, true)),
                invalid("an option that is no setting", context -> context.sub().set(ZmqOption.SUBSCRIBE, new byte[1])),
                invalid("an option without a value", context -> context.pull().get(ZmqOption.FD)),
                invalid("an option of an endpoint", context -> context.push()
                        .connect("inproc://x", ZmqOptions.none().with(ZmqOption.RECEIVE_HWM, -1))),
                invalid("text that is no value", context -> ZmqOption.SEND_HWM.parse("many")),
                invalid("a context's option", context -> Context.builder().maxSockets(0)),
                invalid("a context's memory", context -> Context.builder().memory(0)),
                invalid("a context's own end", MistakesTest::closeFromInside),
                invalid("no messages", context -> context.pull().receiveAll(0)),
                invalid("nothing to poll for", context -> context.poller().poll(Duration.ZERO, 0)),
                invalid("a socket that is not polled", context -> context.poller()
                        .modify(context.pull())),
                new Mistake(Errno.EFAULT, "a poller that is closed", MistakesTest::addToAClosedPoller),
                invalid("a proxy between two that send", context -> ZmqProxy.run(context.push(), context.push())),
                invalid("an interval below zero", context -> new Timers().add(Duration.ofMillis(-1), timer -> {})),
                invalid("a timer that is over", MistakesTest::setACancelledTimer),
                invalid("a group with a zero", context -> context.dish().join("\0")),
                invalid("a group that was not joined", context -> context.dish().leave("x")),
                invalid("frames for a SCATTER", context -> context.scatter().send(Message.of("1", "2"))),
                invalid("frames for a RADIO", context -> context.radio().send(Message.of("1", "2"))),
                invalid("one frame for a STREAM", context -> context.stream().send(Message.of("1"))),
                invalid("one frame for a DGRAM", context -> context.dgram().send(Message.of("1"))),
                invalid("a subscription of nobody", context -> context.xpub().subscribe("x")),
                invalid("a monitor of another type", context -> context.pull()
                        .monitor("inproc://m", Set.of(), MonitorFormat.V1, SocketType.PULL)),
                invalid("statistics for nobody", context -> context.pull().tellPipeStats()),
                invalid("the only frame of two", context -> Message.of("1", "2").bytes()),
                invalid("a reply to nobody", context -> Message.of("1").reply("2")),
                invalid("a message without frames", context -> Message.builder().build()),
                invalid("the number 0", context -> Message.of("1").withRoutingId(0)),
                new Mistake(Errno.EFAULT, "a message that was given back", MistakesTest::sendAReleasedMessage),
                new Mistake(Errno.EFAULT, "a peer that is not there", MistakesTest::connectPeerWhenItIsThere),
                invalid("no block of addresses", context -> AddressBlock.parse("localhost")),
                invalid("a block of too many bits", context -> AddressBlock.parse("10.0.0.0/33")),
                invalid("a block of no number of bits", context -> AddressBlock.parse("10.0.0.0/x")),
                invalid("bytes that Z85 has not", context -> Z85.encode(new byte[3])),
                invalid("text that Z85 has not", context -> Z85.decode("     ")));
    }

    private static void closeFromInside(Context context) throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        context.fork("closes", () -> {
            try {
                context.close();
                end.complete(null);
            } catch (IllegalStateException e) {
                end.completeExceptionally(e);
            }
        });
        try {
            end.get();
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private static void addToAClosedPoller(Context context) {
        Poller poller = context.poller();
        poller.close();
        poller.add(context.pull(), Poller.Interest.RECEIVE);
    }

    private static void setACancelledTimer(Context context) {
        Timers.Timer timer = new Timers().add(Duration.ZERO, fired -> {});
        timer.cancel();
        timer.reset();
    }

    private static void sendAReleasedMessage(Context context) throws InterruptedException {
        Message message = Message.wrap(new byte[1], () -> {});
        message.release();
        context.push().send(message);
    }

    private static void connectPeerWhenItIsThere(Context context) {
        PeerSocket peer = context.peer();
        peer.set(ZmqOption.IMMEDIATE, true);
        peer.connectPeer("inproc://nobody");
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void sayWhichErrorTheyAre(Mistake mistake) {
        try (Context context = Context.builder().linger(Duration.ZERO).build()) {
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> mistake.attempt.with(context))
                    .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
                    .withMessageStartingWith(mistake.errno + ": ")
                    .satisfies(thrown -> {
                        assertThat(thrown).isInstanceOfAny(ZmqArgumentException.class, ZmqStateException.class);
                        assertThat(((ZmqFailure) thrown).errno()).isEqualTo(mistake.errno);
                        assertThat(Errno.of(thrown)).contains(mistake.errno);
                    });
        }
    }

    @Test
    void areThrownWithAnErrorNumberEverywhere() throws IOException {
        Set<String> throwing = new TreeSet<>();
        int looked = 0;
        for (ResolvedModule module : Java.ourModules()) {
            if (module.name().equals("org.zmq.loom")) {
                continue; // it has no class but those of these tests
            }
            try (ModuleReader reader = module.reference().open();
                    Stream<String> files = reader.list()) {
                for (String file : files.filter(name -> name.endsWith(".class")).toList()) {
                    looked++;
                    ClassModel type = ClassFile.of().parse(bytes(reader, file));
                    if (makesOneWithoutANumber(type)) {
                        throwing.add(type.thisClass().asInternalName());
                    }
                }
            }
        }
        assertThat(looked).isGreaterThan(200);
        assertThat(throwing).containsExactlyElementsOf(INSIDE);
    }

    private static byte[] bytes(ModuleReader reader, String file) throws IOException {
        try (InputStream in = reader.open(file).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    private static boolean makesOneWithoutANumber(ClassModel type) {
        return type.methods().stream()
                .map(MethodModel::code)
                .flatMap(Optional::stream)
                .flatMap(CodeModel::elementStream)
                .anyMatch(MistakesTest::makesOneWithoutANumber);
    }

    private static boolean makesOneWithoutANumber(CodeElement element) {
        return element instanceof NewObjectInstruction made
                && WITHOUT_A_NUMBER.contains(made.className().asInternalName());
    }
}
