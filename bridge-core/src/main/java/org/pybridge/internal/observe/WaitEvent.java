package org.pybridge.internal.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A caller waited for an interpreter of the pool. */
@Name("org.pybridge.LeaseWait")
@Label("Wait for an Interpreter")
@Category("PyBridge")
@Description("A caller waited for an interpreter of the pool.")
@Threshold("1 ms")
final class WaitEvent extends Event {
    private static final WaitEvent ANY = new WaitEvent();

    @Label("Backend")
    @Nullable
    String backend;

    @Label("Timed Out")
    boolean timedOut;

    static boolean isWanted() {
        return ANY.isEnabled();
    }
}
