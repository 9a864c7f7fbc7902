package org.pybridge.bench;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Value;

/** GraalPy as it comes, for the rivals. Used by the thread that made it. */
final class RawPython implements AutoCloseable {
    private final Context context;
    private final boolean entered;
    private final Value module;

    private RawPython(Context.Builder builder, boolean entered) {
        this.context = builder.allowAllAccess(true)
                .option("python.PythonPath", PythonFiles.directory().toString())
                .build();
        this.entered = entered;
        if (entered) {
            context.enter();
        }
        this.module = context.eval("python", "import bench; bench");
    }

    /** The fastest kind: one context with an engine to itself, which the thread stays in. */
    static RawPython alone() {
        return new RawPython(Context.newBuilder("python").option("engine.WarnInterpreterOnly", "false"), true);
    }

    /** One as a pool needs it: on an engine that contexts can share, and no thread stays in it. */
    static RawPython pooled() {
        Engine engine = Engine.newBuilder("python")
                .option("engine.WarnInterpreterOnly", "false")
                .build();
        return new RawPython(Context.newBuilder("python").engine(engine), false);
    }

    Value function(String name) {
        return module.getMember(name);
    }

    @Override
    public void close() {
        if (entered) {
            context.leave();
        }
        context.close(true);
    }
}
