package org.pybridge.internal.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** Values were converted between Java types and the ones that cross to Python. */
@Name("org.pybridge.Conversion")
@Label("Value Conversion")
@Category("PyBridge")
@Description("Values were converted between Java types and the ones that cross to Python.")
@Threshold("1 ms")
final class ConversionEvent extends Event {
    private static final ConversionEvent ANY = new ConversionEvent();

    @Label("To Python")
    boolean toPython;

    @Label("Type")
    @Nullable
    String type;

    static boolean isWanted() {
        return ANY.isEnabled();
    }
}
