package org.pybridge.testing.support;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pybridge.pool.PoolListener;
import org.pybridge.pool.PoolStatistics;

/** Counts the interpreters that were lost in all pools of a contract. Thread-safe. */
final class Losses {
    private final List<Supplier<PoolStatistics>> open = new CopyOnWriteArrayList<>();
    private final AtomicLong inClosedOnes = new AtomicLong();

    /** Hears of one pool. */
    PoolListener ofOnePool() {
        return new PoolListener() {
            private volatile @Nullable Supplier<PoolStatistics> figures;

            @Override
            public void onOpen(String backend, Supplier<PoolStatistics> opened) {
                figures = opened;
                open.add(opened);
            }

            @Override
            public void onClose() {
                Supplier<PoolStatistics> closed = Objects.requireNonNull(figures);
                open.remove(closed);
                inClosedOnes.addAndGet(closed.get().died());
            }
        };
    }

    void add(Supplier<PoolStatistics> figures) {
        open.add(figures);
    }

    /** How many were lost so far, also in pools that were closed. */
    long count() {
        return inClosedOnes.get()
                + open.stream().mapToLong(figures -> figures.get().died()).sum();
    }
}
