package org.pybridge.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Python;
import org.pybridge.graalpy.GraalPy;
import org.pybridge.packages.PythonPackages;
import org.pybridge.spi.Backend;
import org.pybridge.testing.support.ChildJvm;
import org.pybridge.testing.support.Wheel;

/** A program with packages starts where no Python and nothing else is on the PATH, by what is on its class path alone. */
class NothingInstalledTest {

    @TempDir
    private Path directory;

    /** The program. Its arguments are where Python runs, and a directory with wheels. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            PythonPackages packages = PythonPackages.builder()
                    .require("demo")
                    .noIndex()
                    .findLinks(arguments[1])
                    .cache(Path.of(arguments[1], "cache"))
                    .build();
            try (Python python = Python.builder(backend(arguments[0], packages)).build()) {
                System.out.println(python.eval("import demo, sys\nf'{sys.implementation.name} has {demo.VERSION}'")
                        .as(String.class));
            }
        }

        private static Backend backend(String home, PythonPackages packages) {
            return home.equals("graalpy")
                    ? GraalPy.builder().packages(packages).build()
                    : Backends.cpython(home, packages, Path.of("src/main/python"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"graalpy has 1.5", "bundled has 1.5"})
    void itRuns(String expected) throws IOException, InterruptedException {
        Wheel.write(directory, "demo", "1.5");
        Path nothing = Files.createDirectory(directory.resolve("nothing"));
        String home = expected.substring(0, expected.indexOf(' '));
        assertThat(ChildJvm.of(Program.class)
                        .environment(variables -> variables.put("PATH", nothing.toString()))
                        .output(home, directory.toString()))
                .contains(expected.replace("bundled", "cpython"));
    }
}
