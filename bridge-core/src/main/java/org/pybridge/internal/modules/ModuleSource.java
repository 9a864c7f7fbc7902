package org.pybridge.internal.modules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pybridge.internal.runtime.PythonRuntime;
import org.pybridge.spi.EntryPoint;

/** Where modules of the application come from. Thread-safe. */
public interface ModuleSource {
    /**
     * Reads the modules as they are now.
     *
     * @return the modules by their full names
     * @throws IOException when one cannot be read
     */
    Map<String, ModuleText> read() throws IOException;

    /**
     * Gives what is another one after a module has changed.
     *
     * @return an object to compare; always the same where modules cannot change
     * @throws IOException when it cannot be told
     */
    default Object stamp() throws IOException {
        return "";
    }

    /**
     * Tells where the files are that Java reads.
     *
     * @return directories on disk; none where there are no files
     */
    default List<Path> places() {
        return List.of();
    }

    /**
     * A module from a string.
     *
     * @param name its full name
     * @param text its source
     * @return a source of this module
     * @throws IllegalArgumentException when the name is not that of a module
     */
    static ModuleSource of(String name, String text) {
        if (!EntryPoint.isModule(name)) {
            throw new IllegalArgumentException(
                    "module is \"" + name + "\"; name it as import does: letters, digits, _ and dots between parts");
        }
        return of(name, "<module " + name + ">", text);
    }

    /**
     * A module of a library beside the bridge, whose frames tracebacks leave out as they do the bridge's own.
     *
     * @param name its full name
     * @param text its source
     * @return a source of this module
     */
    static ModuleSource ofLibrary(String name, String text) {
        return of(name, PythonRuntime.FILE_NAME, text);
    }

    private static ModuleSource of(String name, String file, String text) {
        ModuleText module = new ModuleText(false, file, text);
        return () -> Map.of(name, module);
    }
}
