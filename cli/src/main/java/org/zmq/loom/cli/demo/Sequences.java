package org.zmq.loom.cli.demo;

import java.util.Collection;
import java.util.Map;

/** What the checks of several senders have found together. */
final class Sequences {
    private Sequences() {}

    static Map<String, Long> figures(Collection<Sequence> sequences) {
        return Map.of(
                "missing", sequences.stream().mapToLong(Sequence::missing).sum(),
                "misplaced", sequences.stream().mapToLong(Sequence::misplaced).sum());
    }
}
