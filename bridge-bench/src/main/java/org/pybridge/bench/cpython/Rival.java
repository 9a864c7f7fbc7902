package org.pybridge.bench.cpython;

import java.util.List;
import org.pybridge.bench.PythonFiles;

/** One way from Java to the CPython in its JVM, with the same work for each. Used by one thread. */
interface Rival extends AutoCloseable {
    /** The Python module that each calls. */
    String MODULE = "embedded";

    /** Which CPython all of them use: a shared build, as {@code -Dpybridge.cpython=python3.13}; the bundled one without it. */
    String PYTHON = System.getProperty("pybridge.cpython", "");

    /** Where that module is. */
    String DIRECTORY = PythonFiles.directory().toString();

    /** Adds in Python. */
    int add(int a, int b) throws Throwable;

    /** Has Python call Java so many times; Java adds one to what it gets. */
    long callbacks(int times) throws Throwable;

    /** Makes a Python list and returns its length. */
    int take(long[] numbers) throws Throwable;

    /** Makes a Python list and returns its length. */
    int take(double[] numbers) throws Throwable;

    /** Makes a Python list and returns its length. */
    int take(List<String> texts) throws Throwable;

    /** Returns so many ints of a Python list. */
    Object ints(int count) throws Throwable;

    /** Returns so many floats of a Python list. */
    Object doubles(int count) throws Throwable;

    /** Returns so many short texts of a Python list. */
    Object texts(int count) throws Throwable;

    /** Makes Python's bytes and returns their length. */
    int takeBytes(byte[] block) throws Throwable;

    /** Returns 16 MiB of Python's bytes. */
    byte[] bytes() throws Throwable;

    @Override
    void close();
}
