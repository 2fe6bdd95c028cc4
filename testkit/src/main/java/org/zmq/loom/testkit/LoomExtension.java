package org.zmq.loom.testkit;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Gives each test a {@link Loom}, closes it when the test has ended, and interrupts tests that hang, with a dump of the contexts' scopes and of
 * all threads as the failure.
 *
 * <p>What has ended must be garbage: links, pipes and channels while their context is still open, closed sockets and
 * contexts. To look costs a collection of the whole heap, so that happens once for each method that is a test, however
 * often it is invoked, and once at the end of a class, for all of its tests.
 *
 * <p>{@link LoomTest} brings it; or write {@code @ExtendWith(LoomExtension.class)}.
 */
public final class LoomExtension implements ParameterResolver, InvocationInterceptor, AfterEachCallback {
    /** After how many seconds a test counts as hanging, unless it says otherwise. */
    public static final int SECONDS = 30;

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(LoomExtension.class);

    /** Made by JUnit. */
    public LoomExtension() {}

    // ---- the parameter ----

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Loom.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getStore(NAMESPACE).computeIfAbsent(Loom.class, _ -> new Held(new Loom()), Held.class).loom;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Held held = test.getStore(NAMESPACE).remove(Loom.class, Held.class);
        if (held == null) {
            return;
        }
        Loom loom = held.loom;
        ClassEnd end = classEnd(test);
        List<AssertionError> problems = new ArrayList<>();
        if (end.methods.add(test.getRequiredTestMethod())) {
            AssertionError kept = loom.watch().remains().checkWhileOpen();
            if (kept != null) {
                problems.add(kept);
            }
        }
        try {
            loom.close();
        } catch (AssertionError e) {
            problems.add(e);
        }
        end.remains.addAll(
                loom.watch().remains(), test.getRequiredTestMethod().getName() + " " + test.getDisplayName());
        LeakWatch.throwIfAny(problems);
    }

    /** What is looked at when the last test of a class has ended. JUnit closes it then. */
    private record ClassEnd(Set<Method> methods, Remains remains) implements AutoCloseable {
        @Override
        public void close() {
            AssertionError kept = remains.check();
            if (kept != null) {
                throw kept;
            }
        }
    }

    private static ClassEnd classEnd(ExtensionContext test) {
        ExtensionContext of = test;
        while (of.getTestMethod().isPresent() && of.getParent().isPresent()) {
            of = of.getParent().get();
        }
        return of.getStore(NAMESPACE)
                .computeIfAbsent(
                        ClassEnd.class,
                        _ -> new ClassEnd(ConcurrentHashMap.newKeySet(), new Remains()),
                        ClassEnd.class);
    }

    /** Keeps JUnit from closing the loom by itself: that would be too late for a failure to count as the test's. */
    private record Held(Loom loom) {}

    // ---- the watchdog ----

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext test)
            throws Throwable {
        guard(invocation, method, test);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext test)
            throws Throwable {
        guard(invocation, method, test);
    }

    private static void guard(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext test)
            throws Throwable {
        LoomTest settings = method.getExecutable().getAnnotation(LoomTest.class);
        Duration limit = Duration.ofSeconds(settings == null ? SECONDS : settings.seconds());
        Watchdog.guard(limit, loomOf(test), invocation::proceed);
    }

    private static @Nullable Loom loomOf(ExtensionContext test) {
        Held held = test.getStore(NAMESPACE).get(Loom.class, Held.class);
        return held == null ? null : held.loom;
    }
}
