package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.PackageInstallException;
import org.pybridge.Python;
import org.pybridge.packages.PythonPackages;

/** Packages that workers need are there, whatever happens to their installation. */
class PackagesTest {
    private final List<String> progress = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    private Path wheels;
    private Path cache;

    @BeforeEach
    void prepare() throws IOException {
        wheels = Files.createDirectory(directory.resolve("wheels"));
        cache = directory.resolve("cache");
    }

    @Test
    void packagesAreInstalledOnceAndFoundAgainWithoutTheirSource() throws IOException {
        Path wheel = Wheel.write(wheels, "demo", "1.5");
        assertThat(versionOf("demo", packages("demo==1.5"))).isEqualTo("1.5");
        assertThat(progress).anyMatch(line -> line.contains("Successfully installed demo-1.5"));

        Files.delete(wheel);
        progress.clear();
        assertThat(versionOf("demo", packages("demo==1.5"))).isEqualTo("1.5");
        assertThat(progress).isEmpty();
    }

    @Test
    void otherRequirementsHaveADirectoryOfTheirOwn() throws IOException {
        Wheel.write(wheels, "demo", "1.5");
        Wheel.write(wheels, "demo", "2.0");
        assertThat(versionOf("demo", packages("demo<2"))).isEqualTo("1.5");
        assertThat(versionOf("demo", packages("demo"))).isEqualTo("2.0");
    }

    @Test
    void aFileOfRequirementsIsKnownByItsContent() throws IOException {
        Wheel.write(wheels, "demo", "1.5");
        Wheel.write(wheels, "demo", "2.0");
        Path file = directory.resolve("requirements.txt");
        Files.writeString(file, "demo==1.5\n");
        assertThat(versionOf("demo", offline().requirements(file))).isEqualTo("1.5");
        Files.writeString(file, "demo==2.0\n");
        assertThat(versionOf("demo", offline().requirements(file))).isEqualTo("2.0");
    }

    @Test
    void twoAtOnceInstallOnce() throws IOException {
        Wheel.write(wheels, "demo", "1.5");
        List<CompletableFuture<String>> both = Stream.of(1, 2)
                .map(each ->
                        CompletableFuture.supplyAsync(() -> versionOf("demo", packages("demo")), this::onNewThread))
                .toList();
        assertThat(both).allSatisfy(one -> assertThat(one.join()).isEqualTo("1.5"));
        assertThat(progress).filteredOn(line -> line.startsWith("installing")).hasSize(1);
    }

    private void onNewThread(Runnable work) {
        new Thread(work, "packages-test").start();
    }

    @Test
    void whatAKilledInstallationLeftIsMadeAnew() throws IOException {
        Wheel.write(wheels, "demo", "1.5");
        assertThat(versionOf("demo", packages("demo"))).isEqualTo("1.5");
        Path installed = onlyDirectory();
        Files.delete(installed.resolve(".pybridge-complete"));
        Files.delete(installed.resolve("bin/python"));

        assertThat(versionOf("demo", packages("demo"))).isEqualTo("1.5");
    }

    @Test
    void anUnknownPackageIsNamedAndLeavesNothing() throws IOException {
        assertThatThrownBy(() -> versionOf("demo", packages("demo==1.5")))
                .asInstanceOf(type(PackageInstallException.class))
                .satisfies(failed -> {
                    assertThat(failed)
                            .hasMessageContaining("demo==1.5 could not be installed")
                            .hasMessageContaining("no such package or version");
                    assertThat(failed.output()).contains("No matching distribution found for demo==1.5");
                    assertThat(failed.mayHaveRun()).isFalse();
                });
        assertThat(directories()).isEmpty();
    }

    @Test
    void aConflictIsNamed() throws IOException {
        Wheel.write(wheels, "demo", "1.5");
        Wheel.write(wheels, "demo", "2.0");
        Wheel.write(wheels, "user", "1.0", "demo>=2");
        assertThatThrownBy(() -> versionOf("demo", packages("demo==1.5", "user")))
                .isInstanceOf(PackageInstallException.class)
                .hasMessageContaining("exclude each other");
    }

    @Test
    void aWrongHashIsRefused() throws IOException {
        Wheel.write(wheels, "demo", "1.5");
        Path file = directory.resolve("requirements.txt");
        Files.writeString(file, "demo==1.5 --hash=sha256:" + "0".repeat(64) + "\n");
        assertThatThrownBy(() -> versionOf("demo", offline().requirements(file).requireHashes()))
                .isInstanceOf(PackageInstallException.class)
                .hasMessageContaining("another hash");
    }

    @Test
    void aMissingHashIsRefusedWhereHashesAreRequired() throws IOException {
        Wheel.write(wheels, "demo", "1.5");
        assertThatThrownBy(() -> versionOf("demo", packages("demo==1.5").requireHashes()))
                .isInstanceOf(PackageInstallException.class)
                .hasMessageContaining("needs a hash");
    }

    @Test
    void anIndexThatCannotBeReachedIsNamed() {
        PythonPackages unreachable = PythonPackages.builder()
                .require("demo")
                .index("http://127.0.0.1:9/simple")
                .cache(cache)
                .onProgress(progress::add)
                .build();
        PythonProcess backend = PythonProcess.builder()
                .environment("PIP_RETRIES", "1")
                .packages(unreachable)
                .build();
        assertThatThrownBy(() -> Python.builder(backend).build())
                .isInstanceOf(PackageInstallException.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void aCacheThatIsNoDirectoryIsNamed() throws IOException {
        Files.writeString(cache, "in the way");
        assertThatThrownBy(() -> versionOf("demo", packages("demo")))
                .isInstanceOf(PackageInstallException.class)
                .hasMessageContaining(cache.toString())
                .hasMessageContaining("cannot be written");
    }

    @Test
    void anInstallationThatTakesTooLongIsEnded() throws IOException {
        Wheel.write(wheels, "demo", "1.5");
        assertThatThrownBy(() -> versionOf("demo", packages("demo").timeout(Duration.ofMillis(300))))
                .isInstanceOf(PackageInstallException.class)
                .hasMessageContaining("longer than PT0.3S");
        assertThat(directories()).isEmpty();
    }

    @Test
    void aVirtualEnvironmentOfOnesOwnGetsNoPackages() {
        assertThatThrownBy(() ->
                        PythonProcess.builder().venv(directory).packages("demo").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("venv is " + directory)
                .hasMessageContaining("packages are demo");
    }

    private PythonPackages.Builder packages(String... requirements) {
        return offline().require(requirements);
    }

    private PythonPackages.Builder offline() {
        return PythonPackages.builder()
                .noIndex()
                .findLinks(wheels.toString())
                .cache(cache)
                .onProgress(progress::add);
    }

    private static String versionOf(String module, PythonPackages.Builder packages) {
        PythonProcess backend =
                PythonProcess.builder().packages(packages.build()).build();
        try (Python python = Python.builder(backend).build()) {
            return python.eval("__import__('" + module + "').VERSION").as(String.class);
        }
    }

    private Path onlyDirectory() throws IOException {
        return directories().get(0);
    }

    private List<Path> directories() throws IOException {
        try (Stream<Path> all = Files.list(cache)) {
            return all.filter(Files::isDirectory).toList();
        }
    }
}
