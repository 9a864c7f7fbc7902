package org.pybridge.internal;

import org.jspecify.annotations.Nullable;
import org.pybridge.internal.pool.Slot;
import org.pybridge.spi.DiagnosticContext;

/** Knows where each thread is, as far as calls of one pool are concerned. Thread-safe. */
final class Whereabouts {
    /**
     * How deep Java and Python may call each other. A level takes 18 KB of stack while Python is interpreted, so this fits the default
     * stack of 1 MB. An overflow would be worse than an exception: it can hit the engine while it loads a class, for good.
     */
    private static final int DEEPEST = 40;

    private final InheritableThreadLocal<Here> here = new InheritableThreadLocal<>() {
        @Override
        protected Here initialValue() {
            return new Here(DiagnosticContext.EMPTY);
        }

        @Override
        protected Here childValue(Here parent) {
            return parent.ofChild();
        }
    };

    /** Where a thread is. It is changed in place, because a thread-local variable costs 7 ns each time it is read or set. */
    static final class Here {
        private final DiagnosticContext inherited;
        private @Nullable Slot slot;
        private int depth;

        private Here(DiagnosticContext inherited) {
            this.inherited = inherited;
        }

        /** The place of a thread that the current one starts. What Python starts has the context of the call that it works for. */
        private Here ofChild() {
            return new Here(slot == null ? inherited : DiagnosticContext.current());
        }

        /** Gives the slot whose interpreter the thread is in, or null. */
        @Nullable
        Slot slot() {
            return slot;
        }

        /** Gives the diagnostic context of the call that started the thread; empty when none did. */
        DiagnosticContext inherited() {
            return inherited;
        }

        /** Moves the thread into a slot, or out of all; gives where it was before. */
        @Nullable
        Slot move(@Nullable Slot to) {
            Slot before = slot;
            slot = to;
            return before;
        }

        /**
         * Goes one level deeper, until {@link #rise}.
         *
         * @throws IllegalStateException when that is too deep
         */
        void descend() {
            if (depth == DEEPEST) {
                throw new IllegalStateException("Java and Python call each other " + DEEPEST
                        + " levels deep; make the recursion end, or use a loop");
            }
            depth++;
        }

        void rise() {
            depth--;
        }
    }

    /** Gives the current thread's place, for the current thread to change. */
    Here here() {
        return here.get();
    }
}
