package org.pybridge.bundled;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The Python of the class path is a whole one, wherever it is unpacked. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class BundledPythonTest {

    @Test
    void itRunsFromWhereItIsUnpacked() throws IOException {
        BundledPython python = BundledPython.require();

        assertThat(output(python, "import sys, ssl, sqlite3, pip; print(sys.prefix, sys.version_info.minor)"))
                .isEqualTo(python.home() + " " + python.minor());
    }

    @Test
    void itIsUnpackedOnce() throws IOException {
        BundledPython first = BundledPython.require();
        Object made = Files.getLastModifiedTime(first.executable());

        assertThat(BundledPython.require()).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(first.executable())).isEqualTo(made);
    }

    @Test
    void itsTestsAreLeftOut() {
        assertThat(BundledPython.require().home().resolve("lib/python3.14/test"))
                .doesNotExist();
    }

    private static String output(BundledPython python, String code) throws IOException {
        Process process = new ProcessBuilder(python.executable().toString(), "-I", "-c", code)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
