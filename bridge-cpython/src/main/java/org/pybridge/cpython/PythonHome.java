package org.pybridge.cpython;

import java.nio.file.Path;
import java.util.Optional;
import org.pybridge.bundled.BundledPython;

/**
 * Where a Python is.
 *
 * @param library its shared library
 * @param executable what {@code sys.executable} is to be, from which it finds its packages and its virtual environment
 * @param home the directory with its standard library, where it cannot find that by itself
 * @param minor its minor version, as 14 of 3.14
 */
record PythonHome(Path library, Path executable, Optional<Path> home, int minor) {

    static PythonHome of(BundledPython bundled) {
        return new PythonHome(bundled.library(), bundled.executable(), Optional.of(bundled.home()), bundled.minor());
    }

    @Override
    public String toString() {
        return "Python 3." + minor + " of " + executable;
    }
}
