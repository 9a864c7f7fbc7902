package org.pybridge.graalpy;

import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.pybridge.spi.JavaObject;

/**
 * Calls a function of the library in Python with a value that takes most ways of a conversion, and looks whether it comes back. Python code
 * can change all of these functions, and an internal error of the engine can leave a context that does not work any more.
 */
final class SelfTest {
    private static final List<String> OF_THE_CALLER = List.of("RecursionError", "MemoryError", "KeyboardInterrupt");

    private final RuntimeBindings library;
    private final Inbound inbound;
    private final Outbound outbound;
    private final List<Object> sample;

    SelfTest(RuntimeBindings library, Inbound inbound, Outbound outbound) {
        this.library = library;
        this.inbound = inbound;
        this.outbound = outbound;
        this.sample = List.of("text", 2L, Map.of("key", List.of(2.5, 1L << 40)), this);
    }

    /** Tells whether the interpreter works; true as well where that cannot be told, because there is no stack or memory left for a call. */
    boolean passes() {
        try {
            Value itself = library.resolve().execute("_pybridge", "itself");
            List<Object> given = List.of(sample.get(0), sample.get(1), sample.get(2), new JavaObject(this, Map.of()));
            Value back = library.apply().execute(itself, inbound.made(List.of(given)), inbound.made(Map.of()));
            return sample.equals(outbound.copy(back, false, library.none()));
        } catch (PolyglotException failed) {
            String message = String.valueOf(failed.getMessage());
            return failed.isInterrupted() || OF_THE_CALLER.stream().anyMatch(message::startsWith);
        } catch (StackOverflowError full) {
            return true;
        } catch (RuntimeException broken) {
            return false;
        }
    }
}
