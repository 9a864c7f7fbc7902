package org.pybridge.cpython;

import org.pybridge.spi.Callback;

/**
 * A callback as CPython calls it: by its builtin function, or directly.
 *
 * @param runner what runs it
 * @param callback the callback
 */
record CallbackFunction(Callbacks runner, Callback callback) implements Upcalls.Function {

    /** The first argument is a dict of the named ones, or None. */
    @Override
    public long call(long arguments, int count) {
        return runner.run(callback, arguments, 1, count, 0);
    }

    /** The arguments by position are followed by those whose names a tuple has, or 0. */
    long callDirectly(long arguments, int count, long names) {
        return runner.run(callback, arguments, 0, count, names);
    }
}
