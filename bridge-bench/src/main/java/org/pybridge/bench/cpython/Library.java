package org.pybridge.bench.cpython;

import java.nio.file.Path;
import java.util.Optional;
import org.pybridge.graalpy.GraalPy;
import org.pybridge.process.PythonProcess;

/** The libraries that are compared, each set up as its documentation says. */
public enum Library {
    /** GraalPy without a library. */
    RAW("raw GraalPy") {
        @Override
        Contender start() {
            return new RawRival();
        }
    },
    /** jep. */
    JEP("jep") {
        @Override
        Contender start() throws Exception {
            return new JepRival();
        }
    },
    /** Py4J. */
    PY4J("Py4J") {
        @Override
        Contender start() throws Exception {
            return new Py4JRival();
        }
    },
    /** This one, on GraalPy. */
    GRAALPY("PyBridge on GraalPy") {
        @Override
        Contender start() {
            return new BridgedRival(
                    GraalPy.builder().pythonPath(Path.of(Rival.DIRECTORY)).build(), 2);
        }
    },
    /** This one, with CPython in the JVM. */
    CPYTHON("PyBridge, CPython in the JVM") {
        @Override
        Contender start() {
            return new BridgedRival(BridgedRival.cpython(), 2);
        }
    },
    /** This one, with worker processes. */
    WORKERS("PyBridge in workers") {
        @Override
        Contender start() {
            return new BridgedRival(
                    PythonProcess.builder()
                            .executable(Rival.PYTHON)
                            .path(Path.of(Rival.DIRECTORY))
                            .build(),
                    2);
        }
    };

    private final String title;

    Library(String title) {
        this.title = title;
    }

    /** Starts it, on the thread that uses it where it is of one thread. */
    abstract Contender start() throws Exception;

    /** Whether one of its interpreters is used by the thread alone that made it. */
    boolean isOfOneThread() {
        return this == JEP;
    }

    /** What a home of this library is compared with. */
    Optional<Library> rival() {
        return switch (this) {
            case GRAALPY -> Optional.of(RAW);
            case CPYTHON -> Optional.of(JEP);
            case WORKERS -> Optional.of(PY4J);
            default -> Optional.empty();
        };
    }

    String title() {
        return title;
    }
}
