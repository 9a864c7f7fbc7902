package org.pybridge.internal.convert.decode;

import com.fasterxml.jackson.databind.JavaType;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Enumeration;
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
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.EmptyContainer;
import org.pybridge.internal.convert.type.TypeName;
import org.pybridge.internal.value.NaturalMap;

/**
 * Chooses how Java's collections are read. Interfaces are read as unmodifiable collections, except queues, which are there to be
 * changed; a class is made by its public constructor without parameters.
 */
final class CollectionDecoders {
    private CollectionDecoders() {}

    static Decoder of(JavaType type, Decoder element) {
        Class<?> raw = type.getRawClass();
        if (Set.class.isAssignableFrom(raw)) {
            return new SetDecoder(element, TypeName.of(type), set(type));
        }
        if (raw == List.class || raw == Collection.class || raw == Iterable.class) {
            return new ListDecoder(type, element);
        }
        return new SequenceDecoder(element, TypeName.of(type), sequence(type));
    }

    private static Function<@Nullable Object[], Set<@Nullable Object>> set(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw == Set.class) {
            return elements -> NaturalMap.setOf(Arrays.asList(elements));
        }
        if (raw == SortedSet.class || raw == NavigableSet.class) {
            return elements -> Collections.unmodifiableNavigableSet(new TreeSet<>(Arrays.asList(elements)));
        }
        return filled(type);
    }

    private static Function<@Nullable Object[], ?> sequence(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw == Iterator.class) {
            return elements ->
                    Collections.unmodifiableList(Arrays.asList(elements)).iterator();
        }
        if (raw == Enumeration.class) {
            return elements -> Collections.enumeration(Arrays.asList(elements));
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
        return filled(type);
    }

    @SuppressWarnings("unchecked")
    private static <C extends Collection<@Nullable Object>> Function<@Nullable Object[], C> filled(JavaType type) {
        EmptyContainer empty = EmptyContainer.of(type);
        return elements -> {
            C made = (C) empty.create();
            Collections.addAll(made, elements);
            return made;
        };
    }
}
