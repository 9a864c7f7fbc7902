package org.pybridge.internal.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What JVMs have left that were killed. */
@EnabledOnOs(OS.LINUX)
class StaleFilesTest {
    @TempDir
    Path temp;

    /** A name as a JVM has given it that is gone: no process has this number. */
    private Path left(String end) {
        String own = Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX);
        String gone = Long.toString(1L << 40, Character.MAX_RADIX);
        return temp.resolve(StaleFiles.prefix().replace("-" + own + "-", "-" + gone + "-") + end);
    }

    @Test
    void filesAndDirectoriesOfJvmsThatAreGoneAreDeleted() throws IOException {
        Files.writeString(left("file"), "x");
        Files.writeString(Files.createDirectory(left("directory")).resolve("s"), "x");
        Path ours = Files.createTempFile(temp, StaleFiles.prefix(), ".memory");
        StaleFiles.reclaim(temp);
        try (var files = Files.list(temp)) {
            assertThat(files).containsExactly(ours);
        }
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path victim = Files.createDirectory(temp.resolve("victim"));
        Path secret = Files.writeString(victim.resolve("id_rsa"), "secret");
        Path link = Files.createSymbolicLink(left("link"), victim);
        Path inside = Files.createSymbolicLink(
                Files.createDirectory(left("directory")).resolve("s"), secret);
        StaleFiles.reclaim(temp);
        assertThat(secret).hasContent("secret");
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(Files.exists(inside, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void aFileOfAnotherUserStays() throws IOException {
        Path other = Files.writeString(left("other"), "x");
        try {
            Files.setAttribute(other, "unix:uid", 65534);
        } catch (IOException notRoot) {
            return;
        }
        StaleFiles.reclaim(temp);
        assertThat(other).exists();
    }
}
