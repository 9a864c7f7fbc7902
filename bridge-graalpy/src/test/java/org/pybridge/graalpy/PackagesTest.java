package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.Python;
import org.pybridge.packages.PythonPackages;
import org.pybridge.spi.Backend;
import org.pybridge.testing.PackagesContract;
import org.pybridge.testing.support.Wheel;

/** Packages that GraalPy needs are there, whatever happens to their installation. */
class PackagesTest extends PackagesContract {
    @Override
    protected Backend backend(PythonPackages packages) {
        return GraalPy.builder().packages(packages).build();
    }

    @Test
    void confinedCodeImportsItsPackagesButMayNotBeAllowedToChangeThem(@TempDir Path directory) throws IOException {
        Wheel.write(directory, "demo", "1.5");
        PythonPackages packages = PythonPackages.builder()
                .require("demo")
                .noIndex()
                .findLinks(directory.toString())
                .cache(directory.resolve("cache"))
                .build();
        try (Python python = Python.builder(confined(packages, Access.CONFINED)).build()) {
            assertThat(python.eval("__import__('demo').VERSION").as(String.class))
                    .isEqualTo("1.5");
        }
        GraalPy writable = confined(packages, Access.CONFINED.allowWrite(directory.resolve("cache")));
        assertThatThrownBy(() -> Python.builder(writable).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowWrite");
    }

    private static GraalPy confined(PythonPackages packages, Access access) {
        return GraalPy.builder().packages(packages).access(access).build();
    }
}
