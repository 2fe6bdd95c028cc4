package org.zmq.loom.internal.pattern;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.pattern.XPub.Telling;
import org.zmq.loom.support.Messages;

/** Whatever subscribers do, they get what a plain list of subscriptions says, and the user is told what it says. */
class XPubProperties {
    /** What happens, to the peer of this number if it concerns one. */
    record Event(String kind, int peer, String topic) {}

    /** How much the user is told. */
    enum Verbosity {
        CHANGES,
        VERBOSE,
        VERBOSER
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void matchesAsAPlainListDoes(
            @ForAll("events") List<Event> events, @ForAll boolean inverted, @ForAll Verbosity verbosity) {
        ZmqOptions options = ZmqOptions.none()
                .with(ZmqOption.INVERT_MATCHING, inverted)
                .with(ZmqOption.XPUB_VERBOSE, verbosity == Verbosity.VERBOSE)
                .with(ZmqOption.XPUB_VERBOSER, verbosity == Verbosity.VERBOSER);
        Bench xpub = new Bench(new XPub(Telling.ON), options);
        Map<Bench.Peer, Set<String>> model = new LinkedHashMap<>();
        for (Event event : events) {
            List<Bench.Peer> peers = new ArrayList<>(model.keySet());
            if (event.kind().equals("come") || peers.isEmpty()) {
                model.put(xpub.peer(), new HashSet<>());
                continue;
            }
            Bench.Peer peer = peers.get(event.peer() % peers.size());
            Set<String> topics = Objects.requireNonNull(model.get(peer));
            boolean first = model.values().stream().noneMatch(set -> set.contains(event.topic()));
            List<Message> told = new ArrayList<>();
            switch (event.kind()) {
                case "leave" -> {
                    model.remove(peer);
                    peer.leaves();
                    for (String topic : topics) {
                        boolean last = model.values().stream().noneMatch(set -> set.contains(topic));
                        if (last || verbosity == Verbosity.VERBOSER) {
                            told.add(Messages.cancelled(topic));
                        }
                    }
                }
                case "subscribe" -> {
                    peer.says(Messages.subscribed(event.topic()));
                    topics.add(event.topic());
                    if (first || verbosity != Verbosity.CHANGES) {
                        told.add(Messages.subscribed(event.topic()));
                    }
                }
                case "cancel" -> {
                    peer.says(Messages.cancelled(event.topic()));
                    boolean had = topics.remove(event.topic());
                    boolean left = model.values().stream().anyMatch(set -> set.contains(event.topic()));
                    if ((had && !left) || first || verbosity == Verbosity.VERBOSER) {
                        told.add(Messages.cancelled(event.topic()));
                    }
                }
                default -> {
                    Message message = Message.of(event.topic(), "body");
                    assertThat(xpub.sends(message)).isTrue();
                    model.forEach((subscriber, set) -> {
                        boolean matches = set.stream().anyMatch(event.topic()::startsWith);
                        assertThat(subscriber.hears()).isEqualTo(matches == inverted ? List.of() : List.of(message));
                    });
                }
            }
            assertThat(xpub.receivesAll()).containsExactlyInAnyOrderElementsOf(told);
        }
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<String> kinds = Arbitraries.frequency(
                Tuple.of(2, "come"),
                Tuple.of(1, "leave"),
                Tuple.of(5, "subscribe"),
                Tuple.of(3, "cancel"),
                Tuple.of(4, "send"));
        Arbitrary<String> topics = Arbitraries.strings().withChars('a', 'b').ofMaxLength(4);
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 9), topics)
                .as(Event::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void manualModeSendsWhereTheUserSaid(@ForAll("events") List<Event> events) {
        XPub pattern = new XPub(Telling.ON);
        Bench xpub = new Bench(pattern, ZmqOptions.none().with(ZmqOption.XPUB_MANUAL, true));
        Map<Bench.Peer, Set<String>> model = new LinkedHashMap<>();
        for (Event event : events) {
            List<Bench.Peer> peers = new ArrayList<>(model.keySet());
            if (event.kind().equals("come") || peers.isEmpty()) {
                model.put(xpub.peer(), new HashSet<>());
                continue;
            }
            Bench.Peer peer = peers.get(event.peer() % peers.size());
            Set<String> topics = Objects.requireNonNull(model.get(peer));
            byte[] rewritten = ("b" + event.topic()).getBytes(UTF_8);
            switch (event.kind()) {
                case "leave" -> {
                    model.remove(peer);
                    peer.leaves();
                    xpub.receivesAll();
                }
                case "subscribe" -> {
                    peer.says(Messages.subscribed(event.topic()));
                    assertThat(xpub.receives()).contains(Messages.subscribed(event.topic()));
                    pattern.subscribe(rewritten);
                    topics.add("b" + event.topic());
                }
                case "cancel" -> {
                    peer.says(Messages.cancelled(event.topic()));
                    assertThat(xpub.receives()).contains(Messages.cancelled(event.topic()));
                    pattern.unsubscribe(rewritten);
                    topics.remove("b" + event.topic());
                }
                default -> {
                    Message message = Message.of(event.topic());
                    assertThat(xpub.sends(message)).isTrue();
                    model.forEach((subscriber, set) -> {
                        boolean matches = set.stream().anyMatch(event.topic()::startsWith);
                        assertThat(subscriber.hears()).isEqualTo(matches ? List.of(message) : List.of());
                    });
                }
            }
            assertThat(pattern.topicsCount()).isEqualTo((int)
                    model.values().stream().flatMap(Set::stream).distinct().count());
        }
    }
}
