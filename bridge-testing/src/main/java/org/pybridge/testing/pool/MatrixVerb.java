package org.pybridge.testing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.pybridge.BatchException;
import org.pybridge.Call;
import org.pybridge.PyIterator;
import org.pybridge.PyModule;
import org.pybridge.PyObject;
import org.pybridge.PyValue;
import org.pybridge.Python;
import org.pybridge.Script;
import org.pybridge.ScriptResult;
import org.pybridge.Session;

/** A way to have Python do something, with each kind of result. */
enum MatrixVerb {
    EVAL {
        @Override
        void use(Python python, MatrixResult result, int n) {
            result.check(python.eval(expression(result), Map.of("n", n)), n);
        }
    },
    EXEC {
        @Override
        void use(Python python, MatrixResult result, int n) {
            python.exec(expression(result), Map.of("n", n));
        }
    },
    RUN {
        @Override
        void use(Python python, MatrixResult result, int n) {
            check(python.run(block(result), Map.of("n", n)), result, n);
        }
    },
    ATTEMPT {
        @Override
        void use(Python python, MatrixResult result, int n) {
            check(python.attempt(block(result), Map.of("n", n)).orElseThrow(), result, n);
        }
    },
    CALL {
        @Override
        void use(Python python, MatrixResult result, int n) {
            result.check(python.call("matrix:" + result.function, List.of(n)), n);
        }
    },
    CALL_ALL {
        @Override
        void use(Python python, MatrixResult result, int n) {
            try {
                python.callAll(Call.of("matrix:" + result.function), List.of(List.of(n)))
                        .forEach(each -> result.check(each, n));
            } catch (BatchException failed) {
                throw cause(failed);
            }
        }
    },
    BOUND {
        @Override
        void use(Python python, MatrixResult result, int n) {
            python.bind(Matrix.class).use(result, n);
        }
    },
    IMPORT {
        @Override
        void use(Python python, MatrixResult result, int n) {
            try (PyObject module = python.importModule("matrix")) {
                checkAndClose(module.callMethod(result.function, n), result, n);
            }
        }
    },
    SESSION_EVAL {
        @Override
        void use(Python python, MatrixResult result, int n) {
            try (Session session = python.session()) {
                result.check(session.eval(expression(result), Map.of("n", n)), n);
            }
        }
    },
    SESSION_CALL {
        @Override
        void use(Python python, MatrixResult result, int n) {
            try (Session session = python.session()) {
                result.check(session.call("matrix:" + result.function, List.of(n)), n);
            }
        }
    },
    SESSION_RUN {
        @Override
        void use(Python python, MatrixResult result, int n) {
            try (Session session = python.session()) {
                check(session.run(block(result), Map.of("n", n)), result, n);
            }
        }
    },
    WITH_SESSION {
        @Override
        void use(Python python, MatrixResult result, int n) {
            python.useSession(session -> result.check(session.eval(expression(result), Map.of("n", n)), n));
        }
    },
    ASYNC_EVAL {
        @Override
        void use(Python python, MatrixResult result, int n) {
            result.check(join(python.async().eval(expression(result), Map.of("n", n))), n);
        }
    },
    ASYNC_CALL {
        @Override
        void use(Python python, MatrixResult result, int n) {
            result.check(
                    join(python.async()
                            .call(Call.of("matrix:" + result.function).with(n))),
                    n);
        }
    },
    ASYNC_EXEC {
        @Override
        void use(Python python, MatrixResult result, int n) {
            join(python.async().exec(Script.of(expression(result)), Map.of("n", n)));
        }
    },
    ASYNC_CALL_ALL {
        @Override
        void use(Python python, MatrixResult result, int n) {
            try {
                join(python.async().callAll(Call.of("matrix:" + result.function), List.of(List.of(n))))
                        .forEach(each -> result.check(each, n));
            } catch (BatchException failed) {
                throw cause(failed);
            }
        }
    },
    ASYNC_RUN {
        @Override
        void use(Python python, MatrixResult result, int n) {
            check(join(python.async().run(Script.of(block(result)), Map.of("n", n))), result, n);
        }
    },
    ITERATOR {
        @Override
        void use(Python python, MatrixResult result, int n) {
            Call<PyObject> each =
                    Call.of("matrix:each").with(result.function, n).returning(PyObject.class);
            try (PyObject generator = python.call(each);
                    PyIterator<PyObject> results = generator.iterator()) {
                results.forEachRemaining(one -> checkAndClose(one, result, n));
            }
        }
    },
    STREAM {
        @Override
        void use(Python python, MatrixResult result, int n) {
            try (Stream<PyObject> results = python.bind(Matrix.class).each(result.function, n)) {
                assertThat(results.peek(one -> checkAndClose(one, result, n)).toList())
                        .hasSize(2);
            }
        }
    },
    CALLBACK {
        @Override
        void use(Python python, MatrixResult result, int n) {
            Runnable inside = () -> CALL.use(python, result, n);
            python.call("matrix:apply", List.of(inside));
        }
    };

    /** The module, bound. */
    @PyModule("matrix")
    interface Matrix {
        List<Object> copied(int n);

        PyObject live(int n);

        Iterator<Integer> generator(int n);

        CompletableFuture<Integer> future(int n);

        int error(int n);

        int printed(int n);

        Stream<PyObject> each(String kind, int n);

        default void use(MatrixResult result, int n) {
            switch (result) {
                case COPIED -> assertThat(copied(n)).isEqualTo(List.of((long) n, Map.of("n", List.of((long) n))));
                case LIVE -> result.check(live(n), n);
                case GENERATOR -> assertThat(generator(n)).toIterable().containsExactly(n, n + 1, n + 2);
                case FUTURE -> assertThat(join(future(n))).isEqualTo(n);
                case ERROR -> error(n);
                case PRINTED -> assertThat(printed(n)).isEqualTo(n);
            }
        }
    }

    /** Has Python give a result, and uses it; an error comes out as the verb throws it. */
    abstract void use(Python python, MatrixResult result, int n);

    /** How often the result is made. */
    int times() {
        return this == ITERATOR || this == STREAM ? 2 : 1;
    }

    /** Tells whether what is printed comes with the result. */
    boolean captures() {
        return this == RUN || this == ATTEMPT || this == SESSION_RUN || this == ASYNC_RUN;
    }

    private static String expression(MatrixResult result) {
        return "import matrix\nmatrix." + result.function + "(n)";
    }

    private static String block(MatrixResult result) {
        return "names = [n]\n__import__('matrix')." + result.function + "(n)";
    }

    private static void check(ScriptResult evaluation, MatrixResult result, int n) {
        result.check(evaluation.value(), n);
        PyValue names = Objects.requireNonNull(evaluation.globals().get("names"));
        assertThat(names.as(Object.class)).isEqualTo(List.of((long) n));
        assertThat(evaluation.stdout()).isEqualTo(result.stdout(n));
        assertThat(evaluation.stderr()).isEqualTo(result.stderr(n));
    }

    private static void checkAndClose(PyObject object, MatrixResult result, int n) {
        try (object) {
            result.check(object, n);
        }
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            throw cause(failed);
        }
    }

    private static RuntimeException cause(Throwable failed) {
        if (failed.getCause() instanceof RuntimeException cause) {
            return cause;
        }
        throw new AssertionError(failed);
    }
}
