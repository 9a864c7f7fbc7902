package org.pybridge.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.pybridge.Python;
import org.pybridge.testing.support.ChildJvm;

/** Java's warning of native access is explained, and only where there is one. */
class NativeAccessTest {

    /** The program. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            try (Python python = CPython.start()) {
                System.out.println("It says " + python.eval("6 * 7").as(int.class));
            }
        }
    }

    @Test
    void theWarningIsExplained() throws IOException, InterruptedException {
        assertThat(ChildJvm.of(Program.class).output())
                .contains("It says 42")
                .containsOnlyOnce("--enable-native-access=ALL-UNNAMED says that this is wanted");
    }

    @Test
    void whoHasAllowedItIsToldNothing() throws IOException, InterruptedException {
        assertThat(ChildJvm.of(Program.class)
                        .options("--enable-native-access=ALL-UNNAMED")
                        .output())
                .contains("It says 42")
                .doesNotContain("native access", "WARNING");
    }
}
