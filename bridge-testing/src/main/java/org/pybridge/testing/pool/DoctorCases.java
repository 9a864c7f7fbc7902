package org.pybridge.testing.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.pybridge.Diagnosis;
import org.pybridge.Python;
import org.pybridge.pool.PoolConfig;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Cases;

/** What the doctor finds. The cases share one examination. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DoctorCases extends Cases {
    private Python own;
    private Diagnosis found;

    @BeforeEach
    void examineOnce() {
        if (own == null) {
            own = fixture()
                    .builder()
                    .pool(pool -> pool.size(1).acquireTimeout(Duration.ofSeconds(20)))
                    .build();
            found = own.diagnose();
        }
    }

    @AfterAll
    void closeOwn() {
        own.close();
    }

    @Test
    void theSectionsAreInOrder() {
        assertThat(found.sections())
                .extracting(Diagnosis.Section::title)
                .containsSubsequence("java", "python", "start", "pool", "limits", "packages");
    }

    @Test
    void javaIsTheOneThatRuns() {
        assertThat(found.section("java").fact("version"))
                .isEqualTo(Runtime.version().toString());
    }

    @Test
    void pythonIsTheOneThatRuns() {
        assertThat(found.section("python").fact("version"))
                .isEqualTo(own.eval("import sys\nsys.version").as(String.class));
        assertThat(found.section("python").fact("implementation"))
                .isEqualTo(own.eval("import sys\nsys.implementation.name").as(String.class));
    }

    @Test
    void theStartIsBrokenDown() {
        assertThat(found.section("start").fact("first")).matches("\\d+ ms: .*init script \\d+ ms");
    }

    @Test
    void thePoolIsCounted() {
        assertThat(found.section("pool").fact("backend"))
                .isEqualTo(fixture().backend().name());
        assertThat(found.section("pool").fact("interpreters")).startsWith("1 of 1 are up");
    }

    @Test
    void theMemoryOfEachInterpreterIsTold() {
        String known = fixture().can(Capability.MEMORY_USE) ? "\\d+ MB" : "not known apart from others";
        assertThat(found.section("pool").fact("memory")).matches(known);
    }

    @Test
    void limitsInForceAreNamedAsTheirOptions() {
        assertThat(found.section("limits").facts())
                .containsKeys(PoolConfig.DEFAULT.options().keySet().toArray(String[]::new))
                .containsEntry("callTimeout", "none")
                .containsEntry("validation", "none")
                .hasEntrySatisfying("initScript", script -> assertThat(script).matches("kit.py, \\d+ lines"))
                .containsEntry("acquireTimeout", "PT20S")
                .containsEntry("maxQuarantined", "8");
    }

    @Test
    void packagesAreNativeOrPure() {
        assertThat(found.section("packages").facts().values())
                .allMatch(value -> value.endsWith(", native") || value.endsWith(", pure Python"));
    }

    @Test
    void theReportCanBeRead() {
        assertThat(found.toString()).contains("java\n  version", "python\n", "packages\n");
    }

    @Test
    void aFactThatIsNotThereIsRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> found.section("weather"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("java");
        assertThatThrownBy(() -> found.section("java").fact("weather"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("version");
    }

    @Test
    void aClosedPythonCanStillBeExamined() {
        Python closed = fixture().builder().pool(pool -> pool.size(1)).build();
        closed.close();
        Diagnosis late = closed.diagnose();
        assertThat(late.section("python").fact("unknown")).contains("closed");
        assertThat(late.section("start").fact("first")).contains("init script");
    }
}
