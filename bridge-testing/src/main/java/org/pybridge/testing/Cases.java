package org.pybridge.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.spi.Capability;

/** Cases about one topic. A subclass nested in the contract runs them on the contract's Python. */
@ExtendWith(Cases.Context.class)
abstract class Cases {
    private @Nullable PythonContract contract;
    private long lostBefore;

    /** Tells each case which contract it is nested in, and that it loses no interpreter unless it says so. */
    static final class Context implements BeforeEachCallback, AfterEachCallback {
        @Override
        public void beforeEach(ExtensionContext context) {
            Cases cases =
                    context.getRequiredTestInstances().findInstance(Cases.class).orElseThrow();
            cases.contract = context.getRequiredTestInstances()
                    .findInstance(PythonContract.class)
                    .orElseThrow();
            cases.lostBefore = cases.contract.losses().count();
        }

        @Override
        public void afterEach(ExtensionContext context) {
            Cases cases =
                    context.getRequiredTestInstances().findInstance(Cases.class).orElseThrow();
            if (context.getExecutionException().isEmpty() && !mayLose(context)) {
                assertThat(cases.contract().losses().count() - cases.lostBefore)
                        .as("interpreters that were lost in a case that is no @LosesInterpreter")
                        .isZero();
            }
        }

        private static boolean mayLose(ExtensionContext context) {
            return isAnnotated(context.getRequiredTestMethod(), LosesInterpreter.class)
                    || isAnnotated(context.getRequiredTestClass(), LosesInterpreter.class);
        }
    }

    /** The Python that all cases share, with the module {@code kit}. It is never closed by a case. */
    Python python() {
        return contract().python();
    }

    /** The contract, for cases that start a Python of their own. */
    PythonContract contract() {
        return Objects.requireNonNull(contract);
    }

    /** The value of an expression or block, as {@code Object}. */
    final @Nullable Object eval(String code) {
        return python().eval(code).as(Object.class);
    }

    /** The value of a block that raises. */
    final PythonException raised(String code) {
        return Raises.assertRaises(() -> python().exec(code), PythonException.class);
    }

    /** Says what a case is about that not every backend can do. */
    final void needs(Capability capability) {
        assumeTrue(contract().can(capability), () -> "the backend declares that it lacks " + capability);
    }

    /** Tells whether it is PyPy, where Python itself does not behave as elsewhere. */
    final boolean isPyPy() {
        return python().eval("import sys\nsys.implementation.name == 'pypy'").as(boolean.class);
    }

    /** Says which version of Python 3 brought what a case is about. */
    final void needsPython(int minor) {
        String code = "import sys\nsys.version_info >= (3, " + minor + ")";
        assumeTrue(python().eval(code).as(boolean.class), () -> "it came with Python 3." + minor);
    }
}
