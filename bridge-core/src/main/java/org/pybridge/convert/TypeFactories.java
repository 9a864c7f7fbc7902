package org.pybridge.convert;

import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;

/** Makes Jackson's descriptions of types. */
final class TypeFactories {
    private static final int TYPES = 64;

    private TypeFactories() {}

    /** Gives a factory that remembers for itself. Jackson's own remembers for ever, which would keep an application's classes loaded. */
    static TypeFactory create() {
        return TypeFactory.defaultInstance().withCache(new LRUMap<>(TYPES, TYPES));
    }
}
