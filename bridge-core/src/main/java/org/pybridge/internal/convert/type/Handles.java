package org.pybridge.internal.convert.type;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyObject;
import org.pybridge.internal.value.DoubleList;
import org.pybridge.internal.value.LongList;
import org.pybridge.internal.value.StringList;

/** Lets go of objects in Python that a reading had, and nobody gets: each keeps its interpreter, which others may wait for. */
public final class Handles {
    private Handles() {}

    /**
     * Closes what was read, and is not in what was made of it.
     *
     * @param read a natural value
     * @param levels as a decoder has them: a whole result was made for this reading, while what is inside of one can be read again
     */
    public static void closeAtTop(@Nullable Object read, int levels) {
        if (levels == Nesting.LIMIT) {
            closeAll(read);
        }
    }

    /**
     * Closes all objects in a value that nobody gets, as one that did not fit.
     *
     * @param natural a natural value
     */
    public static void closeAll(@Nullable Object natural) {
        Deque<Object> left = new ArrayDeque<>(Stream.ofNullable(natural).toList());
        while (!left.isEmpty()) {
            Object next = left.pop();
            if (next instanceof PyObject object) {
                object.close();
            } else if (next instanceof Map<?, ?> map) {
                push(map.keySet(), left);
                push(map.values(), left);
            } else if (next instanceof Collection<?> elements && !isOfNumbersOrTexts(elements)) {
                push(elements, left);
            }
        }
    }

    private static void push(Collection<?> elements, Deque<Object> to) {
        elements.stream().filter(Objects::nonNull).forEach(to::push);
    }

    private static boolean isOfNumbersOrTexts(Collection<?> elements) {
        return elements instanceof LongList || elements instanceof DoubleList || elements instanceof StringList;
    }
}
