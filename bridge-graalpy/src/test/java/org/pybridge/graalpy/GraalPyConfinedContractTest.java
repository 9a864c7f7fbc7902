package org.pybridge.graalpy;

import java.lang.reflect.Method;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.pybridge.spi.Backend;
import org.pybridge.testing.PythonContract;

/** What the contract says of the things that access could take away holds for confined code, too. */
@ExtendWith(GraalPyConfinedContractTest.Chosen.class)
class GraalPyConfinedContractTest extends PythonContract {

    @Override
    protected Backend backend() {
        return GraalPy.builder().access(Access.CONFINED).build();
    }

    /** The other groups would double the time and show nothing new; some cases start threads. */
    static final class Chosen implements ExecutionCondition {
        private static final Set<String> GROUPS =
                Set.of("Evaluations", "Callbacks", "CallbackFailures", "AsyncCalls", "Zones");

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Class<?> group = context.getRequiredTestClass();
            if (group != GraalPyConfinedContractTest.class && !GROUPS.contains(group.getSimpleName())) {
                return ConditionEvaluationResult.disabled("tested with GraalPyContractTest");
            }
            return context.getTestMethod().filter(Chosen::startsThreads).isPresent()
                    ? ConditionEvaluationResult.disabled("needs allowThreads")
                    : ConditionEvaluationResult.enabled("access could take it away");
        }

        private static boolean startsThreads(Method method) {
            return method.getName().matches(".*Pythons?Thread.*");
        }
    }
}
