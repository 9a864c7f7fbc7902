package org.pybridge.testing;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.pybridge.spi.Backend;
import org.pybridge.testing.calls.AsyncCases;
import org.pybridge.testing.calls.BadInputCases;
import org.pybridge.testing.calls.CallAllCases;
import org.pybridge.testing.calls.CallCases;
import org.pybridge.testing.calls.CancelCases;
import org.pybridge.testing.calls.ContextCases;
import org.pybridge.testing.calls.CoroutineResultCases;
import org.pybridge.testing.calls.DeadlineCases;
import org.pybridge.testing.calls.DifferentialCases;
import org.pybridge.testing.calls.EvaluationCases;
import org.pybridge.testing.calls.FirstCallCases;
import org.pybridge.testing.calls.GeneratorCases;
import org.pybridge.testing.calls.ImportCases;
import org.pybridge.testing.calls.InterruptCases;
import org.pybridge.testing.calls.ManyCallsCases;
import org.pybridge.testing.calls.ModuleCases;
import org.pybridge.testing.calls.NamespaceCases;
import org.pybridge.testing.calls.OutputCases;
import org.pybridge.testing.calls.RunCases;
import org.pybridge.testing.calls.SourceCases;
import org.pybridge.testing.calls.StreamCases;
import org.pybridge.testing.calls.StuckCases;
import org.pybridge.testing.calls.VirtualThreadCases;
import org.pybridge.testing.errors.ErrorCases;
import org.pybridge.testing.errors.ErrorChainCases;
import org.pybridge.testing.errors.ExitCases;
import org.pybridge.testing.errors.HostileErrorCases;
import org.pybridge.testing.objects.BindingCases;
import org.pybridge.testing.objects.BindingMismatchCases;
import org.pybridge.testing.objects.CallbackCases;
import org.pybridge.testing.objects.CallbackFailureCases;
import org.pybridge.testing.objects.ExposedCases;
import org.pybridge.testing.objects.FunctionTypeCases;
import org.pybridge.testing.objects.JavaObjectCases;
import org.pybridge.testing.objects.ObjectCases;
import org.pybridge.testing.objects.ObjectLifeCases;
import org.pybridge.testing.objects.OpaqueCases;
import org.pybridge.testing.objects.RudeObjectCases;
import org.pybridge.testing.objects.SignatureCases;
import org.pybridge.testing.pool.CrashCases;
import org.pybridge.testing.pool.DoctorCases;
import org.pybridge.testing.pool.HealthCases;
import org.pybridge.testing.pool.LifecycleCases;
import org.pybridge.testing.pool.LimitCases;
import org.pybridge.testing.pool.ListenerCases;
import org.pybridge.testing.pool.LiveResultCases;
import org.pybridge.testing.pool.MatrixCases;
import org.pybridge.testing.pool.PoolCases;
import org.pybridge.testing.pool.PoolEndCases;
import org.pybridge.testing.pool.ResetCases;
import org.pybridge.testing.support.Fixture;
import org.pybridge.testing.values.BeanCases;
import org.pybridge.testing.values.BufferCases;
import org.pybridge.testing.values.BytesCases;
import org.pybridge.testing.values.ContainerCases;
import org.pybridge.testing.values.ConverterCases;
import org.pybridge.testing.values.EnumCases;
import org.pybridge.testing.values.IncompleteInputCases;
import org.pybridge.testing.values.JavaTypeCases;
import org.pybridge.testing.values.KeyCases;
import org.pybridge.testing.values.LongListCases;
import org.pybridge.testing.values.MisfitCases;
import org.pybridge.testing.values.NestingCases;
import org.pybridge.testing.values.NumberCases;
import org.pybridge.testing.values.NumpyCases;
import org.pybridge.testing.values.RecordCases;
import org.pybridge.testing.values.RoundTripCases;
import org.pybridge.testing.values.SharedArrayCases;
import org.pybridge.testing.values.SubclassCases;
import org.pybridge.testing.values.TextCases;
import org.pybridge.testing.values.TimeCases;
import org.pybridge.testing.values.ZoneCases;

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
    @RegisterExtension
    final Fixture fixture = new Fixture();

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
        fixture.start(this::backend);
    }

    @AfterAll
    void stop() {
        fixture.stop();
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
        protected Optional<Backend> backendWithNumpy() {
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
