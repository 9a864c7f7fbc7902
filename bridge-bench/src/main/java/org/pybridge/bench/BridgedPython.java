package org.pybridge.bench;

import org.pybridge.Python;
import org.pybridge.graalpy.GraalPy;

/** The library under test, with {@code bench.py} on its path. */
final class BridgedPython {
    private BridgedPython() {}

    static Python start(int interpreters) {
        GraalPy backend = GraalPy.builder().pythonPath(PythonFiles.directory()).build();
        return Python.builder(backend)
                .pool(pool -> pool.size(interpreters).eager(true))
                .build();
    }
}
