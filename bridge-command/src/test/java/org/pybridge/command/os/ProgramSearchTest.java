package org.pybridge.command.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramSearchTest {
    @TempDir
    private Path first;

    @TempDir
    private Path second;

    private static Path file(Path directory, String name, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private ProgramSearch search() {
        return ProgramSearch.of(first + ":" + second);
    }

    @Test
    void theFirstDirectoryWins() throws IOException {
        Path wanted = file(first, "tool", "rwx------");
        file(second, "tool", "rwx------");

        assertThat(search().find("tool")).contains(wanted);
    }

    @Test
    void whatCannotBeRunIsPassedOver() throws IOException {
        file(first, "tool", "rw-------");
        Files.createDirectory(first.resolve("other"));
        Path wanted = file(second, "tool", "rwx------");

        assertThat(search().find("tool")).contains(wanted);
        assertThat(search().find("other")).isEmpty();
        assertThat(search().unusable("tool")).containsExactly(first.resolve("tool"));
        assertThat(search().unusable("other")).containsExactly(first.resolve("other"));
    }

    @Test
    void relativeAndEmptyEntriesAreNotSearched() {
        assertThat(ProgramSearch.of(":.:bin::/usr/bin:/usr/bin").directories()).containsExactly(Path.of("/usr/bin"));
    }
}
