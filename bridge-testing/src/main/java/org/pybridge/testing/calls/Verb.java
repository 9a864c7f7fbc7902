package org.pybridge.testing.calls;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyError;
import org.pybridge.PyObject;
import org.pybridge.PyValue;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.PythonOperations;
import org.pybridge.PythonSyntaxException;
import org.pybridge.Script;
import org.pybridge.ScriptResult;
import org.pybridge.Session;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.Recorded;

/** The ways to run a script, and what each of them tells about it, in the oracle's words. */
public enum Verb {
    EVAL {
        @Override
        void run(Python python, String code, Map<String, @Nullable Object> seen) {
            putCopies(python, seen, python.eval(code), null);
        }
    },
    RUN {
        @Override
        void run(Python python, String code, Map<String, @Nullable Object> seen) {
            putEvaluation(python, seen, python.run(code));
        }
    },
    EXEC {
        @Override
        void run(Python python, String code, Map<String, @Nullable Object> seen) {
            python.exec(code);
        }
    },
    SESSION_EVAL {
        @Override
        void run(Python python, String code, Map<String, @Nullable Object> seen) {
            try (Session session = python.session()) {
                try (PyObject value = session.eval(code)) {
                    seen.put("value", session.call("oracle:described_alive", List.of(value), String.class));
                } finally {
                    putNames(session, seen);
                }
            }
        }
    },
    SESSION_RUN {
        @Override
        void run(Python python, String code, Map<String, @Nullable Object> seen) {
            try (Session session = python.session()) {
                putEvaluation(session, seen, session.run(code));
            }
        }
    },
    SESSION_EXEC {
        @Override
        void run(Python python, String code, Map<String, @Nullable Object> seen) {
            try (Session session = python.session()) {
                try {
                    session.exec(code);
                } finally {
                    putNames(session, seen);
                }
            }
        }
    },
    ASYNC_EVAL {
        @Override
        void run(Python python, String code, Map<String, @Nullable Object> seen) {
            putCopies(python, seen, python.async().eval(code, Map.of()).join(), null);
        }
    },
    ASYNC_RUN {
        @Override
        void run(Python python, String code, Map<String, @Nullable Object> seen) {
            putEvaluation(
                    python, seen, python.async().run(Script.of(code), Map.of()).join());
        }
    };

    /** Runs a script and notes what the verb tells, besides output that goes to Python's own, and an exception. */
    abstract void run(Python python, String code, Map<String, @Nullable Object> seen);

    /** Runs a script and gives everything that is seen of it. */
    public Map<String, @Nullable Object> observe(Python python, Recorded output, String code) {
        output.clear();
        Map<String, @Nullable Object> seen = new LinkedHashMap<>();
        seen.put("error", null);
        try {
            run(python, code, seen);
        } catch (CompletionException wrapped) {
            seen.put("error", described(Objects.requireNonNull(wrapped.getCause())));
        } catch (RuntimeException thrown) {
            seen.put("error", described(thrown));
        }
        if (seen.get("error") == null || !captures()) {
            seen.putIfAbsent("stdout", output.out());
            seen.putIfAbsent("stderr", output.err());
        }
        return seen;
    }

    /** The same where others use the interpreters as well: output that is not in the result cannot be told from theirs. */
    public Map<String, @Nullable Object> observe(Python python, String code) {
        Map<String, @Nullable Object> seen = observe(python, new Recorded(), code);
        if (!captures()) {
            seen.keySet().removeAll(List.of("stdout", "stderr"));
        }
        return seen;
    }

    /** What a call of a function gives, in the same words. */
    public static Map<String, @Nullable Object> result(PythonOperations python, PyValue value) {
        Map<String, @Nullable Object> seen = new LinkedHashMap<>();
        putCopies(python, seen, value, null);
        return seen;
    }

    private boolean captures() {
        return this == RUN || this == SESSION_RUN || this == ASYNC_RUN;
    }

    private static void putEvaluation(
            PythonOperations python, Map<String, @Nullable Object> seen, ScriptResult evaluation) {
        seen.put("stdout", evaluation.stdout());
        seen.put("stderr", evaluation.stderr());
        putCopies(python, seen, evaluation.value(), evaluation.globals());
    }

    /** What has been to Java goes back, so that it is described where it came from. */
    private static void putCopies(
            PythonOperations python,
            Map<String, @Nullable Object> seen,
            PyValue value,
            @Nullable Map<String, PyValue> names) {
        List<Object> described = python.call(
                "oracle:described", List.of(value, names == null ? Map.of() : names), new TypeRef<List<Object>>() {});
        seen.put("copy", described.get(0));
        if (names != null) {
            seen.put("copies", described.get(1));
        }
    }

    private static void putNames(Session session, Map<String, @Nullable Object> seen) {
        seen.put("names", session.call("oracle:names", List.of(session.eval("globals()"), false), Object.class));
    }

    private static Object described(Throwable thrown) {
        if (!(thrown instanceof PythonException raised)) {
            return String.valueOf(thrown);
        }
        Map<String, @Nullable Object> parts = described(raised.error());
        if (raised instanceof PythonSyntaxException syntax) {
            parts.put("place", List.of(syntax.line(), syntax.column()));
        }
        return parts;
    }

    private static Map<String, @Nullable Object> described(PyError error) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("type", error.type());
        parts.put("bases", error.bases());
        parts.put("message", error.message());
        // Those of a syntax error differ from engine to engine; its place is told by PythonSyntaxException.
        parts.put("arguments", error.isA("SyntaxError") ? null : error.arguments());
        parts.put("place", null);
        parts.put(
                "frames",
                error.frames().stream()
                        .map(frame -> frame.file() + ":" + frame.line() + " " + frame.function())
                        .toList());
        parts.put("notes", error.notes());
        parts.put("origin", error.causeOrContext().map(Verb::described).orElse(null));
        parts.put("group", error.group().stream().map(Verb::described).toList());
        return parts;
    }
}
