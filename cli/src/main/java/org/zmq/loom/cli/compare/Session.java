package org.zmq.loom.cli.compare;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Under what circumstances something was measured.
 *
 * @param number from 1
 * @param facts by name, in an order that reads well
 */
record Session(int number, Map<String, String> facts) {
    /* These may change when a session is resumed. */
    static final String WHEN = "when";
    static final String COMMAND = "command";
    static final String ROUNDS = "rounds";
    private static final String RESUMED = "resumed";

    private static final Set<String> MAY_CHANGE = Set.of(WHEN, COMMAND, ROUNDS);

    Session(int number, Map<String, String> facts) {
        this.number = number;
        this.facts = new LinkedHashMap<>(facts);
    }

    /** A fact that is another now; empty if all that both know are the same. */
    String difference(Map<String, String> now) {
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            String name = fact.getKey();
            boolean mayChange = MAY_CHANGE.contains(name) || name.startsWith(RESUMED);
            if (!mayChange && !fact.getValue().equals(now.getOrDefault(name, fact.getValue()))) {
                return name + " was " + fact.getValue() + ", and is " + now.get(name);
            }
        }
        return "";
    }

    /** What is to be said about going on, which nothing said before. */
    Map<String, String> resumption(Map<String, String> now) {
        Map<String, String> news = new LinkedHashMap<>(now);
        news.keySet().removeAll(facts.keySet());
        long before =
                facts.keySet().stream().filter(name -> name.startsWith(RESUMED)).count();
        news.put(RESUMED + " " + (before + 1), now.getOrDefault(WHEN, "") + ", " + now.getOrDefault(COMMAND, ""));
        return news;
    }
}
