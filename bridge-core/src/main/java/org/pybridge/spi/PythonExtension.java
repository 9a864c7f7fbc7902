package org.pybridge.spi;

import org.pybridge.PythonBuilder;

/**
 * A library beside the bridge that teaches every {@link org.pybridge.Python} types of its own. It is found on the class path or module
 * path as a service ({@link java.util.ServiceLoader}). Stateless and thread-safe.
 */
public interface PythonExtension {

    /**
     * Adds converters and modules, before the user says anything: what the user sets wins. Tracebacks leave out the frames of these modules,
     * as those of the bridge's own.
     *
     * @param builder describes a Python that is about to start
     * @param backend where it is to run; a server of Python on another machine takes no modules unless it was told to
     */
    void extend(PythonBuilder builder, Backend backend);
}
