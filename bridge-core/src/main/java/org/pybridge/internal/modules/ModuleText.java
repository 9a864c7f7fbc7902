package org.pybridge.internal.modules;

import java.util.List;

/**
 * One module.
 *
 * @param isPackage whether it has modules of its own
 * @param file what tracebacks call its file
 * @param source its text
 */
record ModuleText(boolean isPackage, String file, String source) {

    /** Gives the module with others inside of it. */
    ModuleText asPackage() {
        return isPackage ? this : new ModuleText(true, file, source);
    }

    /** Gives it as Python gets it. */
    List<Object> natural() {
        return List.of(isPackage, file, source);
    }
}
