package org.pybridge.internal.modules;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A directory among the resources of the class path. Nothing is unpacked. */
public final class ModuleResources implements ModuleSource {
    private final Map<String, ModuleText> modules;

    /**
     * Reads the modules, which do not change.
     *
     * @param loader finds resources
     * @param directory relative to the class path's root
     * @throws IOException when one cannot be read
     * @throws IllegalArgumentException when the class path has no such directory, or none that can be listed
     */
    public ModuleResources(ClassLoader loader, String directory) throws IOException {
        Map<String, ModuleText> found = new LinkedHashMap<>();
        List<URL> places = Collections.list(loader.getResources(directory));
        // The first one on the class path wins, as with classes.
        for (URL place : places) {
            modulesIn(place).forEach(found::putIfAbsent);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "the class path has no Python modules in \"" + directory
                            + "\"; name a directory relative to its root, without a slash before it, and build jars with directory entries");
        }
        modules = Collections.unmodifiableMap(found);
    }

    @Override
    public Map<String, ModuleText> read() {
        return modules;
    }

    private static Map<String, ModuleText> modulesIn(URL place) throws IOException {
        if (place.getProtocol().equals("file")) {
            return new ModuleTree(Path.of(URI.create(place.toString()))).read();
        }
        if (place.openConnection() instanceof JarURLConnection entry
                && entry.getJarFileURL().getProtocol().equals("file")) {
            Path jar = Path.of(URI.create(entry.getJarFileURL().toString()));
            try (FileSystem files = FileSystems.newFileSystem(jar)) {
                return new ModuleTree(files.getPath(entry.getEntryName())).read();
            }
        }
        throw new IllegalArgumentException("cannot list " + place
                + "; give its modules with module(name, source), or unpack it for modules(directory)");
    }
}
