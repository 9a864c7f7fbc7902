package org.pybridge.internal.object;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyIterator;
import org.pybridge.PyObject;
import org.pybridge.internal.call.RuntimeFunctions;
import org.pybridge.internal.convert.type.Reader;
import org.pybridge.spi.ResultMode;

/** Iterates in Python. It knows whether there is an element before somebody takes it, and takes each of them once. */
final class LiveIterator<T> implements PyIterator<T> {
    private final LiveObject iterator;
    private final Runnable release;
    private final Supplier<@Nullable Supplier<T>> advance;
    private @Nullable Supplier<T> element;
    private boolean ended;

    private LiveIterator(LiveObject iterator, Runnable release, Supplier<@Nullable Supplier<T>> advance) {
        this.iterator = iterator;
        this.release = release;
        this.advance = advance;
    }

    /** Copies each element. One call a step: the runtime gives a tuple of one element, or of none at the end. */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // the reader was made for the type, and gives null where it can be null
    static <T> LiveIterator<T> ofValues(LiveObject iterator, Reader elements) {
        return new LiveIterator<>(iterator, () -> {}, () -> {
            Object step = iterator.apply(RuntimeFunctions.ADVANCE, elements.resultMode());
            List<?> next = (List<?>) Objects.requireNonNull(step);
            return next.isEmpty() ? null : () -> (T) elements.read(next.get(0));
        });
    }

    /** Leaves each element in Python. Two calls a step: one to advance, one to fetch the object out of a list. */
    static LiveIterator<PyObject> ofObjects(LiveObject iterator, LiveObject box) {
        return new LiveIterator<>(iterator, box::close, () -> {
            Object more = iterator.apply(RuntimeFunctions.HAS_NEXT, ResultMode.VALUE, box.reference());
            return (boolean) Objects.requireNonNull(more)
                    ? () -> (PyObject) Objects.requireNonNull(box.apply(RuntimeFunctions.POP, ResultMode.REFERENCE))
                    : null;
        });
    }

    @Override
    public boolean hasNext() {
        if (element == null && !ended) {
            element = advance.get();
            if (element == null) {
                end();
            }
        }
        return !ended;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the Python iterator has ended");
        }
        Supplier<T> taken = Objects.requireNonNull(element);
        element = null;
        return taken.get();
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
        element = null;
        iterator.close();
        release.run();
    }
}
