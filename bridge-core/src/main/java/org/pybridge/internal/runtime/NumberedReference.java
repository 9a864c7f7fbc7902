package org.pybridge.grpc;

import java.lang.ref.Cleaner;
import org.pybridge.StaleObjectException;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Reference;

/** An object on a server. The server lets it go when this is released, or forgotten and collected. */
final class RemoteReference implements Reference {
    private final RemoteInterpreter home;
    private final long number;
    private final Cleaner.Cleanable releasing;

    RemoteReference(RemoteInterpreter home, long number, Cleaner cleaner) {
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
    long in(RemoteInterpreter interpreter) {
        if (interpreter != home) {
            throw new StaleObjectException(
                    "the object lives in another interpreter than the one that runs the call; copy it with as(...) first");
        }
        return number;
    }
}
