package org.pybridge.testing.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.pybridge.Python;
import org.pybridge.PythonBuilder;
import org.pybridge.Script;
import org.pybridge.spi.Backend;
import org.pybridge.spi.Capability;

/** What a contract gives its cases: the Python that they share, and the means to start others. It fails a case that loses an interpreter. */
public final class Fixture implements BeforeEachCallback, AfterEachCallback {
    private final Losses losses = new Losses();
    private @Nullable Supplier<Backend> backends;
    private @Nullable Python python;
    private long lostBefore;

    /**
     * Starts the Python that the cases share.
     *
     * @param made makes a backend; nothing is started yet
     */
    public void start(Supplier<Backend> made) {
        backends = made;
        Python shared = unheard().pool(pool -> pool.size(2)).build();
        losses.add(shared::statistics);
        python = shared;
    }

    public void stop() {
        python().close();
    }

    /** The Python that the cases share. */
    public Python python() {
        return Objects.requireNonNull(python);
    }

    public Backend backend() {
        return Objects.requireNonNull(backends).get();
    }

    /** Begins a Python like the shared one, for a case that needs its own. */
    public PythonBuilder builder() {
        return unheard().listener(losses.ofOnePool());
    }

    /** Most cases run without a listener, as most pools do. */
    private PythonBuilder unheard() {
        return Python.builder(backend()).pool(pool -> pool.initScript(kit()));
    }

    /** The interpreters that were lost in the shared Python, and in those that cases made with {@link #builder()}. */
    public Losses losses() {
        return losses;
    }

    /** Tells whether the backend declares a capability. */
    public boolean can(Capability capability) {
        return backend().capabilities().contains(capability);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        cases(context).ifPresent(cases -> cases.use(this));
        lostBefore = losses.count();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isEmpty() && !mayLose(context)) {
            assertThat(losses.count() - lostBefore)
                    .as("interpreters that were lost in a case that is no @LosesInterpreter")
                    .isZero();
        }
    }

    private static Optional<Cases> cases(ExtensionContext context) {
        return context.getRequiredTestInstances().findInstance(Cases.class);
    }

    private static boolean mayLose(ExtensionContext context) {
        return isAnnotated(context.getRequiredTestMethod(), LosesInterpreter.class)
                || isAnnotated(context.getRequiredTestClass(), LosesInterpreter.class);
    }

    /** One script, because a pool has one: the second file's lines come after the first one's. */
    private static Script kit() {
        return new Script(Resources.text("kit.py") + "\n" + Resources.text("lab.py"), "kit.py");
    }
}
