package org.pybridge.convert;

import com.fasterxml.jackson.databind.type.TypeFactory;
import java.util.Map;

/**
 * What decoders are chosen by. Immutable.
 *
 * @param fixed the decoders of single classes, those of the user included
 * @param types resolves generic types
 * @param jackson reads annotated classes
 * @param beans knows the properties of other classes
 */
record DecoderRules(Map<Class<?>, Decoder> fixed, TypeFactory types, Jackson jackson, Beans beans) {}
