package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.Python;
import org.pybridge.packages.PythonPackages;
import org.pybridge.testing.support.ChildJvm;
import org.pybridge.testing.support.Wheel;

/** Where no Python is installed, the one that comes as a dependency installs packages for GraalPy. */
@EnabledOnOs(OS.LINUX)
class BundledInstallerTest {

    @TempDir
    private Path directory;

    /** The program. Its argument is a directory with wheels. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            System.out.println("By " + GraalPyInstaller.standIn().orElseThrow());
            PythonPackages packages = PythonPackages.builder()
                    .require("demo")
                    .noIndex()
                    .findLinks(arguments[0])
                    .cache(Path.of(arguments[0], "cache"))
                    .build();
            GraalPy backend = GraalPy.builder().packages(packages).build();
            try (Python python = Python.builder(backend).build()) {
                System.out.println(
                        "Installed " + python.eval("import demo\ndemo.VERSION").as(String.class));
            }
        }
    }

    @Test
    void itInstallsForGraalPy() throws IOException, InterruptedException {
        Wheel.write(directory, "demo", "1.5");
        String output = ChildJvm.of(Program.class)
                .environment(variables -> variables.put("PATH", directory.toString()))
                .output(directory.toString());
        assertThat(output).contains("Installed 1.5").containsPattern("By .*/pybridge/python/.*/python3.14");
    }
}
