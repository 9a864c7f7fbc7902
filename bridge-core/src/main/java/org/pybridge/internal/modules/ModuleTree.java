package org.pybridge.internal.modules;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A directory of modules on disk. */
public final class ModuleTree implements ModuleSource {
    private final Path root;

    /**
     * Names a directory.
     *
     * @param root goes on no path: its modules are read by Java
     */
    public ModuleTree(Path root) {
        this.root = root;
    }

    @Override
    public Map<String, ModuleText> read() throws IOException {
        Map<String, ModuleText> modules = new LinkedHashMap<>();
        for (Path file : files()) {
            ModuleFile.of(path(file)).addTo(modules, file.toString(), Files.readAllBytes(file));
        }
        return modules;
    }

    @Override
    public List<Path> places() {
        return List.of(root);
    }

    private String path(Path file) {
        return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    @Override
    public Object stamp() throws IOException {
        Map<Path, List<Object>> stamps = new LinkedHashMap<>();
        for (Path file : files()) {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            stamps.put(file, List.of(attributes.lastModifiedTime(), attributes.size()));
        }
        return stamps;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean named = directory.equals(root)
                        || ModuleFile.isName(directory.getFileName().toString());
                return named ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (ModuleFile.isOne(path(file))) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }
}
