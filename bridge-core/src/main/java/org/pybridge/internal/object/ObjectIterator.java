package org.pybridge.internal.object;

import java.util.NoSuchElementException;
import java.util.Objects;
import org.pybridge.PyIterator;
import org.pybridge.PyObject;
import org.pybridge.internal.call.RuntimeFunctions;
import org.pybridge.spi.ResultMode;

/** Iterates in Python and leaves each element there. Two calls a step: one to advance, one to fetch the object out of a list. */
final class ObjectIterator implements PyIterator<PyObject> {
    private final LiveObject iterator;
    private final LiveObject box;
    private boolean fetched = true;
    private boolean ended;

    ObjectIterator(LiveObject iterator, LiveObject box) {
        this.iterator = iterator;
        this.box = box;
    }

    @Override
    public boolean hasNext() {
        if (fetched && !ended) {
            Object more = iterator.apply(RuntimeFunctions.HAS_NEXT, ResultMode.VALUE, box.reference());
            if ((boolean) Objects.requireNonNull(more)) {
                fetched = false;
            } else {
                end();
            }
        }
        return !ended;
    }

    @Override
    public PyObject next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the Python iterator has ended");
        }
        fetched = true;
        return (PyObject) Objects.requireNonNull(box.apply(RuntimeFunctions.POP, ResultMode.REFERENCE));
    }

    @Override
    public void close() {
        if (!ended) {
            iterator.stop();
            end();
        }
    }

    private void end() {
        ended = true;
        iterator.close();
        box.close();
    }
}
