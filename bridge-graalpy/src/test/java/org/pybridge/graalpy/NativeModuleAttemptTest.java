package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.pybridge.BridgeException;
import org.pybridge.Python;
import org.pybridge.testing.support.ChildJvm;

/**
 * The engine takes note, for the whole JVM, that a context has tried to import a native module, and refuses it to those that come later. So
 * this is tried in a JVM of its own.
 */
@EnabledOnOs(OS.LINUX)
class NativeModuleAttemptTest {

    /** The program. */
    static final class Program {
        /** Ways to import a native module, or to reach what does. */
        private static final List<String> ATTEMPTS = List.of(
                "import sqlite3",
                "import _imp\n_imp.create_dynamic(spec, '/x')",
                "import _imp\n_imp.__create_dynamic__(spec, '/x')",
                "import _imp\n_imp.exec_dynamic(spec)",
                "import sys\nsys.modules['_pybridge_graalpy'].note_native_code()\nimport _imp\n_imp.create_dynamic(spec, '/x')",
                "import sys\ndel sys.modules['_imp']\nimport _imp\n_imp.__create_dynamic__(spec, '/x')",
                "from importlib.machinery import ExtensionFileLoader\nExtensionFileLoader('x', '/x').create_module(spec)",
                "import _frozen_importlib_external as external\nexternal.ExtensionFileLoader('x', '/x').create_module(spec)",
                "import _ctypes\n_ctypes.dlopen('/x', 2)",
                "import ctypes\nctypes.pythonapi.Py_GetVersion()");

        private Program() {}

        public static void main(String[] arguments) {
            try (Python confined = Python.builder(
                            GraalPy.builder().access(Access.CONFINED).build())
                    .build()) {
                for (String attempt : ATTEMPTS) {
                    try {
                        confined.exec(
                                "import importlib.machinery\nspec = importlib.machinery.ModuleSpec('x', None, origin='/x')\n"
                                        + attempt);
                        System.out.println("It was not refused: " + attempt);
                    } catch (BridgeException refused) {
                        // As it has to be.
                    }
                }
            }
            try (Python trusted = GraalPy.start()) {
                System.out.println("It says "
                        + trusted.eval(
                                        "import sqlite3\nsqlite3.connect(':memory:').execute('select 6 * 7').fetchone()[0]")
                                .as(int.class));
            }
        }
    }

    @Test
    void confinedCodeDoesNotKeepOthersFromImportingNativeModules() throws IOException, InterruptedException {
        assertThat(ChildJvm.of(Program.class).output()).contains("It says 42").doesNotContain("It was not refused");
    }
}
