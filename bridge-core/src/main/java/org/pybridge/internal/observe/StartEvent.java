package org.pybridge.internal.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** An interpreter started and ran the init script. */
@Name("org.pybridge.InterpreterStart")
@Label("Interpreter Start")
@Category("PyBridge")
@Description("An interpreter started and ran the init script.")
final class StartEvent extends Event {
    private static final StartEvent ANY = new StartEvent();

    @Label("Backend")
    @Nullable
    String backend;

    static boolean isWanted() {
        return ANY.isEnabled();
    }
}
