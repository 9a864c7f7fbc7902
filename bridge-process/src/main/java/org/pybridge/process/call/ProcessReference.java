package org.pybridge.process.call;

import java.lang.ref.Cleaner;
import org.pybridge.StaleObjectException;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Reference;

/** An object in a worker. The worker lets it go when this is released, or forgotten and collected. */
final class ProcessReference implements Reference {
    private final ProcessInterpreter home;
    private final long number;
    private final Cleaner.Cleanable releasing;

    ProcessReference(ProcessInterpreter home, long number, Cleaner cleaner) {
        this.home = home;
        this.number = number;
        this.releasing = cleaner.register(this, release(home.releases(), number));
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

    /** Gives the number for use in an interpreter. */
    long in(ProcessInterpreter interpreter) {
        if (interpreter != home) {
            throw new StaleObjectException(
                    "the object lives in another interpreter than the one that runs the call; copy it with as(...) first");
        }
        return number;
    }
}
