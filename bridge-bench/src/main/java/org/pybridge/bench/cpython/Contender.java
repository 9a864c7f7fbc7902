package org.pybridge.bench.cpython;

import java.util.List;
import java.util.Map;

/** A library in {@link RivalsBenchmark}. What one cannot do, or only by a round trip for each element, {@link Row} leaves out. */
interface Contender extends BridgeRival {

    @Override
    default int take(long[] numbers) throws Throwable {
        throw new UnsupportedOperationException();
    }

    @Override
    default int take(double[] numbers) throws Throwable {
        throw new UnsupportedOperationException();
    }

    @Override
    default int take(List<String> texts) throws Throwable {
        throw new UnsupportedOperationException();
    }

    @Override
    default Object ints(int count) throws Throwable {
        throw new UnsupportedOperationException();
    }

    @Override
    default Object doubles(int count) throws Throwable {
        throw new UnsupportedOperationException();
    }

    @Override
    default Object texts(int count) throws Throwable {
        throw new UnsupportedOperationException();
    }

    /** Hands a list to Python, which returns a list of its own. */
    Object thereAndBack(List<Integer> numbers) throws Throwable;

    /** Counts primes: work for the processor. */
    int primes(int limit) throws Throwable;

    /** Adds up the elements of a generator. */
    default long generated(int count) throws Throwable {
        throw new UnsupportedOperationException();
    }

    /** Evaluates an expression that has a variable. */
    default int evaluated(int x) throws Throwable {
        throw new UnsupportedOperationException();
    }

    /** Runs a line that has five variables, and reads what it has assigned. */
    default int run(Map<String, Integer> variables) throws Throwable {
        throw new UnsupportedOperationException();
    }

    /** Reads an attribute of an object that stays in Python. */
    default int attribute() throws Throwable {
        throw new UnsupportedOperationException();
    }

    /** Adds in a state that lasts from call to call. */
    default int addInSession(int a, int b) throws Throwable {
        throw new UnsupportedOperationException();
    }

    /** Adds in a coroutine, and waits for it. */
    default int addAsync(int a, int b) throws Throwable {
        throw new UnsupportedOperationException();
    }
}
