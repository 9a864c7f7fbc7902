package org.pybridge.graalpy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.Python;

/** A program whose modules are packed into its jar starts where the user has no home that can be written, as in many containers. */
@EnabledOnOs(OS.LINUX)
class NoHomeTest {
    /** Nobody can make a directory there, not even root. */
    private static final String NO_HOME = "/proc/no-home";

    @TempDir
    private Path directory;

    /** The program. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            GraalPy backend = GraalPy.builder().resources("packed").build();
            try (Python python = Python.builder(backend).build()) {
                System.out.println("It says "
                        + python.eval("import hello, json\njson.dumps(hello.WORDS)")
                                .as(String.class));
            }
        }
    }

    @Test
    void aPackedProgramStartsAndLeavesNothing() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        Path output = directory.resolve("output");
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Duser.home=" + NO_HOME,
                        "-Djava.io.tmpdir=" + temporary,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        jar() + File.pathSeparator + System.getProperty("java.class.path"),
                        Program.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        program.environment().keySet().removeAll(List.of("XDG_CACHE_HOME", "LOCALAPPDATA"));
        program.environment().put("HOME", NO_HOME);
        Process running = program.start();
        assertThat(running.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(output).content(UTF_8).contains("It says [\"packed\", \"up\"]");
        assertThat(running.exitValue()).isZero();
        assertThat(temporary).isDirectoryNotContaining("glob:**/pybridge-*");
    }

    private Path jar() throws IOException {
        Path jar = directory.resolve("program.jar");
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Files.createDirectory(files.getPath("packed"));
            Files.writeString(files.getPath("packed", "hello.py"), "WORDS = ['packed', 'up']\n");
        }
        return jar;
    }
}
