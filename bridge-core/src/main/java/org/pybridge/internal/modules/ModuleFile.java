package org.pybridge.internal.modules;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.pybridge.spi.EntryPoint;

/**
 * A file that an import statement can name.
 *
 * @param name the module's name; empty for the {@code __init__} of the directory itself
 * @param isPackage whether it is the {@code __init__} of a package
 */
record ModuleFile(String name, boolean isPackage) {
    private static final String SUFFIX = ".py";
    private static final String PACKAGE = "__init__";

    /**
     * Tells whether a file is a module.
     *
     * @param path its path below the directory of the modules, with slashes
     */
    static boolean isOne(String path) {
        return path.endsWith(SUFFIX)
                && Arrays.stream(path.substring(0, path.length() - SUFFIX.length())
                                .split("/", -1))
                        .allMatch(ModuleFile::isName);
    }

    static ModuleFile of(String path) {
        String name = path.substring(0, path.length() - SUFFIX.length()).replace('/', '.');
        boolean isPackage = name.equals(PACKAGE) || name.endsWith("." + PACKAGE);
        return new ModuleFile(
                isPackage ? name.substring(0, Math.max(0, name.length() - PACKAGE.length() - 1)) : name, isPackage);
    }

    /** What no import statement can name is left out, as {@code __pycache__} is. */
    static boolean isName(String part) {
        return EntryPoint.isModule(part) && part.indexOf('.') < 0 && !part.equals("__pycache__");
    }

    /**
     * Adds the module to others.
     *
     * @param modules the others, by their names
     * @param file what tracebacks call its file
     * @param content its bytes
     * @throws IOException when they are no text
     */
    void addTo(Map<String, ModuleText> modules, String file, byte[] content) throws IOException {
        if (!name.isEmpty()) {
            modules.put(name, new ModuleText(isPackage, file, SourceText.of(content, file)));
        }
    }
}
