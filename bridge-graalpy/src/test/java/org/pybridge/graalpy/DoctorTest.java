package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

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
            Diagnosis found = python.doctor();
            Compilation compilation = Compilation.of(engine);
            assertThat(found.section("engine").fact("version")).isEqualTo(engine.getVersion());
            assertThat(found.section("engine").fact("compiled")).endsWith(compilation.reason());
            assertThat(found.advice()).isEqualTo(compilation.advice());
            assertThat(found.section("start").fact("first"))
                    .matches("\\d+ ms: engine \\d+ ms, context \\d+ ms, runtime \\d+ ms");
        }
    }

    @Test
    void aBackendThatStartedNothingSaysSo() {
        assertThat(GraalPy.builder().build().diagnose().section("engine").fact("state"))
                .isEqualTo("not started");
    }
}
