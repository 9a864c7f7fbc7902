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

    private static Script kit() {
        try (InputStream file = PythonContract.class.getResourceAsStream("kit.py")) {
            String source = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return new Script(source, "kit.py");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Nested
    class Evaluations extends EvaluationCases {}

    @Nested
    class Incomplete extends IncompleteInputCases {}

    @Nested
    class Sources extends SourceCases {}

    @Nested
    class Namespaces extends NamespaceCases {}

    @Nested
    class Calls extends CallCases {}

    @Nested
    class Numbers extends NumberCases {}

    @Nested
    class Text extends TextCases {}

    @Nested
    class Bytes extends BytesCases {}

    @Nested
    class Containers extends ContainerCases {}

    @Nested
    class LongLists extends LongListCases {}

    @Nested
    class Times extends TimeCases {}

    @Nested
    class Zones extends ZoneCases {}

    @Nested
    class Records extends RecordCases {}

    @Nested
    class Enums extends EnumCases {}

    @Nested
    class Beans extends BeanCases {}

    @Nested
    class RoundTrips extends RoundTripCases {}

    @Nested
    class PythonTypes extends PythonTypeCases {}

    @Nested
    class Misfits extends MisfitCases {}

    @Nested
    class Nesting extends NestingCases {}

    @Nested
    class Opaque extends OpaqueCases {}

    @Nested
    class Converters extends ConverterCases {}

    @Nested
    class Errors extends ErrorCases {}

    @Nested
    class HostileErrors extends HostileErrorCases {}

    @Nested
    class Exits extends ExitCases {}

    @Nested
    class ErrorChains extends ErrorChainCases {}
}
