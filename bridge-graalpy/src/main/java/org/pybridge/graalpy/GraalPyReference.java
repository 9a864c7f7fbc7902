package org.pybridge.graalpy;

import org.graalvm.polyglot.Value;
import org.pybridge.StaleObjectException;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Reference;

/** An object in a context. The garbage collector of the JVM is Python's too, so forgetting this object is enough to release it. */
record GraalPyReference(GraalPyInterpreter home, Value value) implements Reference {

    @Override
    public Interpreter interpreter() {
        return home;
    }

    @Override
    public void release() {
        // Nothing to do: see above.
    }

    /** Gives the value for use in an interpreter. */
    Value in(GraalPyInterpreter interpreter) {
        if (interpreter != home) {
            throw new StaleObjectException(
                    "the object lives in another interpreter than the one that runs the call; copy it with as(...) first");
        }
        return value;
    }
}
