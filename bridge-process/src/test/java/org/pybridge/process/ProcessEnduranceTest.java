package org.pybridge.process;

import java.util.stream.Stream;
import org.pybridge.spi.Backend;
import org.pybridge.testing.EnduranceContract;

/** Workers endure. */
class ProcessEnduranceTest extends EnduranceContract {
    private static final String PYTHON = System.getProperty("pybridge.python", "python3");

    @Override
    protected Backend backend() {
        return PythonProcess.at(PYTHON);
    }

    /** Children of this JVM, also those that have ended and that nobody has waited for. */
    @Override
    protected long interpreters() {
        try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
            return children.count();
        }
    }
}
