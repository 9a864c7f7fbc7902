package org.pybridge.testing;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
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
    private final Losses losses = new Losses();
    private @Nullable Python python;

    /** Makes the contract. */
    protected PythonContract() {}

    /**
     * Makes a backend; nothing is started yet.
     *
     * @return a new backend
     */
    protected abstract Backend backend();

    /**
     * Makes a backend whose interpreters can import numpy, for the cases about its arrays. None by default; then these are skipped.
     *
     * @return a new backend, or empty where there is no numpy
     */
    protected Optional<Backend> backendWithNumpy() {
        return Optional.empty();
    }

    @BeforeAll
    void start() {
        Python shared = unheard().pool(pool -> pool.size(2)).build();
        losses.add(shared::statistics);
        python = shared;
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
        return unheard().listener(losses.ofOnePool());
    }

    /** Most cases run without a listener, as most pools do. */
    private PythonBuilder unheard() {
        return Python.builder(backend()).pool(pool -> pool.initScript(kit()));
    }

    /** The interpreters that were lost in the shared Python, and in those that cases made with {@link #builder()}. */
    final Losses losses() {
        return losses;
    }

    /** Tells whether the backend declares a capability. */
    final boolean can(Capability capability) {
        return backend().capabilities().contains(capability);
    }

    /** One script, because a pool has one: the second file's lines come after the first one's. */
    private static Script kit() {
        return new Script(Resources.text("kit.py") + "\n" + Resources.text("lab.py"), "kit.py");
    }

    @Nested
    class Evaluations extends EvaluationCases {}

    @Nested
    class Differential extends DifferentialCases {}

    @Nested
    class Matrix extends MatrixCases {}

    @Nested
    class Incomplete extends IncompleteInputCases {}

    @Nested
    class LiveObjects extends ObjectCases {}

    @Nested
    class ObjectLives extends ObjectLifeCases {}

    @Nested
    class RudeObjects extends RudeObjectCases {}

    @Nested
    class Generators extends GeneratorCases {}

    @Nested
    class Callbacks extends CallbackCases {}

    @Nested
    class FunctionTypes extends FunctionTypeCases {}

    @Nested
    class CallbackFailures extends CallbackFailureCases {}

    @Nested
    class ExposedObjects extends ExposedCases {}

    @Nested
    class Bindings extends BindingCases {}

    @Nested
    class BindingMismatches extends BindingMismatchCases {}

    @Nested
    class AsyncCalls extends AsyncCases {}

    @Nested
    class CoroutineResults extends CoroutineResultCases {}

    @Nested
    class ManyCalls extends ManyCallsCases {}

    @Nested
    class Cancelling extends CancelCases {}

    @Nested
    class Deadlines extends DeadlineCases {}

    @Nested
    class Limits extends LimitCases {}

    @Nested
    class Interrupting extends InterruptCases {}

    @Nested
    class Stuck extends StuckCases {}

    @Nested
    class Outputs extends OutputCases {}

    @Nested
    class Pools extends PoolCases {}

    @Nested
    class PoolEnds extends PoolEndCases {}

    @Nested
    class Lifecycles extends LifecycleCases {}

    @Nested
    class Resets extends ResetCases {}

    @Nested
    class LiveResults extends LiveResultCases {}

    @Nested
    class Runs extends RunCases {}

    @Nested
    class FirstCalls extends FirstCallCases {}

    @Nested
    class Listeners extends ListenerCases {}

    @Nested
    class HealthProbes extends HealthCases {}

    @Nested
    class Doctors extends DoctorCases {}

    @Nested
    class Contexts extends ContextCases {}

    @Nested
    class Crashes extends CrashCases {}

    @Nested
    class VirtualThreads extends VirtualThreadCases {}

    @Nested
    class BadInput extends BadInputCases {}

    @Nested
    class Sources extends SourceCases {}

    @Nested
    class OwnModules extends ModuleCases {}

    @Nested
    class Namespaces extends NamespaceCases {}

    @Nested
    class Calls extends CallCases {}

    @Nested
    class CallAll extends CallAllCases {}

    @Nested
    class Beans extends BeanCases {}

    @Nested
    class Keys extends KeyCases {}

    @Nested
    class Errors extends ErrorCases {}

    @Nested
    class HostileErrors extends HostileErrorCases {}

    @Nested
    class Exits extends ExitCases {}

    @Nested
    class ErrorChains extends ErrorChainCases {}

    @Nested
    class Numbers extends NumberCases {}

    @Nested
    class Texts extends TextCases {}

    @Nested
    class Bytes extends BytesCases {}

    @Nested
    class Buffers extends BufferCases {}

    @Nested
    class SharedArrays extends SharedArrayCases {}

    /** Before other cases import native code: an engine may then bar further interpreters of the process from it. */
    @Nested
    @Order(1)
    class Numpy extends NumpyCases {
        @Override
        Optional<Backend> backendWithNumpy() {
            return PythonContract.this.backendWithNumpy();
        }
    }

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
    class Nestings extends NestingCases {}

    @Nested
    class Misfits extends MisfitCases {}

    @Nested
    class RoundTrips extends RoundTripCases {}

    @Nested
    class Subclasses extends SubclassCases {}

    @Nested
    class Signatures extends SignatureCases {}

    @Nested
    class Streams extends StreamCases {}

    @Nested
    class Imports extends ImportCases {}

    @Nested
    class Opaques extends OpaqueCases {}

    @Nested
    class Enums extends EnumCases {}

    @Nested
    class JavaTypes extends JavaTypeCases {}

    @Nested
    class JavaObjects extends JavaObjectCases {}

    @Nested
    class Converters extends ConverterCases {}
}
