package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.Diagnosis;
import org.pybridge.Python;

/** What the doctor finds in a worker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorTest {
    private Python python;
    private Diagnosis found;

    @BeforeAll
    void examine(@TempDir Path directory) throws IOException {
        install(directory, "plain", "Root-Is-Purelib: true", "plain.py");
        install(directory, "compiled", "Root-Is-Purelib: false", "compiled.py");
        install(directory, "mixed", "Root-Is-Purelib: true", "mixed.cpython-312-x86_64-linux-gnu.so");
        python = Python.builder(PythonProcess.builder().path(directory).build())
                .pool(pool -> pool.size(1))
                .build();
        found = python.diagnose();
    }

    @AfterAll
    void close() {
        python.close();
    }

    /** Writes what an installer leaves of a package. Source: the core metadata and the binary distribution format of Python packaging. */
    private static void install(Path directory, String name, String wheel, String file) throws IOException {
        Path info = Files.createDirectory(directory.resolve(name + "-1.0.dist-info"));
        Files.writeString(info.resolve("METADATA"), "Metadata-Version: 2.1\nName: " + name + "\nVersion: 1.0\n");
        Files.writeString(info.resolve("WHEEL"), "Wheel-Version: 1.0\n" + wheel + "\n");
        Files.writeString(info.resolve("RECORD"), file + ",,\n");
        Files.createFile(directory.resolve(file));
    }

    @Test
    void packagesAreToldApartByTheirWheelAndTheirFiles() {
        assertThat(found.section("packages").facts())
                .containsEntry("plain", "1.0, pure Python")
                .containsEntry("compiled", "1.0, native")
                .containsEntry("mixed", "1.0, native");
    }

    @Test
    void theWorkerIsNamedByItsExecutable() {
        assertThat(found.section("worker").fact("executable"))
                .isEqualTo(python.eval("import sys\nsys.executable").as(String.class));
        assertThat(found.section("worker").fact("python")).startsWith("cpython 3.");
        assertThat(found.section("worker").fact("startTimeout")).startsWith("PT");
    }

    @Test
    void theCodecIsNamed() {
        assertThat(found.section("python").fact("msgpack")).contains("accelerated");
    }

    @Test
    void theStartTellsTheProbeFromTheWorker() {
        assertThat(found.section("start").fact("first")).matches("\\d+ ms: executable \\d+ ms, worker \\d+ ms");
    }
}
