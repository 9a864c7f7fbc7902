package org.pybridge.command.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pyenv of two versions, laid out as pyenv does. */
class PyenvShimTest {
    @TempDir
    private Path root;

    @TempDir
    private Path work;

    private Path shim;

    @BeforeEach
    void installPyenv() throws IOException {
        shim = program(root.resolve("shims/python3"), """
                #!/usr/bin/env bash
                set -e
                program="${0##*/}"
                export PYENV_ROOT="%s"
                exec "%s/libexec/pyenv" exec "$program" "$@"
                """.formatted(root, root));
        program(root.resolve("versions/3.11.7/bin/python3"), "");
        program(root.resolve("versions/3.13.0/bin/python3"), "");
        Files.writeString(root.resolve("version"), "3.11.7\n");
    }

    private static Path program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Path python(String version) {
        return root.resolve("versions").resolve(version).resolve("bin/python3");
    }

    private PyenvShim found() {
        return PyenvShim.at(shim).orElseThrow();
    }

    @Test
    void theGlobalVersionIsTheLastResort() {
        assertThat(found().resolve(work, Optional.empty())).contains(python("3.11.7"));
    }

    @Test
    void aVersionFileAboveTheDirectoryCounts() throws IOException {
        Files.writeString(work.resolve(".python-version"), "# ours\n3.13.0 # newest\n");
        Path below = Files.createDirectories(work.resolve("a/b"));

        assertThat(found().resolve(below, Optional.empty())).contains(python("3.13.0"));
    }

    @Test
    void theVariableCountsMost() throws IOException {
        Files.writeString(work.resolve(".python-version"), "3.11.7");

        assertThat(found().resolve(work, Optional.of("3.13.0:3.11.7"))).contains(python("3.13.0"));
    }

    @Test
    void whatIsNotPlainIsLeftToTheShim() throws IOException {
        assertThat(found().resolve(work, Optional.of("3.11"))).isEmpty();
        assertThat(found().resolve(work, Optional.of("system"))).isEmpty();
        Files.delete(root.resolve("version"));
        assertThat(found().resolve(work, Optional.empty())).isEmpty();
    }

    @Test
    void anotherProgramIsNoShim() throws IOException {
        Path other = program(work.resolve("shims/python3"), "#!/bin/sh\nexec /usr/bin/python3 \"$@\"\n");

        assertThat(PyenvShim.at(other)).isEmpty();
        assertThat(PyenvShim.at(python("3.11.7"))).isEmpty();
        assertThat(PyenvShim.at(work.resolve("shims/none"))).isEmpty();
    }
}
