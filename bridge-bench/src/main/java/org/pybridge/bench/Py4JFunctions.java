package org.pybridge.bench;

/** What Py4J's Python side implements. */
public interface Py4JFunctions {
    /**
     * Adds.
     *
     * @param a a number
     * @param b a number
     * @return the sum
     */
    int add(int a, int b);

    /**
     * Counts bytes.
     *
     * @param data some
     * @return how many
     */
    int length(byte[] data);

    /**
     * Makes bytes.
     *
     * @param size how many
     * @return zeros
     */
    byte[] block(int size);
}
