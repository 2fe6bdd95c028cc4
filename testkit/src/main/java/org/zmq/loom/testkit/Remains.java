package org.zmq.loom.testkit;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.spi.Listener;

/**
 * What has ended and is to be garbage: nothing of the library may keep an ended link, its pipe, its connection or a
 * closed socket.
 *
 * <p>To look costs a collection of the whole heap, some milliseconds, so whoever has many contexts looks now and then.
 *
 * <p>Threading: any thread.
 */
final class Remains {
    /* A thread that was the last to hold something runs a few more lines, and may have to wait for a processor. */
    private static final Duration LAST_LINES = Duration.ofSeconds(5);
    private static final int MAX_SHOWN = 10;

    /** Something that has ended, by what it was. */
    private record Mortal(WeakReference<Object> something, String name) {
        boolean mayStay() {
            return something.get() instanceof ZmqSocket || something.get() instanceof Listener;
        }

        boolean isGone() {
            return something.refersTo(null);
        }
    }

    private final List<Mortal> mortals = new ArrayList<>(); // guarded by itself

    /** Something has ended. */
    void add(Object something) {
        Mortal mortal =
                new Mortal(new WeakReference<>(something), something.getClass().getName());
        synchronized (mortals) {
            mortals.add(mortal);
        }
    }

    /** Takes over what was left of another test. */
    void addAll(Remains others, String where) {
        List<Mortal> taken = others.take();
        synchronized (mortals) {
            taken.forEach(mortal -> mortals.add(new Mortal(mortal.something, mortal.name + ", of " + where)));
        }
    }

    private List<Mortal> take() {
        synchronized (mortals) {
            List<Mortal> taken = List.copyOf(mortals);
            mortals.clear();
            return taken;
        }
    }

    /**
     * As {@link #check}, but for what is kept rightly while contexts are open: sockets by the test, listeners by their
     * lingering connections.
     */
    @Nullable
    AssertionError checkWhileOpen() {
        List<Mortal> left = new ArrayList<>();
        synchronized (mortals) {
            mortals.removeIf(mortal -> !mortal.mayStay() && left.add(mortal));
        }
        return check(left);
    }

    /** Collects garbage until everything is gone that has ended before, and forgets it; the error names what stays. */
    @Nullable
    AssertionError check() {
        return check(new ArrayList<>(take()));
    }

    private static @Nullable AssertionError check(List<Mortal> left) {
        long deadline = System.nanoTime() + LAST_LINES.toNanos();
        boolean again = !left.isEmpty();
        while (again) {
            System.gc();
            left.removeIf(Mortal::isGone);
            again = !left.isEmpty() && Patience.left(deadline) > 0;
        }
        if (left.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder("ended, and kept by somebody:\n");
        for (Mortal mortal : left.subList(0, Math.min(MAX_SHOWN, left.size()))) {
            Object something = mortal.something.get();
            text.append("  ").append(mortal.name).append(": ");
            text.append(Objects.requireNonNullElse(something, "gone now")).append('\n');
        }
        if (left.size() > MAX_SHOWN) {
            text.append("  and ").append(left.size() - MAX_SHOWN).append(" more\n");
        }
        return new AssertionError(text.toString());
    }
}
