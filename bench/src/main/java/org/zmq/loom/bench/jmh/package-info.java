/**
 * How long the parts of the kernel take, one by one, as JMH benchmarks: rings, signal, codec, subscription matching, inproc, messages.
 *
 * <p>A class is about one part. Where threads matter they are virtual threads and work through thousands of messages in one invocation, so that
 * starting them does not count.
 *
 * <p>May not live here: comparisons with other implementations; those are the command's. {@code BenchmarksTest} runs all of this once in
 * the build.
 */
@NullMarked
package org.zmq.loom.bench.jmh;

import org.jspecify.annotations.NullMarked;
