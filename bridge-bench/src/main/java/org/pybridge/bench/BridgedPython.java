package org.pybridge.bench;

import java.util.function.UnaryOperator;
import org.pybridge.Python;
import org.pybridge.PythonBuilder;
import org.pybridge.graalpy.GraalPy;

/** The library under test, with {@code bench.py} on its path. */
final class BridgedPython {
    private BridgedPython() {}

    static Python start(int interpreters) {
        return start(interpreters, UnaryOperator.identity());
    }

    static Python start(int interpreters, UnaryOperator<PythonBuilder> change) {
        GraalPy backend = GraalPy.builder().pythonPath(PythonFiles.directory()).build();
        PythonBuilder builder =
                Python.builder(backend).pool(pool -> pool.size(interpreters).eager(true));
        return change.apply(builder).build();
    }
}
