package org.pybridge.graalpy;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * The files that a confined context sees. Each operation asks {@link Boundary} where a path really leads, and then works on that place,
 * not on the path it was given. What is refused is refused as permission denied, whether it exists or not. Links cannot be made.
 */
final class ConfinedFileSystem implements FileSystem {
    private static final Set<? extends OpenOption> READING =
            Set.of(StandardOpenOption.READ, StandardOpenOption.SPARSE, LinkOption.NOFOLLOW_LINKS);
    /** The engine's {@code dump_heap} asks for such a file, and then has the JVM write its memory there. */
    private static final String HEAP_DUMP = ".hprof";

    private final FileSystem host = FileSystem.newDefaultFileSystem();
    private final Boundary boundary;
    private final boolean startsPrograms;
    private volatile Path currentDirectory = Path.of("").toAbsolutePath().getRoot();

    /**
     * Makes the files.
     *
     * @param boundary what is seen
     * @param startsPrograms whether the context may start any program, and so may be told which there are
     */
    ConfinedFileSystem(Boundary boundary, boolean startsPrograms) {
        this.boundary = boundary;
        this.startsPrograms = startsPrograms;
    }

    @Override
    public Path parsePath(URI uri) {
        return host.parsePath(uri);
    }

    @Override
    public Path parsePath(String path) {
        return host.parsePath(path);
    }

    @Override
    public Path toAbsolutePath(Path path) {
        return currentDirectory.resolve(path);
    }

    @Override
    public void setCurrentWorkingDirectory(Path directory) {
        try {
            currentDirectory = readable(directory);
        } catch (IOException refused) {
            throw new SecurityException(refused.getMessage(), refused);
        }
    }

    @Override
    public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options) throws IOException {
        if (startsPrograms && isAskedOfAProgram(path, modes)) {
            host.checkAccess(toAbsolutePath(path), modes, options);
            return;
        }
        Path place = modes.contains(AccessMode.WRITE) ? writable(path) : readable(path, options);
        host.checkAccess(place, modes, options);
    }

    /** The engine asks before it starts a program whether the current directory exists, and which file can be run. */
    private boolean isAskedOfAProgram(Path path, Set<? extends AccessMode> modes) {
        return modes.isEmpty()
                ? toAbsolutePath(path).equals(currentDirectory)
                : modes.equals(Set.of(AccessMode.EXECUTE));
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
        host.createDirectory(writableEntry(directory), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        host.delete(writableEntry(path));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        if (READING.containsAll(options)) {
            return host.newByteChannel(readable(path), options, attributes);
        }
        Path place = writable(path);
        if (place.toString().endsWith(HEAP_DUMP)) {
            throw denied(path);
        }
        return host.newByteChannel(place, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        return host.newDirectoryStream(readable(directory), filter);
    }

    @Override
    public Path toRealPath(Path path, LinkOption... options) throws IOException {
        return host.toRealPath(readable(path, options), options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return host.readAttributes(readable(path, options), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        host.setAttribute(writable(path), attribute, value, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        host.copy(readable(source), writableEntry(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        host.move(writableEntry(source), writableEntry(target), options);
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        throw denied(link);
    }

    @Override
    public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
        throw denied(link);
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        return host.readSymbolicLink(readable(link, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public boolean isSameFile(Path one, Path other, LinkOption... options) throws IOException {
        return host.isSameFile(readable(one, options), readable(other, options), options);
    }

    @Override
    public String getSeparator() {
        return host.getSeparator();
    }

    @Override
    public String getPathSeparator() {
        return host.getPathSeparator();
    }

    @Override
    public @Nullable String getMimeType(Path path) {
        return null;
    }

    @Override
    public @Nullable Charset getEncoding(Path path) {
        return null;
    }

    @Override
    public Path getTempDirectory() {
        throw new SecurityException("There is no directory for temporary files");
    }

    private Path readable(Path path, LinkOption... options) throws IOException {
        Path place = place(path, options);
        if (!boundary.isReadable(place)) {
            throw denied(path);
        }
        return place;
    }

    private Path writable(Path path, LinkOption... options) throws IOException {
        Path place = place(path, options);
        if (!boundary.isWritable(place)) {
            throw denied(path);
        }
        return place;
    }

    /** What is made, moved or deleted is the entry of a directory, so a link is meant itself. */
    private Path writableEntry(Path path) throws IOException {
        return writable(path, LinkOption.NOFOLLOW_LINKS);
    }

    private Path place(Path path, LinkOption... options) throws IOException {
        Path place = Boundary.place(toAbsolutePath(path), options.length == 0);
        if (place == null) {
            throw denied(path);
        }
        return place;
    }

    private static AccessDeniedException denied(Path path) {
        return new AccessDeniedException(path.toString(), null, "Permission denied");
    }
}
