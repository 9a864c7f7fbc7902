package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.Python;
import org.pybridge.testing.support.ChildJvm;

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
        assertThat(outputOf(NO_HOME, NO_HOME, temporary)).contains("It says [\"packed\", \"up\"]");
        assertThat(temporary).isDirectoryNotContaining("glob:**/pybridge-*");
    }

    @Test
    void aUserWithoutNameHasTheHomeOfTheVariable() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        assertThat(outputOf("?", home.toString(), directory)).contains("It says [\"packed\", \"up\"]");
        assertThat(home.resolve(".cache/pybridge")).isDirectory();
        assertThat(home.resolve(".cache/org.graalvm.polyglot")).isDirectory();
        assertThat(directory.resolve("?")).doesNotExist();
    }

    @Test
    void whereNothingCanBeWrittenTheErrorNamesTheDirectories() throws Exception {
        assertThat(outputOf(NO_HOME, NO_HOME, Path.of(NO_HOME, "temporary")))
                .contains("InterpreterLostException: GraalPy has nowhere to unpack its files")
                .contains(NO_HOME + "/.cache", NO_HOME + "/temporary", "java.io.tmpdir");
    }

    private String outputOf(String userHome, String home, Path temporary) throws Exception {
        return ChildJvm.of(Program.class)
                .options("-Duser.home=" + userHome, "-Djava.io.tmpdir=" + temporary)
                .before(jar())
                .in(directory)
                .environment(variables -> {
                    variables.keySet().removeAll(List.of("XDG_CACHE_HOME", "LOCALAPPDATA"));
                    variables.put("HOME", home);
                })
                .output();
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
