package org.pybridge.internal.support;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Deletes directories with all that is in them; links are deleted, and not what they lead to. */
public final class FileTree {
    private FileTree() {}

    /**
     * Deletes a directory.
     *
     * @param directory one that is there
     * @throws IOException when a part of it cannot be deleted; other parts may be gone then
     */
    public static void delete(Path directory) throws IOException {
        delete(directory, null);
    }

    /**
     * Deletes what is in a directory, and leaves the directory.
     *
     * @param directory one that is there
     * @throws IOException when a part of it cannot be deleted; other parts may be gone then
     */
    public static void clear(Path directory) throws IOException {
        delete(directory, directory);
    }

    private static void delete(Path directory, @Nullable Path kept) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed) throws IOException {
                if (!visited.equals(kept)) {
                    Files.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
