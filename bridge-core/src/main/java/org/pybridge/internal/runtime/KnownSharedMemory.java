package org.pybridge.internal.runtime;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.pybridge.spi.SharedMemory;

/**
 * The shared memory that one interpreter has met. A backend asks it before each call what Java has released since, and has
 * {@code _pybridge_buffers:release} let go of it. Thread-safe.
 */
public final class KnownSharedMemory {
    private static final char FORGOTTEN = '*';

    private final Queue<Met> met = new ConcurrentLinkedQueue<>();
    private final Queue<String> untold = new ConcurrentLinkedQueue<>();

    /** Memory that Java may forget without having released it. */
    private record Met(String key, WeakReference<SharedMemory> memory) {
        /** What Python is told: that views end, or, of memory that Java has forgotten, only that it is not asked for any more. */
        @Nullable
        String told() {
            SharedMemory known = memory.get();
            if (known == null) {
                return key + FORGOTTEN;
            }
            return known.isReleased() ? key : null;
        }
    }

    /** Makes a record of nothing. */
    public KnownSharedMemory() {}

    /**
     * Notes that the interpreter is about to see memory.
     *
     * @param memory shared memory
     */
    public void add(SharedMemory memory) {
        if (met.stream().noneMatch(each -> each.memory().get() == memory)) {
            met.add(new Met(memory.key(), new WeakReference<>(memory)));
        }
    }

    /**
     * Tells whether there is anything to ask for, at next to no cost.
     *
     * @return true when nothing that was met can have been released
     */
    public boolean isEmpty() {
        return met.isEmpty() && untold.isEmpty();
    }

    /**
     * Takes out what was released, or forgotten.
     *
     * @return the keys of it, with an asterisk behind those of memory that was forgotten
     */
    public List<String> takeReleased() {
        List<String> released = null;
        for (String key = untold.poll(); key != null; key = untold.poll()) {
            released = released == null ? new ArrayList<>() : released;
            released.add(key);
        }
        // Asked before each call, and hardly ever is there anything.
        for (Iterator<Met> each = met.iterator(); each.hasNext(); ) {
            String told = each.next().told();
            if (told != null) {
                each.remove();
                released = released == null ? new ArrayList<>() : released;
                released.add(told);
            }
        }
        return released == null ? List.of() : released;
    }

    /**
     * Notes that the interpreter could not be told of what was taken out, as when its call was stopped; the next call tells it.
     *
     * @param keys what {@link #takeReleased} gave
     */
    public void putBack(List<String> keys) {
        untold.addAll(keys);
    }
}
