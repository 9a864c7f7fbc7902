package org.pybridge.cpython;

/** The Python that the tests of a JVM run on: the bundled one, or the one that the system property {@code pybridge.cpython} names. */
final class Pythons {
    private static final String NAMED = System.getProperty("pybridge.cpython", "");

    private Pythons() {}

    static CPython.Builder builder() {
        return NAMED.isEmpty() ? CPython.builder() : CPython.builder().executable(NAMED);
    }
}
