package org.pybridge.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.pybridge.Python;
import org.pybridge.PythonBuilder;
import org.pybridge.Script;
import org.pybridge.spi.Backend;
import org.pybridge.spi.Capability;

/**
 * What a user can rely on, whichever backend runs the Python. A backend passes by one subclass that says how to make it:
 *
 * <pre>{@code
 * class GraalPyContractTest extends PythonContract {
 *     @Override
 *     protected Backend backend() {
 *         return GraalPy.builder().build();
 *     }
 * }
 * }</pre>
 *
 * <p>All cases share one Python of two interpreters, because a start can cost seconds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PythonContract {
    private @Nullable Python python;

    /** Makes the contract. */
    protected PythonContract() {}

    /**
     * Makes a backend; nothing is started yet.
     *
     * @return a new backend
     */
    protected abstract Backend backend();

    @BeforeAll
    void start() {
        python = builder().pool(pool -> pool.size(2)).build();
    }

    @AfterAll
    void stop() {
        python().close();
    }

    /** The Python that the cases share. */
    final Python python() {
        return Objects.requireNonNull(python);
    }

    /** Begins a Python like the shared one, for a case that needs its own. */
    final PythonBuilder builder() {
        return Python.builder(backend()).pool(pool -> pool.initScript(kit()));
    }

    /** Tells whether the backend declares a capability. */
    final boolean can(Capability capability) {
        return backend().capabilities().contains(capability);
    }

    /** One script, because a pool has one: the second file's lines come after the first one's. */
    private static Script kit() {
        return new Script(resource("kit.py") + "\n" + resource("lab.py"), "kit.py");
    }

    private static String resource(String name) {
        try (InputStream file = PythonContract.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Nested
    class Evaluations extends EvaluationCases {
        @Override
        Python python() {
            return PythonContract.this.python();
        }

        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }

    @Nested
    class Calls extends CallCases {
        @Override
        Python python() {
            return PythonContract.this.python();
        }

        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }

    @Nested
    class LiveObjects extends ObjectCases {
        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }

    @Nested
    class ObjectLives extends ObjectLifeCases {
        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }

    @Nested
    class RudeObjects extends RudeObjectCases {
        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }

    @Nested
    class Generators extends GeneratorCases {
        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }

    @Nested
    class Callbacks extends CallbackCases {
        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }

    @Nested
    class CallbackFailures extends CallbackFailureCases {
        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }

    @Nested
    class ExposedObjects extends ExposedCases {
        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }

    @Nested
    class Bindings extends BindingCases {
        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }

    @Nested
    class BindingMismatches extends BindingMismatchCases {
        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }

    @Nested
    class AsyncCalls extends AsyncCases {
        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }

    @Nested
    class Cancelling extends CancelCases {
        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }

    @Nested
    class Outputs extends OutputCases {
        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }

    @Nested
    class Pools extends PoolCases {
        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }

    @Nested
    class PoolEnds extends PoolEndCases {
        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }

    @Nested
    class VirtualThreads extends VirtualThreadCases {
        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }

    @Nested
    class BadInput extends BadInputCases {
        @Override
        PythonContract contract() {
            return PythonContract.this;
        }
    }
}
