package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedPythonTest {

    private static final String DIRECTORY = "app/python";

    private Path cache;
    private Path classes;

    @TempDir
    private Path temporary;

    @BeforeEach
    void nameDirectories() {
        cache = temporary.resolve("cache");
        classes = temporary.resolve("classes");
    }

    @Test
    void modulesInADirectoryAreUsedWhereTheyAre() throws IOException {
        write(classes, "hello.py", "x = 1");

        assertThat(locate(classes)).containsExactly(classes.resolve(DIRECTORY));
        assertThat(cache).doesNotExist();
    }

    @Test
    void modulesInAJarAreUnpacked() throws IOException {
        Path path = onlyPath(jar("app.jar", Map.of("hello.py", "x = 1", "package/data.json", "{}")));

        assertThat(path.resolve("hello.py")).hasContent("x = 1");
        assertThat(path.resolve("package/data.json")).hasContent("{}");
    }

    @Test
    void theSameContentIsUnpackedOnce() throws IOException {
        Path first = onlyPath(jar("first.jar", Map.of("hello.py", "x = 1")));
        Files.writeString(first.resolve("mark"), "");
        Path second = onlyPath(jar("second.jar", Map.of("hello.py", "x = 1")));

        assertThat(second).isEqualTo(first);
        assertThat(second.resolve("mark")).exists();
    }

    @Test
    void otherContentIsUnpackedElsewhere() throws IOException {
        Path first = onlyPath(jar("first.jar", Map.of("hello.py", "x = 1")));
        Path second = onlyPath(jar("second.jar", Map.of("hello.py", "x = 2")));

        assertThat(second).isNotEqualTo(first);
        assertThat(second.resolve("hello.py")).hasContent("x = 2");
    }

    @Test
    void theLayoutOfGraalPysPluginsIsUnderstood() throws IOException {
        String installed = "venv/lib/python3.12/site-packages";
        Path jar = jar("app.jar", Map.of("src/hello.py", "x = 1", installed + "/other.py", "x = 2"));

        assertThat(locate(jar))
                .hasSize(2)
                .satisfiesExactly(
                        src -> assertThat(src.resolve("hello.py")).exists(),
                        packages -> assertThat(packages.resolve("other.py")).exists());
    }

    @Test
    void eachJarThatHasTheDirectoryCounts() throws IOException {
        Path first = jar("first.jar", Map.of("hello.py", "x = 1"));
        Path second = jar("second.jar", Map.of("other.py", "x = 2"));

        assertThat(locate(first, second)).hasSize(2);
    }

    @Test
    void unpackingAtTheSameTimeGivesOneCopy() throws Exception {
        Path jar = jar("app.jar", Map.of("hello.py", "x = 1", "package/data.json", "{}"));
        Callable<List<Path>> locate = () -> locate(jar);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<List<Path>> located :
                    threads.invokeAll(Stream.generate(() -> locate).limit(8).toList())) {
                assertThat(located.get()).containsExactly(onlyPath(jar));
            }
        } finally {
            threads.shutdown();
        }

        assertThat(cache).isDirectoryNotContaining("glob:**/unfinished-*");
    }

    @Test
    void aDirectoryThatIsNotThereIsAnErrorThatNamesIt() {
        assertThatIllegalArgumentException().isThrownBy(() -> locate(classes)).withMessageContaining(DIRECTORY);
    }

    private Path onlyPath(Path jar) throws IOException {
        List<Path> path = locate(jar);
        assertThat(path).hasSize(1);
        return path.get(0);
    }

    private List<Path> locate(Path... classPath) throws IOException {
        URL[] urls = new URL[classPath.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = classPath[i].toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            return new PackagedPython(loader, cache).locate(DIRECTORY);
        }
    }

    private Path jar(String name, Map<String, String> modules) throws IOException {
        Path jar = temporary.resolve(name);
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            for (Map.Entry<String, String> module : modules.entrySet()) {
                write(files.getPath("/"), module.getKey(), module.getValue());
            }
        }
        return jar;
    }

    private static void write(Path root, String module, String code) throws IOException {
        Path file = root.resolve(DIRECTORY).resolve(module);
        Files.createDirectories(file.getParent());
        Files.writeString(file, code);
    }
}
