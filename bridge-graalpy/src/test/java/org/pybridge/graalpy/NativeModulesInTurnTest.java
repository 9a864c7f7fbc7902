package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.BridgeException;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.testing.support.ChildJvm;

/**
 * Modules of the standard library that are native code, in one interpreter after the other. The engine remembers for the whole JVM who was
 * the first, so this is tried in a JVM of its own.
 */
@EnabledOnOs(OS.LINUX)
class NativeModulesInTurnTest {
    @TempDir
    private Path directory;

    /** The program: two interpreters at once, and a third one later. */
    static final class Program {
        private static final String QUERY =
                "import sqlite3\nstr(sqlite3.connect(':memory:').execute('select 6 * 7').fetchone()[0])";

        private static final String OPTIONAL =
                "try:\n    import pyexpat\n    r = 'with'\nexcept ImportError as error:\n    r = error.name\nr";

        private Program() {}

        public static void main(String[] arguments) {
            try (Python python = GraalPy.start();
                    Session first = python.session();
                    Session second = python.session()) {
                System.out.println("first: " + query(first));
                System.out.println("second: " + query(second));
                System.out.println("without: " + second.eval(OPTIONAL).as(String.class));
                System.out.println("goes on: " + second.eval("1 + 1").as(int.class));
                System.out.println("lost: " + python.statistics().died());
            }
            try (Python later = GraalPy.start();
                    Session third = later.session()) {
                System.out.println("third: " + query(third));
            }
        }

        private static String query(Session session) {
            try {
                return session.eval(QUERY).as(String.class);
            } catch (BridgeException failed) {
                return failed.getMessage();
            }
        }
    }

    private String output(String path) throws IOException, InterruptedException {
        assumeTrue(
                EngineVersion.ofThisJvm().hasNativeCode(),
                "GraalPy after 25.0 loads native modules by java.lang.foreign, which Java has from 22 on");
        return ChildJvm.of(Program.class)
                .environment(variables -> variables.put("PATH", path))
                .output();
    }

    @Test
    void theOneThatComesTooLateIsToldWhatToDo() throws IOException, InterruptedException {
        assertThat(output(directory.toString()))
                .contains("first: 42", "goes on: 2", "lost: 0", "without: pyexpat")
                .containsPattern("second: ImportError: _sqlite3: .*another interpreter.*patchelf")
                .containsPattern("third: ImportError: _sqlite3: .*another interpreter.*patchelf");
    }

    @Test
    void eachHasThemWherePatchelfIs() throws IOException, InterruptedException {
        assumeTrue(Patchelf.isOnPath(), "patchelf is not installed");
        assertThat(output(System.getenv("PATH")))
                .contains("first: 42", "second: 42", "third: 42", "without: with", "lost: 0");
    }
}
