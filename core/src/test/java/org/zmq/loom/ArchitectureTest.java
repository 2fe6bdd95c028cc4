package org.zmq.loom;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.spi.Ticks;

/** The rules of the kernel's packages that modules cannot state. */
class ArchitectureTest {
    private static final String ROOT = "org.zmq.loom";
    private static final JavaClasses MAIN = classesOf("classes");
    private static final JavaClasses TESTS = classesOf("test-classes");

    private static JavaClasses classesOf(String folder) {
        return new ClassFileImporter().importPath(Path.of(System.getProperty("basedir", "."), "target", folder));
    }

    private static String[] packages(String names) {
        return Stream.concat(
                        Stream.of("java..", "org.jspecify.annotations"),
                        Arrays.stream(names.split(" ", -1)).map(name -> name.equals("root") ? ROOT : ROOT + "." + name))
                .toArray(String[]::new);
    }

    @Test
    void looksAtSomething() {
        assertThat(MAIN).hasSizeGreaterThan(150);
        assertThat(TESTS).hasSizeGreaterThan(20);
    }

    /** Each package, and what it may use beside itself. */
    @ParameterizedTest
    @CsvSource({
        "spi, root",
        "internal.ring, internal.memory",
        "internal.signal, spi internal",
        "internal.wire, root internal spi",
        "internal.pipe, root internal internal.memory internal.ring internal.signal internal.wire",
        "internal.pattern, root internal internal.pipe internal.ring internal.signal",
        "internal.memory, internal.signal",
        "internal.scope, spi internal",
        "internal.link, root spi internal internal.memory internal.pipe internal.ring internal.scope internal.signal"
                + " internal.wire",
        "internal.inproc, internal.pipe",
        "internal, root",
    })
    void packageUsesOnlyWhatItMay(String name, String others) {
        String[] allowed = packages((name + " " + others).strip());
        classes()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed))
                .check(MAIN);
    }

    @Test
    void apiKnowsTheKernelInAFewPlacesOnly() {
        DescribedPredicate<JavaClass> doors = equivalentTo(Context.class)
                .or(equivalentTo(Context.Builder.class))
                .or(equivalentTo(Message.class))
                .or(equivalentTo(ZmqProxy.class))
                .or(DescribedPredicate.describe(
                        "nested in Message", type -> type.getName().startsWith(ROOT + ".Message$")));
        noClasses()
                .that(resideInAPackage(ROOT).and(not(doors)))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".internal.."))
                .check(MAIN);
    }

    @Test
    void onlyTheSocketsKnowAllOfTheKernel() {
        noClasses()
                .that(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(ROOT, ROOT + ".internal.socket"))))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".internal.socket"))
                .check(MAIN);
    }

    @Test
    void memoryOrderIsTheBusinessOfRingsAndSignals() {
        noClasses()
                .that(resideInAPackage(ROOT + "..")
                        .and(not(resideInAnyPackage(ROOT + ".internal.ring", ROOT + ".internal.signal"))))
                .should()
                .dependOnClassesThat(equivalentTo(VarHandle.class))
                .check(MAIN);
    }

    @Test
    void patternsAndWireHaveNoThreadsNoInputAndOutputAndNoClock() {
        noClasses()
                .that(resideInAnyPackage(ROOT + ".internal.pattern", ROOT + ".internal.wire"))
                .should()
                .dependOnClassesThat(equivalentTo(Thread.class)
                        .or(equivalentTo(Ticks.class))
                        .or(equivalentTo(org.zmq.loom.spi.Connection.class))
                        .or(resideInAnyPackage(
                                "java.nio.channels..", "java.net..", "java.time..", "java.util.concurrent.locks..")))
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(MAIN);
    }

    @Test
    void ringsAndPipesAndPatternsDoNotWait() {
        noClasses()
                .that(resideInAnyPackage(
                        ROOT + ".internal.ring",
                        ROOT + ".internal.pipe",
                        ROOT + ".internal.pattern",
                        ROOT + ".internal.wire"))
                .should()
                .callMethod(java.util.concurrent.locks.LockSupport.class, "park", Object.class)
                .orShould()
                .callMethod(Object.class, "wait")
                .orShould()
                .callMethod(Thread.class, "yield")
                .orShould()
                .callMethod(Thread.class, "onSpinWait")
                .check(MAIN);
    }

    @Test
    void nothingIsPrinted() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(MAIN);
    }

    @ParameterizedTest
    @ValueSource(classes = {long.class, java.time.Duration.class})
    void nobodySleeps(Class<?> length) {
        for (JavaClasses some : new JavaClasses[] {MAIN, TESTS}) {
            noClasses().should().callMethod(Thread.class, "sleep", length).check(some);
        }
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .check(TESTS);
        noClasses()
                .should()
                .dependOnClassesThat(equivalentTo(java.util.concurrent.TimeUnit.class))
                .check(MAIN);
    }

    /** To park for some time is to sleep. */
    @ParameterizedTest
    @ValueSource(strings = {"parkNanos", "parkUntil"})
    void noTestParksForATime(String method) {
        noClasses()
                .should()
                .callMethod(LockSupport.class, method, long.class)
                .orShould()
                .callMethod(LockSupport.class, method, Object.class, long.class)
                .check(TESTS);
    }

    /**
     * A test moves the time of {@link Ticks}. A reader that looks again for microseconds before it blocks counts real
     * ones.
     */
    @Test
    void timeIsThatOfTheContext() {
        Pattern machineTime = Pattern.compile("java\\.lang\\.System\\.(nanoTime|currentTimeMillis)\\(.*"
                + "|java\\.util\\.concurrent\\.locks\\.LockSupport\\.park(Nanos|Until)\\(.*"
                + "|java\\.util\\.concurrent\\.locks\\.Condition\\.await(Nanos|Until)\\(.*"
                + "|java\\.lang\\.(Thread\\.join|Object\\.wait)\\(.+\\)"
                + "|java\\.nio\\.channels\\.Selector\\.select\\(.*long\\)");
        noClasses()
                .that(not(equivalentTo(Ticks.system().getClass())))
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".internal.link.Reader")
                .should()
                .accessTargetWhere(DescribedPredicate.describe("is the machine's time", access -> machineTime
                        .matcher(access.getTarget().getFullName())
                        .matches()))
                .check(MAIN);
    }

    @Test
    void logsOnlyThroughTheSystem() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache.."))
                .check(MAIN);
    }

    @Test
    void transportsAreKnownByTheirDoorOnly() {
        noClasses()
                .that(not(resideInAPackage(ROOT + ".transport..")))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".transport.."))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void threadsAreMadeByScopes() {
        noClasses()
                .that(resideInAPackage(ROOT + ".internal..").and(not(resideInAPackage(ROOT + ".internal.scope"))))
                .should()
                .callMethod(Thread.class, "start")
                .orShould()
                .callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .check(MAIN);
    }
}
