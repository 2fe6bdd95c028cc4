/**
 * What the memory model must not let the kernel's concurrent classes do, as jcstress tests.
 *
 * <p>A class says what it is about, its nested classes are the tests, and each is named after what it forbids. Two actors race, because the
 * smallest machine this is built on has two processors and a test with more actors than processors is left out without a word. What takes
 * more than two threads is tested at random in the core module.
 *
 * <p>May not live here: JUnit tests; {@code StressTest} runs all of this in the build.
 */
@NullMarked
package org.zmq.loom.bench.stress;

import org.jspecify.annotations.NullMarked;
