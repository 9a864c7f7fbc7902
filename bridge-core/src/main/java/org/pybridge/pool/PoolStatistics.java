package org.pybridge.pool;

import java.time.Duration;

/**
 * A pool's figures at one moment. Immutable.
 *
 * <p>With one caller an interpreter, {@code active} and {@code idle} together are the interpreters that are up ({@code live}) and those
 * that are being started for a call which waits for it. Those that start ahead or take over from others are in {@code starting} alone.
 *
 * @param size how many calls can run at once
 * @param live how many interpreters are up now, in use or idle
 * @param starting how many interpreters are being started now
 * @param active how many calls have an interpreter now: they run, wait for its start, or are sessions
 * @param idle how many interpreters are up and serve nobody now; what was never started is not idle
 * @param waiting how many callers wait now
 * @param leases how many leases were given so far
 * @param timeouts how many callers gave up waiting so far
 * @param died how many interpreters died or were given up so far
 * @param stopped how many calls were stopped so far, because their time was up or they were cancelled
 * @param quarantined how many interpreters still run a call that could not be stopped and whose caller was let go
 * @param retired how many interpreters were replaced so far because of their uses, age, memory, or what borrowers left in them
 * @param spares how many interpreters are up beyond those that can be lent
 * @param leaked how many sessions were forgotten so far without being closed
 * @param suspended whether nothing is lent now
 * @param totalWait how long all callers together have waited so far
 */
public record PoolStatistics(
        int size,
        int live,
        int starting,
        int active,
        int idle,
        int waiting,
        long leases,
        long timeouts,
        long died,
        long stopped,
        int quarantined,
        long retired,
        int spares,
        long leaked,
        boolean suspended,
        Duration totalWait) {}
