package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.Python;
import org.pybridge.bundled.BundledPython;
import org.pybridge.packages.PythonPackages;

/** Workers on the Python of the class path need none that is installed. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class BundledWorkerTest {

    @Test
    void workersRunOnThePythonOfTheClassPath() {
        try (Python python = Python.builder(PythonProcess.bundled()).build()) {
            assertThat(python.eval("import sys; sys.base_prefix").as(String.class))
                    .isEqualTo(BundledPython.require().home().toString());
            assertThat(python.eval("import ssl, sqlite3, ctypes; 6 * 7").as(int.class))
                    .isEqualTo(42);
        }
    }

    @Test
    void itsOwnPipInstallsPackages(@TempDir Path cache) {
        PythonPackages six =
                PythonPackages.builder().require("six==1.17.0").cache(cache).build();
        PythonProcess backend = PythonProcess.builder()
                .executable(BundledPython.require().executable().toString())
                .packages(six)
                .build();
        try (Python python = Python.builder(backend).build()) {
            assertThat(python.eval("import six; six.__version__").as(String.class))
                    .isEqualTo("1.17.0");
        }
    }
}
