package org.pybridge.graalpy;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Order;
import org.pybridge.spi.Backend;
import org.pybridge.testing.EnduranceContract;

/** GraalPy endures. */
@Order(3)
class GraalPyEnduranceTest extends EnduranceContract {
    private static final String CONTEXT = " com.oracle.graal.python.runtime.PythonContext";

    @Override
    protected Backend backend() {
        return GraalPy.builder().build();
    }

    /** Those that a full collection leaves, in use or not. */
    @Override
    protected long interpreters() {
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            return histogram
                    .lines()
                    .filter(line -> line.contains(CONTEXT + " ") || line.endsWith(CONTEXT))
                    .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[1]))
                    .sum();
        } catch (JMException unavailable) {
            throw new AssertionError(unavailable);
        }
    }
}
