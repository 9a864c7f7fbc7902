package org.pybridge.internal.pool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What has happened to a pool's interpreters so far. Thread-safe. */
final class Counts {
    final AtomicInteger starting = new AtomicInteger();
    final LongAdder died = new LongAdder();
    final LongAdder stopped = new LongAdder();
    final LongAdder retired = new LongAdder();
    final LongAdder leaked = new LongAdder();
}
