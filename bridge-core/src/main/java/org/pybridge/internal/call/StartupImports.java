package org.pybridge.internal.call;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;
import org.pybridge.internal.pool.PoolEntry;
import org.pybridge.internal.pool.Slot;
import org.pybridge.pool.PoolConfig;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.ResultMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The modules that an interpreter imports before it is lent, so that no call's limit pays for them: those of the pool's option, and those
 * that interfaces were bound to. Thread-safe.
 */
public final class StartupImports {
    private static final Logger LOG = LoggerFactory.getLogger(StartupImports.class);

    private final List<String> named;
    private final Set<String> bound = new LinkedHashSet<>();
    private volatile int version;

    StartupImports(PoolConfig config) {
        this.named = config.imports();
    }

    /** Adds the module of an interface, which was imported somewhere already. */
    public synchronized void add(String module) {
        if (!named.contains(module) && bound.add(module)) {
            version++;
        }
    }

    private synchronized List<String> bound() {
        return new ArrayList<>(bound);
    }

    /** Whether a slot's interpreter, if it is up, lacks some of the modules. */
    boolean isDue(Slot slot) {
        PoolEntry place = slot.place();
        return place.imports() != version && place.isStarted();
    }

    /**
     * Imports them into an interpreter that has just started. One of the option's that cannot be imported fails the start.
     *
     * @return whether there are any
     */
    public boolean intoNew(Interpreter interpreter, PoolEntry place, Output output) {
        int now = version;
        List<String> others = bound();
        call(interpreter, named, true, output);
        report(call(interpreter, others, false, output));
        place.imported(now);
        return !named.isEmpty() || !others.isEmpty();
    }

    private static @Nullable Object call(
            Interpreter interpreter, List<String> modules, boolean required, Output output) {
        return modules.isEmpty() ? null : interpreter.call(importAll(modules, required), output);
    }

    /** Imports them into an interpreter that was up before they were added. */
    void into(Slot slot, CallExecutor executor) {
        int now = version;
        report(executor.prepare(slot, importAll(bound(), false)));
        slot.place().imported(now);
    }

    private static Invocation importAll(List<String> modules, boolean required) {
        return Invocation.of(RuntimeFunctions.IMPORT_ALL, ResultMode.VALUE, modules, required);
    }

    /** A call that needs such a module will raise the error again. */
    private static void report(@Nullable Object failures) {
        if (failures instanceof Map<?, ?> failed) {
            failed.forEach((module, error) -> LOG.warn("the module {} of a bound interface: {}", module, error));
        }
    }
}
