package org.pybridge.cpython;

import java.lang.ref.Cleaner;
import org.pybridge.StaleObjectException;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Reference;

/** An object in CPython. The next call lets it go after this was released, or forgotten and collected. */
final class CPythonReference implements Reference {
    private final CPythonInterpreter home;
    private final long object;
    private final Cleaner.Cleanable releasing;

    /**
     * Takes over a reference.
     *
     * @param object a new reference
     */
    CPythonReference(CPythonInterpreter home, EmbeddedInterpreter python, long object) {
        this.home = home;
        this.object = object;
        this.releasing = python.hold(this, object);
    }

    @Override
    public Interpreter interpreter() {
        return home;
    }

    @Override
    public void release() {
        releasing.clean();
    }

    /** Returns the object for use in an interpreter, a borrowed reference. */
    long in(CPythonInterpreter interpreter) {
        if (interpreter != home) {
            throw new StaleObjectException(
                    "the object lives in another interpreter than the one that runs the call; copy it with as(...) first");
        }
        return object;
    }
}
