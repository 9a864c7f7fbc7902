package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.Python;
import org.pybridge.command.Command;
import org.pybridge.packages.PythonPackages;
import org.pybridge.spi.Backend;
import org.pybridge.testing.PackagesContract;
import org.pybridge.testing.support.Wheel;

/** Packages that workers need are there, whatever happens to their installation. */
class PackagesTest extends PackagesContract {
    @Override
    protected Backend backend(PythonPackages packages) {
        return PythonProcess.builder().packages(packages).build();
    }

    /** A real uv, of the package index. */
    @Test
    void whereUvIsItInstalls(@TempDir Path directory) throws IOException {
        Path tools = directory.resolve("tools");
        Command get = Command.of(
                "python3", "-m", "pip", "install", "-q", "--retries", "0", "--target", tools.toString(), "uv");
        assumeTrue(get.deadline(Duration.ofMinutes(2)).run().status() == 0, "uv cannot be had here");
        Path wheels = Files.createDirectory(directory.resolve("wheels"));
        Wheel.write(wheels, "demo", "1.5");
        List<String> progress = new CopyOnWriteArrayList<>();
        PythonPackages packages = PythonPackages.builder()
                .require("demo")
                .noIndex()
                .findLinks(wheels.toString())
                .cache(directory.resolve("cache"))
                .onProgress(progress::add)
                .build();
        PythonProcess backend = PythonProcess.builder()
                .packages(packages)
                .environment("PATH", tools.resolve("bin") + ":" + System.getenv("PATH"))
                .environment("PIP_FIND_LINKS", null)
                .build();
        try (Python python = Python.builder(backend).build()) {
            assertThat(python.eval("import demo\ndemo.VERSION").as(String.class))
                    .isEqualTo("1.5");
        }
        assertThat(progress).anyMatch(line -> line.contains("+ demo==1.5"));
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
