package org.pybridge.internal.call;

import org.jspecify.annotations.Nullable;
import org.pybridge.internal.pool.Slot;
import org.pybridge.internal.support.DiagnosticContext;
import org.pybridge.internal.support.PerThread;
import org.pybridge.spi.Interpreter;

/** Knows where each thread is, as far as calls of one pool are concerned. Thread-safe. */
public final class CallContext {
    /**
     * How deep Java and Python may call each other. A level takes 18 KB of stack while Python is interpreted, so this fits the default
     * stack of 1 MB. An overflow would be worse than an exception: it can hit the engine while it loads a class, for good.
     */
    private static final int MAX_DEPTH = 40;

    private final PerThread<Here> here = new PerThread<>(() -> new Here(DiagnosticContext.EMPTY), Here::ofChild);

    /** Where a thread is. It is changed in place, because a thread-local variable costs 7 ns each time it is read or set. */
    public static final class Here {
        private final DiagnosticContext inherited;
        private @Nullable Slot slot;
        private @Nullable Interpreter interpreter;
        private int depth;
        private int callbacks;
        private int calls;

        private Here(DiagnosticContext inherited) {
            this.inherited = inherited;
        }

        /**
         * The place of a thread that the current one starts. What Python starts has the context of the call that it works for; what Java
         * starts, in a callback or elsewhere, is nowhere.
         */
        private @Nullable Here ofChild() {
            DiagnosticContext context = calls > callbacks ? DiagnosticContext.current() : inherited;
            return context == DiagnosticContext.EMPTY ? null : new Here(context);
        }

        /** Gives the slot whose interpreter the thread is in, or null. */
        @Nullable
        public Slot slot() {
            return slot;
        }

        /** Gives the diagnostic context of the call that started the thread; empty when none did. */
        public DiagnosticContext inherited() {
            return inherited;
        }

        /** Gives the interpreter that the thread is in, or null when it is in none. */
        @Nullable
        Interpreter interpreter() {
            return interpreter;
        }

        /** Goes into Python, until {@link #exit}. */
        void enter(Slot to, Interpreter where) {
            slot = to;
            interpreter = where;
            calls++;
        }

        /** Comes back from Python to where the thread was before. */
        void exit(@Nullable Slot before, @Nullable Interpreter where) {
            calls--;
            slot = before;
            interpreter = where;
        }

        /** Comes out of Python for a callback, until {@link #endCallback}. */
        public void beginCallback() {
            callbacks++;
        }

        public void endCallback() {
            callbacks--;
        }

        /** Moves a thread that Python started into a slot, or out of all. */
        public void move(@Nullable Slot to, @Nullable Interpreter where) {
            slot = to;
            interpreter = where;
        }

        /**
         * Goes one level deeper, until {@link #exitNested}.
         *
         * @throws IllegalStateException when that is too deep
         */
        void enterNested() {
            if (depth == MAX_DEPTH) {
                throw new IllegalStateException("Java and Python call each other " + MAX_DEPTH
                        + " levels deep; make the recursion end, or use a loop");
            }
            depth++;
        }

        void exitNested() {
            depth--;
        }
    }

    /** Gives the current thread's place, for the current thread to change. */
    public Here here() {
        return here.get();
    }

    /** Gives the slot that the current thread is in, or null. */
    @Nullable
    Slot slot() {
        Here known = here.peek();
        return known == null ? null : known.slot();
    }
}
