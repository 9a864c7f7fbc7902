package org.pybridge.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.TypeRef;
import org.pybridge.process.PythonProcess;

/** Workers on GraalPy's launcher, as docs/process.md has it. Off as a rule: each start takes two JVMs, and the first one a minute. */
@Timeout(600)
@EnabledIfSystemProperty(named = "pybridge.graalpyWorker", matches = "true")
class GraalPyWorkerTest {
    @TempDir
    Path directory;

    private Path launcher() throws IOException {
        String classPath = Stream.of("java.class.path", "jdk.module.path")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(":"));
        Path script = directory.resolve("graalpy");
        Files.writeString(
                script,
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -Dpolyglot.engine.WarnInterpreterOnly=false -cp '" + classPath
                        + "' com.oracle.graal.python.shell.GraalPythonMain --python.PosixModuleBackend=native"
                        + " --python.Executable='" + script + "' \"$@\"\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void theLaunchersWorkersEvaluateCallPrintRaiseAndCallBack() throws IOException {
        PythonProcess backend = PythonProcess.builder()
                .executable(launcher())
                .startTimeout(Duration.ofMinutes(4))
                .build();
        try (Python python = Python.builder(backend).pool(pool -> pool.size(1)).build()) {
            assertThat(python.eval("import sys\nsys.implementation.name").as(String.class))
                    .isEqualTo("graalpy");
            assertThat(python.call("builtins:sorted", List.of(List.of(3, 1, 2)), new TypeRef<List<Integer>>() {}))
                    .containsExactly(1, 2, 3);
            assertThat(python.run("print('hello')").stdout()).isEqualTo("hello\n");
            assertThatThrownBy(() -> python.exec("1 / 0")).isInstanceOf(PythonException.class);
            IntUnaryOperator next = number -> number + 1;
            assertThat(python.eval("next(41)", Map.of("next", next)).as(int.class))
                    .isEqualTo(42);
        }
    }
}
