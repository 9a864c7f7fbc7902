package org.pybridge.internal.stop;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.pybridge.internal.pool.InterpreterPool;
import org.pybridge.spi.StopStep;

/**
 * How the calls of one Python are stopped. Immutable.
 *
 * @param pool whose interpreters are given up when nothing helps
 * @param threads runs each stop
 * @param grace how long each step may take
 * @param killable whether the backend ends Python code for certain
 * @param survivable the hardest step after which an interpreter is used again
 */
public record StopRules(
        InterpreterPool pool, Executor threads, Duration grace, boolean killable, StopStep survivable) {}
