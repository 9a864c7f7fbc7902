package org.pybridge.spi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyValue;
import org.pybridge.PythonBuilder;

/**
 * A library beside the bridge that teaches every {@link org.pybridge.Python} types of its own. It is found on the class path or module
 * path as a service ({@link java.util.ServiceLoader}). Stateless and thread-safe.
 */
public interface PythonExtension {

    /**
     * Adds converters, before the user says anything: what the user sets wins.
     *
     * @param builder describes a Python that is about to start
     * @param backend where it is to run
     */
    void extend(PythonBuilder builder, Backend backend);

    /**
     * Returns the modules that the extension has in Python. Every interpreter on this machine can import them; a server of Python for other
     * machines has them where the extension is on its class path. Tracebacks leave their frames out, as those of the bridge's own.
     *
     * @return the sources by the names of the modules; none by default
     */
    default Map<String, String> modules() {
        return Map.of();
    }

    /**
     * Reads an object that stayed in Python, or a copied dict, as rows, where a list or an array of records is asked for.
     *
     * @param value is not closed
     * @param row the record class
     * @return the rows; null, as by default, where the value has none that this extension knows, and is read element by element
     * @throws org.pybridge.ConversionException when a value in a row does not fit
     * @throws IllegalArgumentException when the rows do not
     */
    default @Nullable List<?> rows(PyValue value, Class<? extends Record> row) {
        return null;
    }

    /**
     * Tells what a server of Python lets its clients on other machines do with the modules.
     *
     * @return what is allowed; nothing by default
     */
    default ServedFunctions served() {
        return ServedFunctions.NONE;
    }
}
