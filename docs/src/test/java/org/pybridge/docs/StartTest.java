package org.pybridge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.Python;
import org.pybridge.command.Command;
import org.pybridge.graalpy.GraalPy;

/** The commands of the page about the start, given to the JVM that runs the tests, for a jar with its libraries beside it. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StartTest {
    private static final int FIRST_WITH_AOT_CACHE = 25;
    private static final boolean HAS_AOT_CACHE = Runtime.version().feature() >= FIRST_WITH_AOT_CACHE;

    @TempDir
    private Path directory;

    /** What the jar has. */
    static final class Application {
        private Application() {}

        public static void main(String[] arguments) {
            try (Python python = GraalPy.start()) {
                System.out.println("Python says " + python.eval("6 * 7"));
            }
        }
    }

    @BeforeEach
    void packTheApplication() throws IOException {
        Path home = directory.toRealPath();
        List<String> libraries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path from = Path.of(entry).toRealPath();
            Path jar = Files.isDirectory(from) ? home.resolve(libraries.size() + ".jar") : from;
            if (jar != from) {
                pack(from, jar, new Manifest());
            }
            libraries.add(home.relativize(jar).toString());
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", libraries));
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Application.class.getName());
        pack(Files.createDirectory(home.resolve("empty")), home.resolve("app.jar"), manifest);
    }

    /** A class path of an archive has jars alone. */
    private static void pack(Path classes, Path jar, Manifest manifest) throws IOException {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (JarOutputStream packed = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(file).toString();
                if (!name.equals("META-INF/MANIFEST.MF")) {
                    packed.putNextEntry(new JarEntry(name));
                    Files.copy(file, packed);
                }
            }
        }
    }

    @Test
    void theCommandsMakeAnArchiveAndStartWithIt() throws IOException {
        List<String> commands = commands();
        assertThat(commands).hasSize(2);
        assertThat(run(commands.get(0))).contains("Python says 42");
        assertThat(run(commands.get(1), "-Xlog:class+load:file=loaded.txt")).contains("Python says 42");
        assertThat(enginesClassesOfTheArchive()).hasSizeGreaterThan(1000);

        Files.setLastModifiedTime(directory.resolve("app.jar"), FileTime.fromMillis(0));
        assertThat(run(commands.get(1))).contains("Python says 42").containsPattern("shared archive|AOT cache");
    }

    private List<String> enginesClassesOfTheArchive() throws IOException {
        try (Stream<String> loaded = Files.lines(directory.resolve("loaded.txt"))) {
            return loaded.filter(line -> line.contains("com.oracle.graal.python"))
                    .filter(line -> line.contains("shared objects file"))
                    .toList();
        }
    }

    /** Gives the page's commands for this JDK. */
    private static List<String> commands() {
        return Page.all().stream()
                .filter(page -> page.path().equals("docs/start.md"))
                .flatMap(page -> page.blocks("sh"))
                .map(Page.Block::code)
                .filter(code -> code.contains("-XX:AOT") == HAS_AOT_CACHE)
                .flatMap(String::lines)
                .filter(line -> line.startsWith("java "))
                .toList();
    }

    private String run(String command, String... options) {
        List<String> words = List.of(command.split(" +"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Command.of(java, options)
                .with(words.subList(1, words.size()).toArray(new String[0]))
                .directory(directory)
                .deadline(Duration.ofMinutes(5))
                .mergeStderr()
                .run()
                .orThrow()
                .stdout();
    }
}
