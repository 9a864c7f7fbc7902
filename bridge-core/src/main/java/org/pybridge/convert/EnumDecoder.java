package org.pybridge.convert;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decodes a constant's name, spelled exactly. Immutable. */
final class EnumDecoder implements Decoder {
    private final Class<?> type;
    private final Map<String, Object> constants;

    EnumDecoder(Class<?> type) {
        this.type = type;
        this.constants = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(constant -> ((Enum<?>) constant).name(), Function.identity()));
    }

    @Override
    public @Nullable Object decode(@Nullable Object natural, int levels) {
        if (natural == null || type.isInstance(natural)) {
            return natural;
        }
        Object constant = natural instanceof String name ? constants.get(name) : null;
        if (constant == null) {
            throw Misfit.of(natural, type.getSimpleName())
                    .explained("its constants are " + Arrays.toString(type.getEnumConstants()), null);
        }
        return constant;
    }
}
