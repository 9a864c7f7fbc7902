package org.pybridge.convert;

import com.fasterxml.jackson.databind.JavaType;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyObject;

/** Decodes to a type that Python has no value for: a Java object that comes back, or an interface that a Python object implements. */
final class InstanceDecoder implements Decoder {
    private final Class<?> type;
    private final String name;

    InstanceDecoder(JavaType type) {
        this.type = type.getRawClass();
        this.name = TypeName.of(type);
    }

    @Override
    public @Nullable Object decode(@Nullable Object natural, int levels) {
        if (type.isInstance(natural)) {
            return natural;
        }
        if (natural instanceof PyObject object && type.isInterface()) {
            return object.bind(type);
        }
        throw Misfit.of(natural, name);
    }
}
