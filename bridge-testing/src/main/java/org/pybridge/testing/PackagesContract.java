package org.pybridge.testing;

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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.PackageInstallException;
import org.pybridge.Python;
import org.pybridge.packages.PythonPackages;
import org.pybridge.spi.Backend;
import org.pybridge.testing.pool.MemoryDisk;
import org.pybridge.testing.support.Wheel;
import org.pybridge.testing.values.SlowIndex;

/**
 * The packages that a backend was given are there, whatever happens to their installation. A backend passes by one subclass that says how
 * to make it.
 */
public abstract class PackagesContract {
    private final List<String> progress = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory = Path.of("");

    private Path wheels = Path.of("");
    private Path cache = Path.of("");

    /** Makes the contract. */
    protected PackagesContract() {}

    /**
     * Makes a backend with packages; nothing is installed yet.
     *
     * @param packages what its Python needs
     * @return a new backend
     */
    protected abstract Backend backend(PythonPackages packages);

    @BeforeEach
    void prepare() throws IOException {
        wheels = Files.createDirectory(directory.resolve("wheels"));
        cache = directory.resolve("cache");
    }

    @Test
    void packagesAreInstalledOnceAndFoundAgainWithoutTheirSource() throws IOException {
        Path wheel = Wheel.write(wheels, "demo", "1.5");
        assertThat(versionOf("demo", packages("demo==1.5"))).isEqualTo("1.5");
        assertThat(progress).anyMatch(line -> line.matches(".*\\bdemo\\b.*\\b1\\.5"));

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
        try (Stream<Path> all = Files.walk(installed)) {
            Files.delete(
                    all.filter(file -> file.endsWith("demo.py")).findFirst().orElseThrow());
        }

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
                .hasMessageContaining("needs a version and a hash");
    }

