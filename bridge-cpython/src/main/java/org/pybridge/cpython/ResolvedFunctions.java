package org.pybridge.cpython;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pybridge.spi.EntryPoint;

/** The functions that an interpreter has been asked for by name: each is looked up once, where its module does not change. */
final class ResolvedFunctions {
    private static final String MAIN = "__main__";
    private static final String BUILTINS = "builtins";

    private final EmbeddedInterpreter python;
    private final RuntimeBindings library;
    private final Map<EntryPoint, Long> known = new ConcurrentHashMap<>();

    ResolvedFunctions(EmbeddedInterpreter python) {
        this.python = python;
        this.library = python.library();
    }

    /** Returns what an entry point names, a new reference. */
    long get(EntryPoint entryPoint, Scratch scratch) {
        Long found = known.get(entryPoint);
        if (found == null) {
            return find(entryPoint, scratch);
        }
        ObjectApi.incRef(found);
        return found;
    }

    private long find(EntryPoint entryPoint, Scratch scratch) {
        String module = entryPoint.module();
        long found = Calls.call(
                library.resolve(), scratch, Texts.make(module, scratch), Texts.make(entryPoint.attribute(), scratch));
        if (module.equals(BUILTINS) && Types.of(found) == Types.BUILTIN) {
            found = Calls.call(library.framed(), scratch, found);
        }
        if (!module.equals(MAIN)
                && Calls.call(library.isFixed(), scratch, Texts.make(module, scratch)) == Types.TRUE
                && known.putIfAbsent(entryPoint, found) == null) {
            // The map has a reference, too.
            ObjectApi.incRef(found);
        }
        return found;
    }

    /** Lets all of them go. */
    void forget() {
        known.values().forEach(python::release);
        known.clear();
    }
}
