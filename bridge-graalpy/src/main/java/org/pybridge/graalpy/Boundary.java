package org.pybridge.graalpy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;
import org.jspecify.annotations.Nullable;

/** Which places of the file system are inside: the language's own files, the modules, and what was allowed. Immutable. */
final class Boundary {
    /** Refuses what does not belong to the language. What does, it would write to, so it is only asked. */
    @SuppressWarnings("deprecation") // in 25.2, whose other name for it 25.0 does not have
    private final FileSystem language = FileSystem.allowInternalResourceAccess(FileSystem.newDenyIOFileSystem());

    private final List<Path> readable;
    private final List<Path> writable;

    /**
     * Draws a boundary.
     *
     * @param readable real paths of what can be read
     * @param writable real paths of what can be read and written
     */
    Boundary(Collection<Path> readable, Collection<Path> writable) {
        this.readable = List.copyOf(readable);
        this.writable = List.copyOf(writable);
    }

    boolean isReadable(Path place) {
        return contains(readable, place) || contains(writable, place) || isOfLanguage(place);
    }

    boolean isWritable(Path place) {
        return contains(writable, place) && !isOfLanguage(place);
    }

    private static boolean contains(List<Path> roots, Path place) {
        return roots.stream().anyMatch(place::startsWith);
    }

    private boolean isOfLanguage(Path place) {
        try {
            language.checkAccess(place, Set.of());
            return true;
        } catch (SecurityException outside) {
            return false;
        } catch (IOException missing) {
            return true;
        }
    }

    /**
     * Gives the place that a path leads to, without links and dots. A place need not exist.
     *
     * @param path an absolute path
     * @param follow whether a link at its end is followed
     * @return null when that cannot be told: for a link to nothing, and a path that goes up from nothing
     */
    static @Nullable Path place(Path path, boolean follow) throws IOException {
        Path name = path.getFileName();
        Path parent = path.getParent();
        if (name == null || parent == null) {
            return path;
        }
        boolean isDots = name.toString().equals("..") || name.toString().equals(".");
        if (isDots || follow) {
            if (Files.exists(path)) {
                return path.toRealPath();
            }
            if (isDots || Files.isSymbolicLink(path)) {
                return null;
            }
        }
        Path above = place(parent, true);
        return above == null ? null : above.resolve(name);
    }
}
