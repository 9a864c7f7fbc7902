package org.pybridge.bundled;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A CPython that is on the class path as the artifact {@code org.bytedeco:cpython}, with the classifier of this platform. It is unpacked
 * once into the user's cache, without its tests, its editor and its headers. Immutable.
 *
 * @param home the directory with all of it, Python's {@code sys.prefix}
 * @param executable the program
 * @param library the shared library
 * @param minor the minor version, as 14 of 3.14
 */
public record BundledPython(Path home, Path executable, Path library, int minor) {
    private static final String RESOURCES = "org/bytedeco/cpython/";
    private static final Pattern LIBRARY =
            Pattern.compile("libpython3\\.(\\d+)\\.so\\.1\\.0|libpython3\\.(\\d+)\\.dylib|python3(\\d+)\\.dll");

    /**
     * Finds the Python of the class path; unpacks it now, if this has not been done before.
     *
     * @return the Python, or empty when there is none for this platform on the class path
     * @throws UncheckedIOException when there is no room to unpack it
     */
    public static Optional<BundledPython> find() {
        return PackedFiles.find(RESOURCES + platform() + "/").map(BundledPython::of);
    }

    /**
     * Finds the Python of the class path, as {@link #find}, where there has to be one.
     *
     * @return the Python
     * @throws IllegalStateException when there is none for this platform on the class path
     * @throws UncheckedIOException when there is no room to unpack it
     */
    public static BundledPython require() {
        return find().orElseThrow(() -> new IllegalStateException("there is no Python for " + platform()
                + " on the class path; add the dependency org.bytedeco:cpython:3.14.3-1.5.13 with the classifier "
                + platform() + ", or name an installed Python"));
    }

    private static BundledPython of(PackedFiles packed) {
        try {
            return in(packed.unpack());
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Python cannot be unpacked (" + failed.getMessage()
                            + "); make room in the user's cache or in the directory for temporary files",
                    failed);
        }
    }

    private static BundledPython in(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.map(file -> ofLibrary(home, file))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no library of Python was unpacked into " + home));
        }
    }

    private static Optional<BundledPython> ofLibrary(Path home, Path file) {
        Matcher name = LIBRARY.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        int minor = Stream.of(1, 2, 3)
                .map(name::group)
                .filter(group -> group != null)
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElseThrow();
        return List.of("python3." + minor, "python.exe").stream()
                .map(home::resolve)
                .filter(Files::exists)
                .findFirst()
                .map(executable -> new BundledPython(home, executable, file, minor));
    }

    /** Names this platform as the artifact's classifiers do. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String bits = processor.equals("aarch64") || processor.equals("arm64") ? "arm64" : "x86_64";
        if (system.startsWith("mac")) {
            return "macosx-" + bits;
        }
        return (system.startsWith("windows") ? "windows-" : "linux-") + bits;
    }
}
