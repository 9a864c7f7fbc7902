package org.pybridge.spi;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The shared memory that one interpreter has met. A backend asks it before each call what Java has released since, and has
 * {@code _pybridge_buffers:release} let go of it. Thread-safe.
 */
public final class MetMemory {
    private final Queue<SharedMemory> met = new ConcurrentLinkedQueue<>();

    /** Makes a record of nothing. */
    public MetMemory() {}

    /**
     * Notes that the interpreter is about to see memory.
     *
     * @param memory shared memory
     */
    public void add(SharedMemory memory) {
        if (!met.contains(memory)) {
            met.add(memory);
        }
    }

    /**
     * Tells whether there is anything to ask for, at next to no cost.
     *
     * @return true when nothing that was met can have been released
     */
    public boolean isEmpty() {
        return met.isEmpty();
    }

    /**
     * Takes out what was released.
     *
     * @return the keys of it
     */
    public List<String> takeReleased() {
        List<SharedMemory> released =
                met.stream().filter(SharedMemory::isReleased).toList();
        met.removeAll(released);
        return released.stream().map(SharedMemory::key).toList();
    }
}
