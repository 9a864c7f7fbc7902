package org.pybridge.bench;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Value;

/** GraalPy as it comes, for the rivals. Used by the thread that made it. */
public final class RawPython implements AutoCloseable {
    private static final String BENCH = "bench";

    private final Context context;
    private final boolean entered;
    private final Value module;

    private RawPython(Context.Builder builder, String module, boolean entered) {
        this.context = builder.allowAllAccess(true)
                .option("python.PythonPath", PythonFiles.directory().toString())
                .build();
        this.entered = entered;
        if (entered) {
            context.enter();
        }
        this.module = context.eval("python", "import " + module + "; " + module);
    }

    /** The fastest kind: one context with an engine to itself, which the thread stays in. */
    static RawPython alone() {
        return new RawPython(Context.newBuilder("python").option("engine.WarnInterpreterOnly", "false"), BENCH, true);
    }

    /** One as a pool needs it: on an engine that contexts can share, and no thread stays in it. */
    static RawPython pooled() {
        return pooled(BENCH);
    }

    /**
     * Starts one as a pool needs it, with another module.
     *
     * @param module is beside {@code bench.py}
     * @return a Python that any thread may use
     */
    public static RawPython pooled(String module) {
        Engine engine = Engine.newBuilder("python")
                .option("engine.WarnInterpreterOnly", "false")
                .build();
        return new RawPython(Context.newBuilder("python").engine(engine), module, false);
    }

    /**
     * Finds a function of the module.
     *
     * @param name its name
     * @return the function
     */
    public Value function(String name) {
        return module.getMember(name);
    }

    /**
     * Returns the context, for what has no function.
     *
     * @return the context
     */
    public Context context() {
        return context;
    }

    @Override
    public void close() {
        if (entered) {
            context.leave();
        }
        context.close(true);
    }
}
