package org.pybridge.internal.install;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pybridge.PackageInstallException;
import org.pybridge.internal.support.Digest;
import org.pybridge.packages.PythonPackages;

/**
 * The file that names the exact archives of a set of packages, each with its hash, in pip's format. Its first lines say for which
 * requirements it was made.
 *
 * <p>Source: pip's requirements file format and its installation report, version 1.
 */
final class PackageLock {
    private static final String HEADER = "# Locked by PyBridge for ";
    private static final String SHA256 = "sha256=";
    private static final String DIGEST = "# Requirements ";

    private final PythonPackages packages;
    private final @Nullable Path file;

    PackageLock(PythonPackages packages) {
        this.packages = packages;
        this.file = packages.lock().orElse(null);
    }

    boolean isWanted() {
        return file != null;
    }

    boolean isThere() {
        return file != null && Files.isRegularFile(file);
    }

    Path file() {
        return Objects.requireNonNull(file, "lock");
    }

    /** Gives its text; empty when there is none. */
    String content() {
        return isThere() ? content(file()) : "";
    }

    /** Refuses a lock that was written for other requirements. Others are taken at their word. */
    void check() {
        List<String> lines = content().lines().toList();
        if (lines.size() > 1 && lines.get(0).startsWith(HEADER) && !lines.get(1).equals(digestLine())) {
            throw new PackageInstallException(
                    "the lock " + file + " was made for " + lines.get(0).substring(HEADER.length()) + ", and now it is "
                            + packages + " that is needed; delete the lock to have it made anew",
                    "",
                    null);
        }
    }

    /** Writes what was installed, at once or not at all. */
    void write(Path report) {
        Path lock = file();
        try {
            JsonNode installed = new ObjectMapper().readTree(report.toFile()).path("install");
            List<String> lines = new ArrayList<>();
            installed.forEach(each -> lines.add(line(each)));
            Collections.sort(lines);
            String text = HEADER + packages + "\n" + digestLine() + "\n" + String.join("\n", lines) + "\n";
            Path unfinished =
                    Files.createTempFile(lock.getParent(), lock.getFileName().toString(), ".tmp");
            try {
                Files.writeString(unfinished, text);
                Files.move(unfinished, lock, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            Files.delete(report);
        } catch (IOException unwritable) {
            throw new PackageInstallException(
                    "the lock " + lock + " cannot be written (" + unwritable
                            + "); its directory has to exist, and to be writable",
                    "",
                    unwritable);
        }
    }

    private String line(JsonNode installed) {
        String name = installed.path("metadata").path("name").asText();
        String version = installed.path("metadata").path("version").asText();
        String hash = sha256(installed.path("download_info").path("archive_info"));
        if (hash.isEmpty()) {
            throw new PackageInstallException(
                    "the lock " + file + " cannot be written: " + name + " " + version
                            + " comes from no archive, so it has no hash; install it from an index",
                    "",
                    null);
        }
        return name + "==" + version + " --hash=sha256:" + hash;
    }

    /** The hash of an archive, or nothing. Before its version 23.1, pip writes it with the algorithm in front. */
    private static String sha256(JsonNode archive) {
        String named = archive.path("hash").asText();
        String hash = archive.path("hashes").path("sha256").asText();
        return hash.isEmpty() && named.startsWith(SHA256) ? named.substring(SHA256.length()) : hash;
    }

    private String digestLine() {
        Digest digest = new Digest();
        digest.add(packages.requirements());
        packages.files().forEach(each -> digest.add(content(each)));
        return DIGEST + digest.text();
    }

    static String content(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException unreadable) {
            throw new PackageInstallException(
                    "the requirements file " + file + " cannot be read (" + unreadable + ")", "", unreadable);
        }
    }
}