    @Test
    void anIndexThatCannotBeReachedIsNamed() {
        PythonPackages.Builder unreachable = PythonPackages.builder()
                .require("demo")
                .index("http://127.0.0.1:9/simple")
                .cache(cache)
                .onProgress(progress::add);
        assertThatThrownBy(() -> versionOf("demo", unreachable))
                .isInstanceOf(PackageInstallException.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void aLockIsWrittenAndThenHeldTo() throws IOException {
        Wheel.write(wheels, "demo", "1.5");
        Wheel.write(wheels, "user", "1.0", "demo");
        Path lock = directory.resolve("python.lock");
        assertThat(versionOf("demo", packages("user").lock(lock))).isEqualTo("1.5");
        assertThat(lock).content().contains("demo==1.5 --hash=sha256:", "user==1.0 --hash=sha256:");

        Wheel.write(wheels, "demo", "2.0");
        progress.clear();
        assertThat(versionOf("demo", packages("user").lock(lock))).isEqualTo("1.5");
        assertThat(progress).as("installed already").isEmpty();
        assertThat(versionOf("demo", packages("user").lock(lock).cache(directory.resolve("other"))))
                .isEqualTo("1.5");
    }

    @Test
    void anArchiveThatWasChangedSinceTheLockIsRefused() throws IOException {
        Wheel.write(wheels, "demo", "1.5");
        Path lock = directory.resolve("python.lock");
        assertThat(versionOf("demo", packages("demo").lock(lock))).isEqualTo("1.5");
        Files.delete(Wheel.write(wheels, "demo", "1.5"));
        Wheel.write(wheels, "demo", "1.5", "extra; python_version < '3'");
        assertThatThrownBy(() -> versionOf("demo", packages("demo").lock(lock).cache(directory.resolve("other"))))
                .isInstanceOf(PackageInstallException.class)
                .hasMessageContaining("another hash");
    }

    @Test
    void aLockOfOtherRequirementsIsRefused() throws IOException {
        Wheel.write(wheels, "demo", "1.5");
        Path lock = directory.resolve("python.lock");
        assertThat(versionOf("demo", packages("demo").lock(lock))).isEqualTo("1.5");
        assertThatThrownBy(() -> versionOf("demo", packages("demo", "user").lock(lock)))
                .isInstanceOf(PackageInstallException.class)
                .hasMessageContaining("was made for demo")
                .hasMessageContaining("delete the lock");
    }

    @Test
    void theDependenciesOfAProjectFileAreInstalled() throws IOException {
        Wheel.write(wheels, "demo", "1.5");
        Path project = Files.writeString(directory.resolve("pyproject.toml"), """
                [build-system]
                requires = ["setuptools"]
                [project]
                name = "shop"
                dependencies = [  # what it runs with
                    "demo >= 1; python_version > '3'",
                ]
                """);
        assertThat(versionOf("demo", offline().pyproject(project))).isEqualTo("1.5");
    }

    @Test
    void whatWasTamperedWithIsInstalledAnew() throws IOException {
        Wheel.write(wheels, "demo", "1.5");
        assertThat(versionOf("demo", packages("demo"))).isEqualTo("1.5");
        try (Stream<Path> all = Files.walk(onlyDirectory())) {
            Files.writeString(
                    all.filter(file -> file.endsWith("demo.py")).findFirst().orElseThrow(), "VERSION = 'another'");
        }
        assertThat(versionOf("demo", packages("demo"))).isEqualTo("1.5");
        assertThat(progress).anyMatch(line -> line.contains("demo.py was changed"));
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
    void aFullDiskIsNamedAndDoesItsWorkAgainWithMoreRoom() throws Exception {
        Wheel.write(wheels, "demo", "1.5");
        try (MemoryDisk disk = MemoryDisk.mount(cache, "16k")) {
            assertThatThrownBy(() -> versionOf("demo", packages("demo")))
                    .isInstanceOf(PackageInstallException.class)
                    .hasMessageContaining("make room");
            assertThat(directories()).isEmpty();
            disk.resize("200m");
            assertThat(versionOf("demo", packages("demo"))).isEqualTo("1.5");
        }
    }

    @Test
    void aReadOnlyCacheGivesWhatItHasAndSaysThatItTakesNothing() throws Exception {
        Wheel.write(wheels, "demo", "1.5");
        try (MemoryDisk disk = MemoryDisk.mount(cache, "200m")) {
            assertThat(versionOf("demo", packages("demo"))).isEqualTo("1.5");
            disk.makeReadOnly();
            assertThat(versionOf("demo", packages("demo"))).isEqualTo("1.5");
            assertThatThrownBy(() -> versionOf("demo", packages("demo==1.5")))
                    .isInstanceOf(PackageInstallException.class)
                    .hasMessageContaining(cache.toString())
                    .hasMessageContaining("cannot be written");
        }
    }

    /** A JVM that is killed, and not one that was asked to end. */
    @Test
    void theInstallerOfAKilledJvmEndsAndTheNextOneBeginsAnew() throws Exception {
        Wheel.write(wheels, "demo", "1.5");
        try (SlowIndex index = SlowIndex.of(wheels)) {
            Process jvm = InstallingProgram.start(getClass(), index.url(), cache);
            List<ProcessHandle> installers;
            try {
                index.awaitQuestion();
                installers = jvm.descendants().toList();
            } finally {
                jvm.destroyForcibly().waitFor();
            }
            for (ProcessHandle installer : installers) {
                installer.onExit().get(30, TimeUnit.SECONDS);
            }
            index.answer();
            assertThat(versionOf("demo", InstallingProgram.packages(index.url(), cache)))
                    .isEqualTo("1.5");
            assertThat(directories()).hasSize(1);
        }
    }

    @Test
    void anInstallationThatTakesTooLongIsEnded() throws IOException {
        Wheel.write(wheels, "demo", "1.5");
        assertThatThrownBy(() -> versionOf("demo", packages("demo").timeout(Duration.ofMillis(300))))
                .isInstanceOf(PackageInstallException.class)
                .hasMessageContaining("longer than PT0.3S");
        assertThat(directories()).isEmpty();
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

    private String versionOf(String module, PythonPackages.Builder packages) {
        try (Python python = Python.builder(backend(packages.build())).build()) {
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
