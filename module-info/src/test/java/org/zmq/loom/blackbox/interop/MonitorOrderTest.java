package org.zmq.loom.blackbox.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Message;
import org.zmq.loom.MonitorEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.blackbox.events.MonitorReader;

/** The same things are done to two sockets of libzmq and to two of ours, and their monitors tell the same story. */
@Timeout(60)
class MonitorOrderTest {
    @RegisterExtension
    static final Theirs<Libzmq> THEIRS = new Theirs<>(Libzmq::start);

    @RegisterExtension
    final OurContext our = new OurContext();

    /** A socket whose monitor is read. */
    interface Watched {
        End end();

        /** The name of the next event. */
        String event() throws InterruptedException;

        default List<String> eventsTo(String last) throws InterruptedException {
            return eventsTo(last, 1);
        }

        /** The names of the next events, up to the one that has come so often. */
        default List<String> eventsTo(String last, int times) throws InterruptedException {
            List<String> events = new ArrayList<>();
            int seen = 0;
            while (seen < times) {
                events.add(event());
                seen += events.getLast().equals(last) ? 1 : 0;
            }
            return events;
        }
    }

    /** Where the sockets of a story come from. */
    @FunctionalInterface
    interface Maker {
        Watched socket(SocketType type);
    }

    /** What is done, and what was told of it. */
    @FunctionalInterface
    interface Doing {
        List<String> told(Maker maker) throws InterruptedException;
    }

    record Story(String name, Doing doing) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Ours(OurEnd end, MonitorReader reader) implements Watched {
        @Override
        public String event() throws InterruptedException {
            return reader.next().name();
        }
    }

    private record TheirSocket(Libzmq.LibzmqSocket end) implements Watched {
        @Override
        public String event() {
            return end.event();
        }
    }

    private Watched ours(SocketType type) {
        OurEnd end = our.socket(type);
        end.set(ZmqOption.LINGER, Duration.ZERO);
        String endpoint = "inproc://monitor of " + end.socket();
        end.socket().monitor(endpoint, MonitorEvent.allOfV1());
        return new Ours(end, MonitorReader.pair(our.context(), endpoint));
    }

    private static Watched theirs(SocketType type) {
        Libzmq.LibzmqSocket end = THEIRS.peer().socket(type);
        end.set(ZmqOption.LINGER, Duration.ZERO);
        end.watch();
        return new TheirSocket(end);
    }

    private static List<String> all(String first, List<String> ofFirst, String second, List<String> ofSecond) {
        List<String> all = new ArrayList<>();
        ofFirst.forEach(event -> all.add(first + " " + event));
        ofSecond.forEach(event -> all.add(second + " " + event));
        return all;
    }

    private static Stream<Story> stories() {
        return Stream.of(
                new Story("two meet, and who has connected is closed", maker -> {
                    Watched pull = maker.socket(SocketType.PULL);
                    Watched push = maker.socket(SocketType.PUSH);
                    push.end().connect(pull.end().bind("tcp://127.0.0.1:*"));
                    push.end().send(Message.of("hello"));
                    assertThat(pull.end().receive()).isEqualTo(Message.of("hello"));
                    List<String> pushed = push.eventsTo("HANDSHAKE_SUCCEEDED");
                    push.end().close();
                    return all("push", pushed, "pull", pull.eventsTo("DISCONNECTED"));
                }),
                new Story("two meet, and who has bound is closed", maker -> {
                    Watched pull = maker.socket(SocketType.PULL);
                    Watched push = maker.socket(SocketType.PUSH);
                    push.end().set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(10));
                    push.end().connect(pull.end().bind("tcp://127.0.0.1:*"));
                    push.end().send(Message.of("hello"));
                    assertThat(pull.end().receive()).isEqualTo(Message.of("hello"));
                    List<String> pulled = pull.eventsTo("HANDSHAKE_SUCCEEDED");
                    pull.end().close();
                    return all("push", push.eventsTo("CONNECT_RETRIED", 3), "pull", pulled);
                }),
                new Story("nobody is there", maker -> {
                    try (ReservedPort nobody = new ReservedPort()) {
                        Watched push = maker.socket(SocketType.PUSH);
                        push.end().set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(10));
                        push.end().connect(nobody.endpoint());
                        return push.eventsTo("CONNECT_RETRIED", 3);
                    }
                }),
                new Story("a port is taken", maker -> {
                    Watched first = maker.socket(SocketType.PULL);
                    Watched second = maker.socket(SocketType.PULL);
                    String taken = first.end().bind("tcp://127.0.0.1:*");
                    assertThat(catchThrowable(() -> second.end().bind(taken))).isNotNull();
                    return all("first", first.eventsTo("LISTENING"), "second", second.eventsTo("BIND_FAILED"));
                }),
                new Story("somebody disconnects", maker -> {
                    Watched pull = maker.socket(SocketType.PULL);
                    Watched push = maker.socket(SocketType.PUSH);
                    String endpoint = pull.end().bind("tcp://127.0.0.1:*");
                    push.end().connect(endpoint);
                    push.end().send(Message.of("hello"));
                    assertThat(pull.end().receive()).isEqualTo(Message.of("hello"));
                    List<String> pushed = push.eventsTo("HANDSHAKE_SUCCEEDED");
                    push.end().disconnect(endpoint);
                    push.end().tend();
                    return all("push", pushed, "pull", pull.eventsTo("DISCONNECTED"));
                }));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void isTheSame(Story story) throws InterruptedException {
        List<String> ofLibzmq = story.doing.told(MonitorOrderTest::theirs);
        assertThat(story.doing.told(this::ours)).isEqualTo(ofLibzmq).isNotEmpty();
    }
}
