package org.pybridge.internal.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PackageInstallException;
import org.pybridge.packages.PythonPackages;

/** Source of the report: the installation report format of pip, and what pip 23.0.1 writes. */
class PackageLockTest {
    @TempDir
    private Path directory;

    private Path lock() {
        return directory.resolve("lock.txt");
    }

    private void write(String archive) throws IOException {
        Path report = Files.writeString(directory.resolve("report.json"), """
                {"install": [{
                    "metadata": {"name": "whoosh", "version": "2.7.4"},
                    "download_info": {"archive_info": {%s}}
                }]}""".formatted(archive));
        PythonPackages packages =
                PythonPackages.builder().require("whoosh").lock(lock()).build();
        new PackageLock(packages).write(report);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"hashes\": {\"sha256\": \"abc\"}",
                "\"hash\": \"sha256=abc\"",
                "\"hash\": \"sha256=abc\", \"hashes\": {\"sha256\": \"abc\"}"
            })
    void theHashIsFoundWhereverPipWritesIt(String archive) throws IOException {
        write(archive);
        assertThat(lock()).content().endsWith("\nwhoosh==2.7.4 --hash=sha256:abc\n");
    }

    @Test
    void anotherKindOfHashIsNone() {
        assertThatThrownBy(() -> write("\"hash\": \"md5=abc\""))
                .isInstanceOf(PackageInstallException.class)
                .hasMessageContaining("whoosh 2.7.4");
        assertThat(lock()).doesNotExist();
    }
}
