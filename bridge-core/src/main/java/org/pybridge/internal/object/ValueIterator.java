package org.pybridge.internal.object;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyIterator;
import org.pybridge.internal.call.RuntimeFunctions;
import org.pybridge.internal.convert.type.Reader;

/** Iterates in Python and copies each element. One call a step: the runtime gives a tuple of one element, or of none at the end. */
final class ValueIterator<T> implements PyIterator<T> {
    private final LiveObject iterator;
    private final Reader elements;
    private @Nullable List<?> next;
    private boolean ended;

    ValueIterator(LiveObject iterator, Reader elements) {
        this.iterator = iterator;
        this.elements = elements;
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            Object step = iterator.apply(RuntimeFunctions.ADVANCE, elements.resultMode());
            next = (List<?>) Objects.requireNonNull(step);
            if (next.isEmpty()) {
                end();
            }
        }
        return !ended;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"
    }) // the reader was made for the type, and gives null where it can be null
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the Python iterator has ended");
        }
        List<?> element = Objects.requireNonNull(next);
        next = null;
        return (T) elements.read(element.get(0));
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
        next = null;
        iterator.close();
    }
}
