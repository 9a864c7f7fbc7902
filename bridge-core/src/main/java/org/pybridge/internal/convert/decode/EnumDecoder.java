package org.pybridge.internal.convert.decode;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Decoder;

/** Decodes a constant's name, spelled exactly. Immutable. */
final class EnumDecoder implements Decoder {
    private final Class<?> type;
    private final Map<String, Object> constants;

    EnumDecoder(Class<?> type) {
        this.type = type;
        this.constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
    }

    @Override
    public @Nullable Object decode(@Nullable Object natural, int levels) {
        if (natural == null || type.isInstance(natural)) {
            return natural;
        }
        Object constant = natural instanceof String name ? constants.get(name) : null;
        if (constant == null) {
            throw ConversionErrors.of(natural, type.getSimpleName())
                    .explained("its constants are " + constants.keySet(), null);
        }
        return constant;
    }
}
