/**
 * What tests of a messaging program are made of.
 *
 * <ul>
 *   <li>{@link org.zmq.loom.testkit.LoomTest} and {@link org.zmq.loom.testkit.Loom}: contexts that must leave nothing behind, threads beside
 *       the test's own, events, and a watchdog for hangs; {@link org.zmq.loom.testkit.LeakWatch} alone where there is no JUnit.
 *   <li>{@link org.zmq.loom.testkit.ScriptedPeer} and {@link org.zmq.loom.testkit.PeerWire}: a peer that sends any bytes and says what it saw,
 *       with {@link org.zmq.loom.testkit.Zmtp} for bytes that make sense.
 *   <li>{@link org.zmq.loom.testkit.FaultyTransport} and {@link org.zmq.loom.testkit.Fault}: a transport whose connections break as told.
 *   <li>{@link org.zmq.loom.testkit.MemoryTransport}: connections without an operating system behind them, whose writes can be held.
 *   <li>{@link org.zmq.loom.testkit.ManualTicks}: a clock that moves only when the test moves it.
 *   <li>{@link org.zmq.loom.testkit.LoomArbitraries}: messages, frames, traffic and endpoints for property tests.
 *   <li>{@link org.zmq.loom.testkit.TransportConformance} and {@link org.zmq.loom.testkit.MessagingConformance}: what every transport owes.
 * </ul>
 *
 * <p>Nothing here waits for an amount of time. What has to come is waited for as an event, a state or a byte, up to a bound after which the test
 * fails and says what it waited for. The bound is 10 s, or as many seconds as the system property
 * {@systemProperty org.zmq.loom.testkit.patience} says, for machines that are very slow.
 *
 * <p>May not live here: anything that knows {@code org.zmq.loom.internal}. Tests enter with their own threads; peers that play in the background
 * and {@link org.zmq.loom.testkit.Fork}s run in virtual threads.
 */
@NullMarked
package org.zmq.loom.testkit;

import org.jspecify.annotations.NullMarked;
