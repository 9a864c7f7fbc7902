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
import org.pybridge.spi.EntryPoint;

/** A directory of modules, on disk or in a jar that is open. */
public final class ModuleTree implements ModuleSource {
    private static final String SUFFIX = ".py";
    private static final String PACKAGE = "__init__";

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
            String name = name(file);
            boolean isPackage = name.equals(PACKAGE) || name.endsWith("." + PACKAGE);
            if (isPackage) {
                name = name.substring(0, Math.max(0, name.length() - PACKAGE.length() - 1));
            }
            if (!name.isEmpty()) {
                modules.put(name, new ModuleText(isPackage, file.toString(), Files.readString(file)));
            }
        }
        return modules;
    }

    private String name(Path file) {
        String path = root.relativize(file).toString();
        return path.substring(0, path.length() - SUFFIX.length())
                .replace(file.getFileSystem().getSeparator(), ".");
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

    /** What no import statement can name is left out, as {@code __pycache__} is. */
    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean named =
                        directory.equals(root) || isName(directory.getFileName().toString());
                return named ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX) && isName(name.substring(0, name.length() - SUFFIX.length()))) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    private static boolean isName(String part) {
        // A jar's file system shows directories with a slash.
        String name = part.endsWith("/") ? part.substring(0, part.length() - 1) : part;
        return EntryPoint.isModule(name) && name.indexOf('.') < 0 && !name.equals("__pycache__");
    }
}
