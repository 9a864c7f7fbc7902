package org.pybridge.testing.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.spi.Capability;

/** Cases about one topic. A subclass nested in the contract runs them on the contract's Python. */
public abstract class Cases {
    private @Nullable Fixture fixture;

    /** The Python that all cases share, with the module {@code kit}. It is never closed by a case. */
    protected Python python() {
        return fixture().python();
    }

    /** What the contract gives its cases, for those that start a Python of their own. */
    protected Fixture fixture() {
        return Objects.requireNonNull(fixture);
    }

    void use(Fixture given) {
        fixture = given;
    }

    /** The value of an expression or block, as {@code Object}. */
    protected final @Nullable Object eval(String code) {
        return python().eval(code).as(Object.class);
    }

    /** The value of a block that raises. */
    protected final PythonException raised(String code) {
        return Raises.assertRaises(() -> python().exec(code), PythonException.class);
    }

    /** Says what a case is about that not every backend can do. */
    protected final void needs(Capability capability) {
        assumeTrue(fixture().can(capability), () -> "the backend declares that it lacks " + capability);
    }

    /** Tells whether it is PyPy, where Python itself does not behave as elsewhere. */
    protected final boolean isPyPy() {
        return python().eval("import sys\nsys.implementation.name == 'pypy'").as(boolean.class);
    }

    /** Says which version of Python 3 brought what a case is about. */
    protected final void needsPython(int minor) {
        String code = "import sys\nsys.version_info >= (3, " + minor + ")";
        assumeTrue(python().eval(code).as(boolean.class), () -> "it came with Python 3." + minor);
    }
}
