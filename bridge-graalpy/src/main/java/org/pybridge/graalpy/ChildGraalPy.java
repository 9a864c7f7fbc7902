package org.pybridge.graalpy;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.graalvm.polyglot.Engine;

/**
 * GraalPy as a program: a JVM of its own with the jars of this one. What pip builds, it builds in further processes, and starts them with
 * the script that this writes. Immutable.
 */
final class ChildGraalPy {
    private static final String MAIN = "com.oracle.graal.python.shell.GraalPythonMain";
    private static final int ASKS_FOR_NATIVE_ACCESS = 22;
    private static final int ASKS_FOR_UNSAFE = 23;

    private ChildGraalPy() {}

    /** Writes a script that runs Python; empty where there is no shell, or where the jars are inside other jars. */
    static Optional<Path> writeScript(Path script) throws IOException {
        Optional<String> jars = classPath();
        if (jars.isEmpty() || File.separatorChar != '/') {
            return Optional.empty();
        }
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Most of these runs are short: the better compiler would not pay for itself.
        line.add("-XX:TieredStopAtLevel=1");
        line.add("-XX:+UseSerialGC");
        int java = Runtime.version().feature();
        if (java >= ASKS_FOR_NATIVE_ACCESS) {
            line.add("--enable-native-access=ALL-UNNAMED");
        }
        if (java >= ASKS_FOR_UNSAFE) {
            line.add("--sun-misc-unsafe-memory-access=allow");
        }
        line.addAll(List.of("-cp", jars.get(), MAIN));
        String command =
                String.join(" ", line.stream().map(ChildGraalPy::quoted).toList());
        Files.createDirectories(script.getParent());
        Files.writeString(
                script,
                "#!/bin/sh\nexec " + command
                        + " --experimental-options --engine.WarnInterpreterOnly=false --python.Executable=\"$0\" \"$@\"\n");
        if (!script.toFile().setExecutable(true)) {
            throw new IOException(script + " cannot be made executable");
        }
        return Optional.of(script);
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** Gives all that this JVM loads classes from, provided that GraalPy's program is there. */
    private static Optional<String> classPath() throws IOException {
        Set<String> places = new LinkedHashSet<>();
        for (String property : List.of("java.class.path", "jdk.module.path")) {
            Stream.of(System.getProperty(property, "").split(File.pathSeparator))
                    .filter(each -> !each.isEmpty())
                    .map(each -> Path.of(each).toAbsolutePath().toString())
                    .forEach(places::add);
        }
        ClassLoader loader = Engine.class.getClassLoader();
        if (loader != null && loader != ClassLoader.getSystemClassLoader()) {
            for (URL manifest : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
                file(manifest).ifPresent(places::add);
            }
        }
        URL program = Stream.of(loader, ClassLoader.getSystemClassLoader())
                .filter(each -> each != null)
                .map(each -> each.getResource(MAIN.replace('.', '/') + ".class"))
                .filter(url -> url != null)
                .findFirst()
                .orElse(null);
        if (program == null || file(program).isEmpty()) {
            return Optional.empty();
        }
        file(program).ifPresent(places::add);
        return Optional.of(String.join(File.pathSeparator, places));
    }

    private static Optional<String> file(URL entry) throws IOException {
        if (entry.openConnection() instanceof JarURLConnection jar
                && jar.getJarFileURL().getProtocol().equals("file")) {
            return Optional.of(
                    Path.of(URI.create(jar.getJarFileURL().toString())).toString());
        }
        return Optional.empty();
    }
}
