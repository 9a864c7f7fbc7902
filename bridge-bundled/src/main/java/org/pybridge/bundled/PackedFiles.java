package org.pybridge.bundled;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.support.Digest;
import org.pybridge.internal.support.FileTree;
import org.pybridge.internal.support.UserCache;

/** The files of a directory in a jar, which are unpacked into a directory that is named for their contents. */
final class PackedFiles {
    /** What a running Python has no use for. */
    private static final Pattern LEFT_OUT = Pattern.compile(
            "(lib/|Lib/)?(python3\\.\\d+/)?(test|idlelib|turtledemo)/.*|include/.*|share/.*|lib/cmake/.*|.*/tests?/.*|.*/config-3[^/]*/.*|libjni.*|jni.*\\.dll|.*\\.a");

    private static final Pattern PROGRAM = Pattern.compile("(bin/)?[^/.]+|python3\\.\\d+|.*\\.so(\\.[\\d.]+)?");

    private final JarFile jar;
    private final String directory;

    private PackedFiles(JarFile jar, String directory) {
        this.jar = jar;
        this.directory = directory;
    }

    /**
     * Finds a directory in the jars of the class path.
     *
     * @param directory its path, with a slash at the end
     * @return its files, or empty when no jar has it
     */
    static Optional<PackedFiles> find(String directory) {
        URL found = resource(directory);
        if (found == null) {
            return Optional.empty();
        }
        try {
            URLConnection connection = found.openConnection();
            if (connection instanceof JarURLConnection packed) {
                return Optional.of(new PackedFiles(packed.getJarFile(), packed.getEntryName()));
            }
            throw new IllegalStateException(found + " is not in a jar; put the artifact itself on the class path");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static @Nullable URL resource(String directory) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        URL found = context == null ? null : context.getResource(directory);
        return found != null ? found : ClassLoader.getSystemResource(directory);
    }

    /**
     * Unpacks the files, if they are not there yet.
     *
     * @return the directory that they are in
     * @throws IOException when that is not possible
     */
    Path unpack() throws IOException {
        List<JarEntry> entries = jar.stream()
                .filter(entry -> entry.getName().startsWith(directory))
                .toList();
        Path cache =
                Files.createDirectories(UserCache.writable().resolve("pybridge").resolve("python"));
        Path target = cache.resolve(name(entries));
        if (!Files.isDirectory(target)) {
            Path unfinished = Files.createTempDirectory(cache, "unpacking-");
            try {
                for (ZipEntry entry : entries) {
                    if (isWanted(entry)) {
                        unpack(entry, unfinished.resolve(pathOf(entry)));
                    }
                }
                publish(unfinished, target);
            } finally {
                if (Files.exists(unfinished)) {
                    FileTree.delete(unfinished);
                }
            }
        }
        return target;
    }

    /** A directory has its name only when all is in it. Of two JVMs that unpack at once, the first one's is taken. */
    private static void publish(Path unfinished, Path target) throws IOException {
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException taken) {
            if (!Files.isDirectory(target)) {
                throw taken;
            }
        }
    }

    private boolean isWanted(ZipEntry entry) {
        return !entry.isDirectory() && !LEFT_OUT.matcher(pathOf(entry)).matches();
    }

    private String pathOf(ZipEntry entry) {
        return entry.getName().substring(directory.length());
    }

    private void unpack(ZipEntry entry, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (InputStream content = jar.getInputStream(entry)) {
            Files.copy(content, file);
        }
        // A jar knows no run bit.
        if (PROGRAM.matcher(pathOf(entry)).matches() && !file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made a program");
        }
    }

    /** Another name for other files, or another choice of them. Each start pays for this, so files are told by what the jar's directory has of them. */
    private static String name(List<JarEntry> entries) {
        StringBuilder facts = new StringBuilder(LEFT_OUT.pattern());
        for (ZipEntry entry : entries) {
            facts.append('\n').append(entry.getName()).append(' ').append(entry.getSize());
            facts.append(' ').append(entry.getCrc());
        }
        Digest digest = new Digest();
        digest.add(facts.toString());
        return digest.text();
    }
}
