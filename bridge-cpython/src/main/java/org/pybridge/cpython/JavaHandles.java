package org.pybridge.cpython;

import java.lang.foreign.Arena;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The Java objects that Python has: each is in a capsule, which lets it go when Python has done with it. Static, because the one CPython of
 * the process gives back a number and nothing else. Thread-safe.
 */
final class JavaHandles {
    private static final long NAME = Arena.global().allocateFrom("pybridge").address();
    private static final AtomicLong LAST = new AtomicLong();
    private static final Map<Long, Handle> HANDLES = new ConcurrentHashMap<>();

    /** An object, and the interpreter that it is of no use without. */
    private record Handle(Object owner, Object object) {}

    private JavaHandles() {}

    /**
     * Makes a capsule with an object, a new reference.
     *
     * @param owner the interpreter with which Java's side of it ends
     */
    static long capsule(Object owner, Object object) {
        long number = LAST.incrementAndGet();
        HANDLES.put(number, new Handle(owner, object));
        long capsule = ObjectApi.capsule(number, NAME, Upcalls.DESTRUCTOR);
        if (capsule == 0) {
            HANDLES.remove(number);
            throw new PythonRaised();
        }
        return capsule;
    }

    /** Returns the object in a capsule, or null when it is none of these. */
    static @Nullable Object of(long capsule) {
        if (Types.of(capsule) != Types.CAPSULE || NativeMemory.getLong(capsule + ObjectLayout.CAPSULE_NAME) != NAME) {
            return null;
        }
        Handle handle = HANDLES.get(NativeMemory.getLong(capsule + ObjectLayout.CAPSULE_POINTER));
        return handle == null ? null : handle.object();
    }

    /** Lets all objects of an interpreter go: Python may keep their capsules, and can do nothing with them any more. */
    static void forget(Object owner) {
        HANDLES.values().removeIf(handle -> handle.owner() == owner);
    }

    /** Lets the object of a capsule go, which is being deleted. */
    static void release(long capsule) {
        HANDLES.remove(ObjectApi.capsulePointer(capsule, NAME));
    }
}
