package org.pybridge.bench.cpython;

/** A whole program: it starts a library, has Python add, and ends. */
final class FirstResult {
    private FirstResult() {}

    /**
     * Runs it.
     *
     * @param args the library's name
     */
    public static void main(String... args) throws Throwable {
        Contender contender = Library.valueOf(args[0]).start();
        if (contender.add(20, 22) != 42) {
            throw new AssertionError("20 + 22 is not 42");
        }
        contender.close();
    }
}
