package org.pybridge.internal.convert.decode;

import com.fasterxml.jackson.databind.JavaType;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyObject;
import org.pybridge.internal.convert.bean.Beans;
import org.pybridge.internal.convert.jackson.JacksonTypes;
import org.pybridge.spi.ResultMode;

/** Tells how a value has to leave Python so that it can be read as a type. Immutable. */
public final class ResultModes {
    private final Set<Class<?>> userTypes;
    private final Beans beans;

    /**
     * Makes the rule.
     *
     * @param userTypes the types that the user reads with functions of their own
     * @param beans knows the classes that are made of fields
     */
    public ResultModes(Set<Class<?>> userTypes, Beans beans) {
        this.beans = beans;
        this.userTypes = Set.copyOf(userTypes);
    }

    ResultMode of(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw == PyObject.class) {
            return ResultMode.REFERENCE;
        }
        if (raw == void.class || raw == Void.class) {
            return ResultMode.NOTHING;
        }
        return hasFields(type, new HashSet<>()) ? ResultMode.FIELDS : ResultMode.VALUE;
    }

    private boolean hasFields(JavaType type, Set<JavaType> seen) {
        if (!seen.add(type)) {
            return false;
        }
        Class<?> raw = type.getRawClass();
        if (raw.isRecord() || raw.isEnum() || userTypes.contains(raw) || JacksonTypes.isAnnotated(raw)) {
            return true;
        }
        if (isInside(type.getKeyType(), seen) || isInside(type.getContentType(), seen)) {
            return true;
        }
        if (beans.isMade(type)) {
            return true;
        }
        for (int i = 0; i < type.containedTypeCount(); i++) {
            if (hasFields(type.containedType(i), seen)) {
                return true;
            }
        }
        return false;
    }

    private boolean isInside(@Nullable JavaType part, Set<JavaType> seen) {
        return part != null && hasFields(part, seen);
    }
}
