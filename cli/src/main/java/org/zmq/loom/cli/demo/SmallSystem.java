package org.zmq.loom.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.cli.Style;

/** The parts of the demo: who is connected to whom, in which order they begin and end, and what must come out. */
final class SmallSystem {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration FINISH = Duration.ofSeconds(30);
    private static final int CLIENTS = 2;
    private static final int WORKERS = 2;
    private static final List<List<String>> INTERESTS =
            List.of(List.of("news"), List.of("sport", "weather"), List.of("")); // an empty topic is everything

    private final Company company;
    private final Child server;
    private final List<Child> clients = new ArrayList<>();
    private final Child publisher;
    private final Map<Child, List<String>> subscribers = new LinkedHashMap<>();
    private final Child ventilator;
    private final List<Child> workers = new ArrayList<>();
    private final Child sink;

    /** Starts all processes. */
    SmallSystem(Company company) {
        this.company = company;
        long subscriptions = INTERESTS.stream().mapToLong(List::size).sum();
        server = company.start("server", "server");
        publisher = company.start("publisher", "publisher", String.valueOf(subscriptions));
        ventilator = company.start("ventilator", "ventilator", String.valueOf(WORKERS));
        sink = company.start("sink", "sink", String.valueOf(WORKERS));
        for (int i = 1; i <= CLIENTS; i++) {
            clients.add(company.start("client " + i, "client", String.valueOf(i)));
        }
        for (int i = 1; i <= INTERESTS.size(); i++) {
            List<String> role = new ArrayList<>(List.of("subscriber"));
            role.addAll(INTERESTS.get(i - 1));
            subscribers.put(company.start("subscriber " + i, role.toArray(String[]::new)), INTERESTS.get(i - 1));
        }
        for (int i = 1; i <= WORKERS; i++) {
            workers.add(company.start("worker " + i, "worker", String.valueOf(i)));
        }
    }

    List<Board.Row> rows() {
        return List.of(
                new Board.Row("REQ/REP", CLIENTS + " clients, 1 server", "round trips/s", clients),
                new Board.Row(
                        "PUB/SUB",
                        "1 publisher, " + INTERESTS.size() + " subscribers",
                        "messages/s",
                        List.copyOf(subscribers.keySet())),
                new Board.Row(
                        "PUSH/PULL", "1 ventilator, " + WORKERS + " workers, 1 sink", "results/s", List.of(sink)));
    }

    /** Tells everybody whom to connect to, and waits until all are ready to begin. */
    void connect() throws InterruptedException {
        company.await(List.of(server, publisher, ventilator, sink), child -> child.endpoint() != null, "start", START);
        clients.forEach(client -> client.tell("peers " + at(server)));
        subscribers.keySet().forEach(subscriber -> subscriber.tell("peers " + at(publisher)));
        workers.forEach(worker -> worker.tell("peers " + at(ventilator) + " " + at(sink)));
        company.await(company.children(), Child::isReady, "find the others", START);
    }

    private static @Nullable String at(Child child) {
        return child.endpoint();
    }

    /** Lets messages flow for some time, and then until the last one has arrived. */
    void run(Duration time) throws InterruptedException {
        company.tellAll("start");
        company.expectProgress();
        company.listen(time);
        // First those stop that begin a message's way, then those on the way, each when nothing can be on its way to it
        // any more.
        List<Child> sources = new ArrayList<>(clients);
        sources.add(publisher);
        sources.add(ventilator);
        sources.forEach(source -> source.tell("stop"));
        company.await(sources, Child::isDone, "stop", FINISH);
        server.tell("stop");
        subscribers.forEach((subscriber, topics) -> subscriber.tell("expect " + published(topics)));
        sink.tell("expect " + ventilator.sent());
        List<Child> receivers = new ArrayList<>(subscribers.keySet());
        receivers.add(server);
        receivers.add(sink);
        company.await(receivers, Child::isDone, "receive the last messages", FINISH);
        workers.forEach(worker -> worker.tell("stop"));
        company.await(workers, Child::isDone, "stop", FINISH);
    }

    /** Lets all processes close their sockets and end. */
    void end() throws InterruptedException {
        company.expectEnd();
        company.tellAll("end");
        company.await(company.children(), Child::hasExited, "end", FINISH);
    }

    private long published(List<String> topics) {
        return Publisher.TOPICS.stream()
                .filter(topic -> topics.stream().anyMatch(topic::startsWith))
                .mapToLong(publisher::figure)
                .sum();
    }

    /** What was sent and received, and whether everything is right. */
    Ledger account(Style style) {
        Ledger ledger = new Ledger(style);
        long requests = clients.stream().mapToLong(Child::sent).sum();
        long replies = clients.stream().mapToLong(Child::received).sum();
        ledger.entry("REQ/REP", "requests", "clients", "server", requests, server.received());
        ledger.entry("REQ/REP", "replies", "server", "clients", server.sent(), replies);
        clients.forEach(
                client -> ledger.never(client, "replies that belong to another request", client.figure("wrong")));
        sequence(ledger, server);

        subscribers.forEach((subscriber, topics) -> accountTopics(ledger, subscriber, topics));

        long tasks = workers.stream().mapToLong(Child::received).sum();
        long results = workers.stream().mapToLong(Child::sent).sum();
        ledger.entry("PUSH/PULL", "tasks", "ventilator", "workers", ventilator.sent(), tasks);
        ledger.entry("PUSH/PULL", "results", "workers", "sink", results, sink.received());
        ledger.never(sink, "tasks without exactly one result", ventilator.sent() - sink.figure("tasks"));
        workers.forEach(worker -> sequence(ledger, worker));
        sequence(ledger, sink);
        return ledger;
    }

    private void accountTopics(Ledger ledger, Child subscriber, List<String> topics) {
        long asked = 0;
        for (String topic : Publisher.TOPICS) {
            if (topics.stream().anyMatch(topic::startsWith)) {
                asked += subscriber.figure(topic);
                ledger.entry(
                        "PUB/SUB",
                        topic,
                        "publisher",
                        subscriber.name(),
                        publisher.figure(topic),
                        subscriber.figure(topic));
            }
        }
        ledger.never(subscriber, "messages that it did not subscribe to", subscriber.received() - asked);
        sequence(ledger, subscriber);
    }

    private static void sequence(Ledger ledger, Child child) {
        ledger.never(child, "messages missing in the middle", child.figure("missing"));
        ledger.never(child, "messages twice or out of order", child.figure("misplaced"));
    }
}
