package org.pybridge.internal.convert.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyObject;
import org.pybridge.PyTuple;
import org.pybridge.PyValue;
import org.pybridge.internal.convert.jackson.JsonTrees;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Copyable;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.Elements;
import org.pybridge.internal.convert.type.NumberFit;

/** The decoders of single classes that are no numbers and no times. */
public final class ScalarDecoders {
    private ScalarDecoders() {}

    public static void addTo(Map<Class<?>, Decoder> decoders, Function<@Nullable Object, PyValue> values) {
        Decoder truth = is(Boolean.class, "boolean");
        Decoder character = (natural, levels) -> character(natural);
        decoders.put(boolean.class, truth.copying(Copyable.Form.VALUE));
        decoders.put(Boolean.class, truth.nullable().copying(Copyable.Form.VALUE));
        decoders.put(char.class, character.copying(Copyable.Form.VALUE));
        decoders.put(Character.class, character.nullable().copying(Copyable.Form.VALUE));
        addText(decoders);
        BufferDecoders.addTo(decoders);
        add(decoders, UUID.class, is(UUID.class, "UUID"));
        add(decoders, Path.class, is(Path.class, "Path"));
        add(
                decoders,
                File.class,
                (natural, levels) -> required(natural, Path.class, "File").toFile());
        add(
                decoders,
                AtomicBoolean.class,
                (natural, levels) -> new AtomicBoolean(required(natural, Boolean.class, "AtomicBoolean")));
        add(decoders, BitSet.class, (natural, levels) -> bits(Elements.required(natural, "BitSet")));
        add(decoders, PyTuple.class, is(PyTuple.class, "PyTuple"));
        add(decoders, JsonNode.class, JsonTrees::read);
        addAny(decoders, values);
    }

    private static void addText(Map<Class<?>, Decoder> decoders) {
        add(decoders, String.class, is(String.class, "String"));
        add(decoders, CharSequence.class, is(String.class, "CharSequence"));
    }

    private static void addAny(Map<Class<?>, Decoder> decoders, Function<@Nullable Object, PyValue> values) {
        decoders.put(
                Object.class,
                (natural, levels) -> natural instanceof Integer integer ? (Object) integer.longValue() : natural);
        decoders.put(PyValue.class, (natural, levels) -> values.apply(natural));
        decoders.put(PyObject.class, (natural, levels) -> live(natural));
        decoders.put(void.class, (natural, levels) -> null);
        decoders.put(Void.class, (natural, levels) -> null);
    }

    /** The decoder of a class whose natural values are its instances. */
    static Decoder is(Class<?> type, String name) {
        return (natural, levels) -> required(natural, type, name);
    }

    public static <T> T required(@Nullable Object natural, Class<T> type, String to) {
        if (type.isInstance(natural)) {
            return type.cast(natural);
        }
        throw ConversionErrors.of(natural, to);
    }

    private static void add(Map<Class<?>, Decoder> decoders, Class<?> type, Decoder decoder) {
        decoders.put(type, decoder.nullable().copying(Copyable.Form.VALUE).exactly(type));
    }

    private static Object character(@Nullable Object natural) {
        if (natural instanceof String text && text.length() == 1) {
            return text.charAt(0);
        }
        throw ConversionErrors.of(natural, "char");
    }

    private static BitSet bits(Collection<?> indexes) {
        BitSet bits = new BitSet();
        for (Object index : indexes) {
            bits.set((int) NumberFit.integer(index, 0, Integer.MAX_VALUE, "BitSet"));
        }
        return bits;
    }

    private static Object live(@Nullable Object natural) {
        if (natural instanceof PyObject object) {
            return object;
        }
        throw ConversionErrors.of(natural, "PyObject")
                .explained(
                        "it was copied to Java; ask for PyObject.class in the call itself, or use a Session, to keep it in Python",
                        null);
    }
}
