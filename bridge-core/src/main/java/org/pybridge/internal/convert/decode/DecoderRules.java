package org.pybridge.internal.convert.decode;

import com.fasterxml.jackson.databind.type.TypeFactory;
import java.util.Map;
import org.pybridge.internal.convert.bean.Beans;
import org.pybridge.internal.convert.jackson.Jackson;
import org.pybridge.internal.convert.type.Decoder;

/**
 * What decoders are chosen by. Immutable.
 *
 * @param fixed the decoders of single classes, those of the user included
 * @param types resolves generic types
 * @param jackson reads annotated classes
 * @param beans knows the properties of other classes
 */
public record DecoderRules(Map<Class<?>, Decoder> fixed, TypeFactory types, Jackson jackson, Beans beans) {}
