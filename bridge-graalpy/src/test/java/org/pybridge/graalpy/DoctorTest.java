package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.graalvm.polyglot.Engine;
import org.junit.jupiter.api.Test;
import org.pybridge.Diagnosis;
import org.pybridge.Python;

/** What the doctor finds in this JVM. */
class DoctorTest {

    @Test
    void theEngineIsNamedWithTheReasonWhyItCompilesOrNot() {
        try (Python python = GraalPy.start();
                Engine engine = Engine.newBuilder("python")
                        .option("engine.WarnInterpreterOnly", "false")
                        .build()) {
            Diagnosis found = python.diagnose();
            Compilation compilation = Compilation.of(engine);
            assertThat(found.section("engine").fact("version")).isEqualTo(System.getProperty("pybridge.graalpy"));
            assertThat(found.section("engine").fact("compiled")).endsWith(compilation.reason());
            assertThat(found.advice()).isEqualTo(compilation.advice());
            assertThat(found.section("start").fact("first"))
                    .matches("\\d+ ms: engine \\d+ ms, context \\d+ ms, runtime \\d+ ms");
        }
    }

    @Test
    void whatPythonMayDoIsTold() {
        assertThat(access(Access.TRUSTED)).containsEntry("preset", "TRUSTED").containsEntry("native code", "allowed");
        assertThat(access(Access.CONFINED))
                .containsEntry("preset", "CONFINED")
                .containsEntry("files to read", "Python's own")
                .containsEntry("sockets", "refused")
                .containsEntry("maxRecursion", "1000 calls");
        assertThat(access(
                        Access.CONFINED.allowSockets().allowEnvironment("LANG").maxOutput(7)))
                .containsEntry("preset", "CONFINED, with the changes below")
                .containsEntry("sockets", "allowed")
                .containsEntry("threads", "refused")
                .containsEntry("environment", "LANG")
                .containsEntry("maxOutput", "7 characters");
    }

    private static Map<String, String> access(Access access) {
        return GraalPy.builder()
                .access(access)
                .build()
                .diagnose()
                .section("access")
                .facts();
    }

    @Test
    void aBackendThatStartedNothingSaysSo() {
        assertThat(GraalPy.builder().build().diagnose().section("engine").fact("state"))
                .isEqualTo("not started");
    }
}
