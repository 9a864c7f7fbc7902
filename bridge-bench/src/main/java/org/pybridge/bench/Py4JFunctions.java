package org.pybridge.bench;

import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

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

    /**
     * Copies a list.
     *
     * @param numbers some
     * @return a new list of them
     */
    List<Integer> copied(List<Integer> numbers);

    /**
     * Calls a function of Java's again and again.
     *
     * @param function gets what it returned before
     * @param times how often
     * @return what it returned last
     */
    long repeat(LongUnaryOperator function, int times);

    /**
     * Makes new records of some.
     *
     * @param cities by name
     * @return new ones
     */
    List<Map<String, Object>> grown(Map<String, Map<String, Object>> cities);

    /** Raises in the fourth frame. */
    void fail();

    /**
     * Counts primes.
     *
     * @param limit below which
     * @return how many
     */
    int primes(int limit);
}
