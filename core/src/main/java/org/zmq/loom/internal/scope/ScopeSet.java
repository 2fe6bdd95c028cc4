package org.zmq.loom.internal.scope;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A set that takes next to no memory while it has at most one element, as most sets of a scope do. */
final class ScopeSet<E> {
    private @Nullable E only;
    private @Nullable Set<E> more;

    void add(E element) {
        if (more != null) {
            more.add(element);
        } else if (only == null) {
            only = element;
        } else {
            more = new HashSet<>();
            more.add(only);
            more.add(element);
            only = null;
        }
    }

    void remove(E element) {
        if (more != null) {
            more.remove(element);
        } else if (element.equals(only)) {
            only = null;
        }
    }

    boolean isEmpty() {
        return only == null && (more == null || more.isEmpty());
    }

    List<E> copy() {
        if (more != null) {
            return List.copyOf(more);
        }
        return only == null ? List.of() : List.of(only);
    }
}
