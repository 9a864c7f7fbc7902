package org.pybridge.internal.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The pool gave up an interpreter. */
@Name("org.pybridge.InterpreterDiscard")
@Label("Interpreter Discard")
@Category("PyBridge")
@Description("The pool gave up an interpreter.")
@StackTrace(false)
final class DiscardEvent extends Event {
    private static final DiscardEvent ANY = new DiscardEvent();

    @Label("Backend")
    @Nullable
    String backend;

    @Label("Reason")
    @Nullable
    String reason;

    static boolean isWanted() {
        return ANY.isEnabled();
    }
}
