package org.pybridge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pybridge.BridgeException;
import org.pybridge.Python;
import org.pybridge.graalpy.GraalPy;
import org.pybridge.spi.Backend;
import org.pybridge.testing.support.ChildJvm;

/** GraalPy and CPython in one JVM: both run, but for native code of GraalPy's, which comes first or is refused. */
@EnabledOnOs(OS.LINUX)
@EnabledForJreRange(min = JRE.JAVA_22)
class TwoPythonsTest {

    /** The program. Its arguments are homes, each of which imports a native module in its turn. */
    static final class Program {
        private Program() {}

        public static void main(String[] homes) {
            for (String home : homes) {
                try (Python python = Python.builder(backend(home)).build()) {
                    System.out.println(home + " adds " + python.eval("20 + 22").as(int.class));
                    System.out.println(home + " selects "
                            + python.eval(
                                            "import sqlite3\nsqlite3.connect(':memory:').execute('select 42').fetchone()[0]")
                                    .as(int.class));
                } catch (BridgeException refused) {
                    System.out.println(home + " says " + refused.getMessage());
                }
            }
        }

        /** CPython is not there when this is compiled for Java 17. */
        private static Backend backend(String home) {
            try {
                return home.equals("graalpy")
                        ? GraalPy.builder().build()
                        : (Backend) Class.forName("org.pybridge.cpython.CPython")
                                .getMethod("bundled")
                                .invoke(null);
            } catch (ReflectiveOperationException missing) {
                throw new IllegalStateException(missing);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "graalpy, cpython, cpython says GraalPy has loaded native code",
        "cpython, graalpy, graalpy says ImportError: _sqlite3: native code"
    })
    void theSecondIsRefusedWhereTheJvmWouldEnd(String first, String second, String refusal)
            throws IOException, InterruptedException {
        assertThat(ChildJvm.of(Program.class).output(first, second))
                .contains(first + " adds 42", first + " selects 42", refusal)
                .doesNotContain(first + " says")
                .doesNotContain(second + " selects");
    }
}
