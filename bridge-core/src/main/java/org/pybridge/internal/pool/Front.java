package org.pybridge.internal.pool;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where one idle resource is at hand for the next borrower, who takes it with a single atomic operation. A lock takes two, and notes its
 * owner besides. Thread-safe.
 *
 * <p>It keeps the number of the resource: with G1, to store a reference in an old object costs as much as an atomic operation.
 */
final class Front<R> {
    private static final int NONE = -1;

    private final List<R> resources;
    private final ToIntFunction<R> numberOf;
    private final AtomicInteger number = new AtomicInteger(NONE);
    private final AtomicLongArray lendings;

    Front(List<R> resources, ToIntFunction<R> numberOf) {
        this.resources = List.copyOf(resources);
        this.numberOf = numberOf;
        this.lendings = new AtomicLongArray(resources.size());
    }

    /** Lends the resource, which is counted; gives null when none is here. */
    @Nullable
    R lend() {
        R lent = take();
        if (lent != null) {
            // Only whoever has the resource counts, so nothing gets lost between reading and writing.
            int counter = numberOf.applyAsInt(lent);
            lendings.setRelease(counter, lendings.getPlain(counter) + 1);
        }
        return lent;
    }

    /** Takes the resource away; gives null when none is here, or somebody else was faster. */
    @Nullable
    R take() {
        int present = number.get();
        return present != NONE && number.compareAndSet(present, NONE) ? resources.get(present) : null;
    }

    /** Puts a resource here; gives false when one is here already. */
    boolean put(R resource) {
        return number.compareAndSet(NONE, numberOf.applyAsInt(resource));
    }

    /** Gives the resource and leaves it here; gives null when none is here. */
    @Nullable
    R peek() {
        int present = number.get();
        return present == NONE ? null : resources.get(present);
    }

    /** How often a resource was lent from here. */
    long lendings() {
        long sum = 0;
        for (int i = 0; i < lendings.length(); i++) {
            sum += lendings.get(i);
        }
        return sum;
    }
}
