package org.pybridge.internal.convert.decode;

import com.fasterxml.jackson.databind.type.TypeFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyValue;
import org.pybridge.internal.convert.bean.Beans;
import org.pybridge.internal.convert.jackson.Jackson;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.spi.PythonExtension;

/**
 * What decoders are chosen by. Immutable.
 *
 * @param fixed the decoders of single classes, those of the user included
 * @param types resolves generic types
 * @param jackson reads annotated classes
 * @param beans knows the properties of other classes
 * @param extensions read objects as rows
 * @param values makes the user's value of a natural one
 */
public record DecoderRules(
        Map<Class<?>, Decoder> fixed,
        TypeFactory types,
        Jackson jackson,
        Beans beans,
        List<PythonExtension> extensions,
        Function<@Nullable Object, PyValue> values) {}
