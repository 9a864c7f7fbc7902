package org.pybridge.bench;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/**
 * GraalPy as it comes, for the rivals: one context with an engine to itself, which is the fastest kind, and which the thread that made it
 * stays in. Used by that thread.
 */
final class RawPython implements AutoCloseable {
    private final Context context;
    private final Value module;

    RawPython() {
        context = Context.newBuilder("python")
                .allowAllAccess(true)
                .option("engine.WarnInterpreterOnly", "false")
                .option("python.PythonPath", PythonFiles.directory().toString())
                .build();
        context.enter();
        module = context.eval("python", "import bench; bench");
    }

    Value function(String name) {
        return module.getMember(name);
    }

    /** Leaves the context and enters it again: what a pool cannot do without. */
    void reenter() {
        context.leave();
        context.enter();
    }

    @Override
    public void close() {
        context.leave();
        context.close(true);
    }
}
