package org.pybridge.internal.runtime;

import java.lang.ref.Cleaner;
import org.pybridge.StaleObjectException;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Reference;

/** An object in an interpreter elsewhere, by its number there. It is let go there when this is released, or forgotten and collected. */
public final class NumberedReference implements Reference {
    private final Interpreter home;
    private final long number;
    private final Cleaner.Cleanable releasing;

    /**
     * Takes over an object.
     *
     * @param home its interpreter
     * @param number its number there
     * @param releases tell that it was let go
     * @param cleaner notices that it was forgotten
     */
    public NumberedReference(Interpreter home, long number, Releases releases, Cleaner cleaner) {
        this.home = home;
        this.number = number;
        this.releasing = cleaner.register(this, release(releases, number));
    }

    /** Static, because a cleaning action that knows its object keeps it for ever. */
    private static Runnable release(Releases releases, long number) {
        return () -> releases.add(number);
    }

    @Override
    public Interpreter interpreter() {
        return home;
    }

    @Override
    public void release() {
        releasing.clean();
    }

    /**
     * Gives the number for use in an interpreter.
     *
     * @throws StaleObjectException when the object lives in another one
     */
    public long in(Interpreter interpreter) {
        if (interpreter != home) {
            throw new StaleObjectException(
                    "the object lives in another interpreter than the one that runs the call; copy it with as(...) first");
        }
        return number;
    }
}
