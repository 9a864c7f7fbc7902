package org.pybridge.convert;

import com.fasterxml.jackson.databind.JavaType;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.spi.NaturalMap;

/**
 * Chooses how Java's collections are read. Interfaces are read as unmodifiable collections, except queues, which are there to be
 * changed; a class is made by its public constructor without parameters.
 */
final class CollectionDecoders {
    private CollectionDecoders() {}

    static Decoder of(JavaType type, Decoder element) {
        Class<?> raw = type.getRawClass();
        if (Set.class.isAssignableFrom(raw)) {
            return new SetDecoder(element, TypeName.of(type), set(raw));
        }
        if (raw == List.class || raw == Collection.class || raw == Iterable.class) {
            return new ListDecoder(type, element);
        }
        return new SequenceDecoder(element, TypeName.of(type), sequence(raw));
    }

    private static Function<@Nullable Object[], Set<@Nullable Object>> set(Class<?> raw) {
        if (raw == Set.class) {
            return elements -> NaturalMap.setOf(Arrays.asList(elements));
        }
        if (raw == SortedSet.class || raw == NavigableSet.class) {
            return elements -> Collections.unmodifiableNavigableSet(new TreeSet<>(Arrays.asList(elements)));
        }
        return filled(raw);
    }

    private static Function<@Nullable Object[], ?> sequence(Class<?> raw) {
        if (raw == Iterator.class) {
            return elements ->
                    Collections.unmodifiableList(Arrays.asList(elements)).iterator();
        }
        if (raw == Stream.class) {
            return Arrays::stream;
        }
        if (raw == Queue.class || raw == Deque.class) {
            return elements -> new LinkedList<>(Arrays.asList(elements));
        }
        if (raw == IntStream.class || raw == LongStream.class || raw == DoubleStream.class) {
            throw new IllegalArgumentException(raw.getName() + " cannot be read, ask for an array and stream that");
        }
        return filled(raw);
    }

    @SuppressWarnings("unchecked")
    private static <C extends Collection<@Nullable Object>> Function<@Nullable Object[], C> filled(Class<?> raw) {
        EmptyContainer empty = new EmptyContainer(raw);
        return elements -> {
            C made = (C) empty.create();
            Collections.addAll(made, elements);
            return made;
        };
    }
}
