package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pybridge.spi.Capability;

class EngineVersionTest {
    private static final boolean JAVA_22 = Runtime.version().feature() >= 22;

    @Test
    void theJarTellsItsVersion() {
        assertThat(EngineVersion.ofThisJvm().number()).isEqualTo(System.getProperty("pybridge.graalpy"));
    }

    @Test
    void the25Dot0LineBringsAllAlong() {
        EngineVersion version = new EngineVersion("25.0.3");
        assertThat(version.hasNativeCode()).isTrue();
        assertThat(version.hasCompiler()).isTrue();
        assertThat(version.hasCodePoints()).isTrue();
        assertThat(version.survivesInterrupts()).isTrue();
    }

    @Test
    void laterLinesNeedJava22ForNativeCode() {
        EngineVersion version = new EngineVersion("25.2.4");
        assertThat(version.hasNativeCode()).isEqualTo(JAVA_22);
        assertThat(version.hasCompiler()).isFalse();
        assertThat(version.hasCodePoints()).isFalse();
        assertThat(version.survivesInterrupts()).isFalse();
    }

    @Test
    void whatTheBackendCanDoFollowsTheVersion() {
        EngineVersion version = EngineVersion.ofThisJvm();
        GraalPy backend = GraalPy.builder().build();
        assertThat(backend.capabilities().contains(Capability.SHARED_MEMORY)).isEqualTo(version.hasNativeCode());
        assertThat(backend.capabilities().contains(Capability.REUSE_INTERRUPTED))
                .isEqualTo(version.survivesInterrupts());
    }
}
