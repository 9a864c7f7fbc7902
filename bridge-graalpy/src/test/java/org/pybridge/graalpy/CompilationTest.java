package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Why Python is compiled, or is not. */
class CompilationTest {
    private static final Set<String> ALL = Set.of(
            "org.graalvm.collections",
            "jdk.graal.compiler",
            "org.graalvm.jniutils",
            "org.graalvm.nativeimage",
            "org.graalvm.truffle.compiler",
            "org.graalvm.word");

    private static Compilation on(String java, boolean jvmci, Set<String> upgraded) {
        return Compilation.of("Interpreted", new EngineVersion("25.0.3"), Runtime.Version.parse(java), jvmci, upgraded);
    }

    @Test
    void aCompilingEngineNeedsNoAdvice() {
        Compilation compilation =
                Compilation.of("GraalVM CE", new EngineVersion("25.0.3"), Runtime.Version.parse("25.0.3"), true, ALL);
        assertThat(compilation.active()).isTrue();
        assertThat(compilation.reason()).isEqualTo("by GraalVM CE");
        assertThat(compilation.advice()).isEmpty();
    }

    @Test
    void anotherJdkIsNamed() {
        Compilation compilation = on("17.0.15", false, Set.of());
        assertThat(compilation.active()).isFalse();
        assertThat(compilation.reason()).isEqualTo("this is JDK 17, and the compiler needs JDK 25");
        assertThat(compilation.advice())
                .singleElement()
                .satisfies(advice -> assertThat(advice)
                        .contains("-XX:+UnlockExperimentalVMOptions -XX:+EnableJVMCI", "truffle-compiler-25.0.3.jar"));
    }

    @Test
    void missingJarsAreNamed() {
        Set<String> some = new HashSet<>(ALL);
        some.remove("org.graalvm.word");
        some.remove("jdk.graal.compiler");
        assertThat(on("25.0.3", true, some).reason())
                .isEqualTo("not on the upgrade module path: compiler-25.0.3.jar, word-25.0.3.jar");
    }

    @Test
    void aMissingFlagIsNamed() {
        assertThat(on("25.0.3", false, ALL).advice())
                .containsExactly("Python is interpreted. Start Java with -XX:+UnlockExperimentalVMOptions"
                        + " -XX:+EnableJVMCI as well.");
    }

    @Test
    void anotherUpdateOfTheJdkIsNamed() {
        assertThat(on("25.0.4", true, ALL).reason()).contains("25.0.3 refused JDK 25.0.4");
    }

    @Test
    void aLineWithoutACompilerIsNamed() {
        assertThat(Compilation.of(
                                "Interpreted", new EngineVersion("25.2.4"), Runtime.Version.parse("25.0.3"), true, ALL)
                        .reason())
                .contains("GraalPy 25.2.4");
    }
}
