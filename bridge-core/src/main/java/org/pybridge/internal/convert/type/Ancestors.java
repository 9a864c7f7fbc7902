package org.pybridge.internal.convert.type;

import java.util.LinkedHashSet;
import java.util.Set;

/** What a class is. */
public final class Ancestors {
    private Ancestors() {}

    /** The class, its superclasses, and then all their interfaces. */
    public static Set<Class<?>> of(Class<?> type) {
        Set<Class<?>> ancestors = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            ancestors.add(each);
        }
        ancestors.addAll(interfacesOf(type));
        return ancestors;
    }

    /** All interfaces of a class, those of its superclasses and of its interfaces included. */
    static Set<Class<?>> interfacesOf(Class<?> type) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            collect(each, interfaces);
        }
        return interfaces;
    }

    private static void collect(Class<?> type, Set<Class<?>> interfaces) {
        if (type.isInterface()) {
            interfaces.add(type);
        }
        for (Class<?> parent : type.getInterfaces()) {
            collect(parent, interfaces);
        }
    }
}
