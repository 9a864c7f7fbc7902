package org.pybridge.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.pybridge.Diagnosis;

/** A place where Python runs. Thread-safe; its configuration is immutable. */
public interface Backend {

    /**
     * Names the backend.
     *
     * @return a short name for messages
     */
    String name();

    /**
     * Says what it can do.
     *
     * @return the capabilities
     */
    Set<Capability> capabilities();

    /**
     * Tells whether Python runs on another machine, whose server says which modules it has.
     *
     * @return false by default
     */
    default boolean isRemote() {
        return false;
    }

    /**
     * Starts an interpreter.
     *
     * @param host what core does for it
     * @return the interpreter, ready for calls
     * @throws org.pybridge.InterpreterLostException when it cannot be started
     */
    Interpreter start(Host host);

    /**
     * Checks directories whose modules Java reads and hands to Python.
     *
     * @param modules the directories
     * @throws IllegalArgumentException when Python may write there, and so decide what the next interpreter runs
     */
    default void refuseWriting(List<Path> modules) {}

    /**
     * Tells what is known here, for the report of a doctor.
     *
     * @return facts and advice; nothing by default
     */
    default Diagnosis diagnose() {
        return Diagnosis.EMPTY;
    }

    /** Releases what its interpreters shared, in bounded time; called after the last of them was closed. */
    default void close() {}
}
