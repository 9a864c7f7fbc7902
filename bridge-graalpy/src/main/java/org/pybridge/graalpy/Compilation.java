package org.pybridge.graalpy;

import java.io.File;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.graalvm.polyglot.Engine;

/**
 * Whether Python is compiled to machine code on this JVM, and what is missing if it is not. Immutable.
 *
 * @param active whether it is
 * @param reason in words
 * @param advice what to do about it; empty when it is compiled
 */
record Compilation(boolean active, String reason, List<String> advice) {
    private static final String INTERPRETER = "Interpreted";
    private static final int JDK_OF_COMPILER = 25;
    private static final String JVMCI_FLAGS = "-XX:+UnlockExperimentalVMOptions -XX:+EnableJVMCI";
    private static final String ACCESS_FLAGS =
            "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";

    /** The modules that the compiler is made of, and the names of their jars; without any of them the engine interprets. */
    private static final Map<String, String> JARS = jars();

    private static Map<String, String> jars() {
        Map<String, String> jars = new LinkedHashMap<>();
        jars.put("org.graalvm.collections", "collections");
        jars.put("jdk.graal.compiler", "compiler");
        jars.put("org.graalvm.jniutils", "jniutils");
        jars.put("org.graalvm.nativeimage", "nativeimage");
        jars.put("org.graalvm.truffle.compiler", "truffle-compiler");
        jars.put("org.graalvm.word", "word");
        return jars;
    }

    /** Looks at this JVM. */
    static Compilation of(Engine engine) {
        return of(
                engine.getImplementationName(),
                EngineVersion.ofThisJvm(),
                Runtime.version(),
                ModuleLayer.boot().findModule("jdk.internal.vm.ci").isPresent(),
                upgradedModules());
    }

    static Compilation of(
            String implementation,
            EngineVersion engineVersion,
            Runtime.Version java,
            boolean jvmci,
            Set<String> upgraded) {
        if (!implementation.contains(INTERPRETER)) {
            return new Compilation(true, "by " + implementation, List.of());
        }
        if (!engineVersion.hasCompiler()) {
            return interpreted(
                    "no compiler for a stock JDK is published for GraalPy " + engineVersion,
                    "Python is interpreted. A GraalVM JDK compiles it, and so does GraalPy 25.0 on JDK 25 with the"
                            + " compiler's jars.");
        }
        if (java.feature() != JDK_OF_COMPILER) {
            return interpreted(
                    "this is JDK " + java.feature() + ", and the compiler needs JDK " + JDK_OF_COMPILER,
                    "Python is interpreted. A GraalVM JDK compiles it, and so does JDK 25, started with "
                            + flags(engineVersion));
        }
        List<String> missing = JARS.entrySet().stream()
                .filter(module -> !upgraded.contains(module.getKey()))
                .map(module -> jar(module.getValue(), engineVersion))
                .toList();
        if (!missing.isEmpty()) {
            return interpreted(
                    "not on the upgrade module path: " + String.join(", ", missing),
                    "Python is interpreted. Start Java with " + flags(engineVersion));
        }
        if (!jvmci) {
            return interpreted(
                    "the compiler is there, but -XX:+EnableJVMCI is not set",
                    "Python is interpreted. Start Java with " + JVMCI_FLAGS + " as well.");
        }
        return interpreted(
                "the compiler " + engineVersion + " refused JDK " + java + "; both need the same update",
                "Python is interpreted. Use JDK " + engineVersion + ", or the compiler's jars and GraalPy of version "
                        + java.feature() + "." + java.interim() + "." + java.update() + ".");
    }

    private static Compilation interpreted(String reason, String advice) {
        return new Compilation(false, reason, List.of(advice));
    }

    private static String flags(EngineVersion version) {
        return JVMCI_FLAGS + " " + ACCESS_FLAGS + " --upgrade-module-path="
                + JARS.values().stream().map(name -> jar(name, version)).collect(Collectors.joining(File.pathSeparator))
                + ", and the same jars on the class path.";
    }

    private static String jar(String name, EngineVersion version) {
        return name + "-" + version + ".jar";
    }

    private static Set<String> upgradedModules() {
        String path = System.getProperty("jdk.module.upgrade.path", "");
        if (path.isEmpty()) {
            return Set.of();
        }
        Path[] entries =
                Arrays.stream(path.split(File.pathSeparator)).map(Path::of).toArray(Path[]::new);
        try {
            return ModuleFinder.of(entries).findAll().stream()
                    .map(module -> module.descriptor().name())
                    .collect(Collectors.toSet());
        } catch (FindException unreadable) {
            return Set.of();
        }
    }
}
