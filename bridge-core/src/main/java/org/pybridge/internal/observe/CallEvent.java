package org.pybridge.internal.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A call ran in an interpreter. */
@Name("org.pybridge.Call")
@Label("Python Call")
@Category("PyBridge")
@Description("A call ran in an interpreter.")
@Threshold("1 ms")
final class CallEvent extends Event {
    private static final CallEvent ANY = new CallEvent();

    @Label("Backend")
    @Nullable
    String backend;

    @Label("Function")
    @Nullable
    String function;

    @Label("Outcome")
    @Nullable
    String outcome;

    static boolean isWanted() {
        return ANY.isEnabled();
    }
}
