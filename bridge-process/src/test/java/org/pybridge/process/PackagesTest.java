package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.packages.PythonPackages;
import org.pybridge.spi.Backend;
import org.pybridge.testing.PackagesContract;

/** Packages that workers need are there, whatever happens to their installation. */
class PackagesTest extends PackagesContract {
    @Override
    protected Backend backend(PythonPackages packages) {
        return PythonProcess.builder().packages(packages).build();
    }

    @Test
    void aVirtualEnvironmentOfOnesOwnGetsNoPackages(@TempDir Path directory) {
        assertThatThrownBy(() ->
                        PythonProcess.builder().venv(directory).packages("demo").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("venv is " + directory)
                .hasMessageContaining("packages are demo");
    }
}
