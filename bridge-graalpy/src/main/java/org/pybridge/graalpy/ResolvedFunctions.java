package org.pybridge.graalpy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.Value;
import org.pybridge.spi.EntryPoint;

/** What the entry points of an interpreter name; each is looked up once, where its module does not change. Thread-safe. */
final class ResolvedFunctions {
    private static final String MAIN = "__main__";
    private static final String RUNTIME = "_pybridge";

    private final RuntimeBindings library;
    private final Map<EntryPoint, Value> known = new ConcurrentHashMap<>();

    ResolvedFunctions(RuntimeBindings library) {
        this.library = library;
    }

    Value find(EntryPoint entryPoint) {
        Value found = known.get(entryPoint);
        return found != null ? found : resolve(entryPoint);
    }

    private Value resolve(EntryPoint entryPoint) {
        Value found = library.resolve().execute(entryPoint.module(), entryPoint.attribute());
        if (entryPoint.module().startsWith(RUNTIME)) {
            found = library.apart().execute(found);
        }
        if (!entryPoint.module().equals(MAIN)
                && library.isFixed().execute(entryPoint.module()).asBoolean()) {
            known.put(entryPoint, found);
        }
        return found;
    }
}
