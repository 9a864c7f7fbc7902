package org.pybridge.internal.modules;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** A directory among the resources of the class path. Nothing is unpacked. */
public final class ModuleResources implements ModuleSource {
    private final Map<String, ModuleText> modules;
    private final List<Path> places = new ArrayList<>();

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

    @Override
    public List<Path> places() {
        return List.copyOf(places);
    }

    private Map<String, ModuleText> modulesIn(URL place) throws IOException {
        if (place.getProtocol().equals("file")) {
            ModuleTree tree = new ModuleTree(Path.of(URI.create(place.toString())));
            places.addAll(tree.places());
            return tree.read();
        }
        if (place.openConnection() instanceof JarURLConnection entry) {
            return modulesIn(entry);
        }
        throw new IllegalArgumentException("cannot list " + place
                + "; give its modules with module(name, source), or unpack it for modules(directory)");
    }

    /** A jar on disk, or one inside of another as Spring Boot has them: the connection knows how to open it. */
    private static Map<String, ModuleText> modulesIn(JarURLConnection directory) throws IOException {
        // A jar of the cache is the class loader's, and may not be closed here.
        directory.setUseCaches(false);
        String prefix = directory.getEntryName() + (directory.getEntryName().endsWith("/") ? "" : "/");
        Map<String, ModuleText> modules = new LinkedHashMap<>();
        try (JarFile jar = directory.getJarFile()) {
            List<JarEntry> entries = jar.stream()
                    .filter(entry -> entry.getName().startsWith(prefix)
                            && ModuleFile.isOne(entry.getName().substring(prefix.length())))
                    .sorted(Comparator.comparing(JarEntry::getName))
                    .toList();
            for (JarEntry entry : entries) {
                try (InputStream content = jar.getInputStream(entry)) {
                    ModuleFile.of(entry.getName().substring(prefix.length()))
                            .addTo(modules, "/" + entry.getName(), content.readAllBytes());
                }
            }
        }
        return modules;
    }
}
