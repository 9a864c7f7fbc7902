package org.pybridge.testing.pool;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system in memory, to be full or read-only. Skips the test where this user may not mount one. */
public final class MemoryDisk implements AutoCloseable {
    private final Path directory;

    private MemoryDisk(Path directory) {
        this.directory = directory;
    }

    /** Mounts one on a directory, which is made now. */
    public static MemoryDisk mount(Path directory, String size) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        assumeThat(Path.of("/proc/self/mounts")).as("Linux").exists();
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", directory.toString()))
                .as("this user may mount")
                .isZero();
        return new MemoryDisk(directory);
    }

    public void resize(String size) throws IOException, InterruptedException {
        remount("size=" + size);
    }

    public void makeReadOnly() throws IOException, InterruptedException {
        remount("ro");
    }

    private void remount(String options) throws IOException, InterruptedException {
        if (run("mount", "-o", "remount," + options, directory.toString()) != 0) {
            throw new IOException(directory + " cannot be mounted with " + options);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        // Lazily, because an interpreter that ends may still have a file open.
        run("umount", "--lazy", directory.toString());
    }

    private static int run(String... line) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            return -1;
        }
    }
}
