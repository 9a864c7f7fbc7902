package org.pybridge.graalpy;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.pybridge.internal.support.FileTree;

/**
 * Makes Python modules importable that lie among the resources of the class path. Immutable.
 *
 * <p>The resource directory holds the modules themselves, or what GraalPy's Maven and Gradle plugins put there: {@code src} and
 * {@code venv}. A directory on disk is used where it is. One in a jar is unpacked, because Python's packages read their data as
 * files; its copy is named after its content, so it is made once and never goes stale.
 */
final class PackagedPython {
    private final ClassLoader resources;
    private final Path cache;

    PackagedPython(ClassLoader resources, Path cache) {
        this.resources = resources;
        this.cache = cache;
    }

    /** Gives what to put on {@code sys.path}, for each jar or directory of the class path that has the resource directory. */
    List<Path> locate(String directory) throws IOException {
        List<Path> path = new ArrayList<>();
        for (URL url : Collections.list(resources.getResources(directory))) {
            path.addAll(importable(onDisk(url)));
        }
        if (path.isEmpty()) {
            throw new IllegalArgumentException(
                    "The class path has no directory \"" + directory
                            + "\"; name one relative to its root, without a slash before it, and build jars with directory entries");
        }
        return path;
    }

    /** The venv has {@code Lib/site-packages} when it was made on Windows, else {@code lib/python3.12/site-packages}. */
    private static List<Path> importable(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(root.resolve("src"))) {
            found.add(root.resolve("src"));
        }
        if (Files.isDirectory(root.resolve("venv"))) {
            try (Stream<Path> venv = Files.walk(root.resolve("venv"), 3)) {
                venv.filter(directory -> directory.endsWith("site-packages")).forEach(found::add);
            }
        }
        return found.isEmpty() ? List.of(root) : found;
    }

    private Path onDisk(URL url) throws IOException {
        if (url.getProtocol().equals("file")) {
            return Path.of(URI.create(url.toString()));
        }
        if (url.openConnection() instanceof JarURLConnection entry) {
            Path jar = Path.of(URI.create(entry.getJarFileURL().toString()));
            try (FileSystem files = FileSystems.newFileSystem(jar)) {
                return unpacked(files.getPath(entry.getEntryName()));
            }
        }
        throw new IllegalArgumentException(
                "Cannot unpack " + url + "; unpack it yourself, and give the directory to pythonPath");
    }

    private Path unpacked(Path root) throws IOException {
        List<Path> files = files(root);
        Path target = cache.resolve(fingerprint(root, files));
        if (!Files.isDirectory(target)) {
            unpack(root, files, target);
        }
        return target;
    }

    /** Copies and renames, so that no other process ever sees half of it; whoever comes second takes the first one's. */
    private void unpack(Path root, List<Path> files, Path target) throws IOException {
        Files.createDirectories(cache);
        Path unfinished = Files.createTempDirectory(cache, "unfinished-");
        try {
            for (Path file : files) {
                Path copy = unfinished.resolve(root.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException failed) {
            FileTree.delete(unfinished);
            if (!Files.isDirectory(target)) {
                throw failed;
            }
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Reads the checksums that the jar has anyway, because hashing the files would cost more than all else at start. */
    private static String fingerprint(Path root, List<Path> files) throws IOException {
        MessageDigest digest = sha256();
        for (Path file : files) {
            String line =
                    root.relativize(file) + " " + Files.size(file) + " " + Files.getAttribute(file, "zip:crc") + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
