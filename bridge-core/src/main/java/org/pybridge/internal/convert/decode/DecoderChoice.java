package org.pybridge.internal.convert.decode;

import com.fasterxml.jackson.databind.JavaType;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.convert.jackson.JacksonTypes;
import org.pybridge.internal.convert.jackson.Json3;
import org.pybridge.internal.convert.jackson.JsonTrees;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Copyable;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.Elements;
import org.pybridge.internal.convert.type.MemberTypes;

/** Builds the decoder of one type with all that is inside; a type that contains itself meets the decoder that is being built. */
final class DecoderChoice {
    /** Deeper than anybody writes: a generic record that contains itself with ever longer arguments. */
    private static final int DEEPEST_TYPE = 100;

    private final DecoderRules rules;
    private final Map<JavaType, Recursive> met = new HashMap<>();
    private int depth;

    DecoderChoice(DecoderRules rules) {
        this.rules = rules;
    }

    Decoder of(JavaType type) {
        Decoder known = rules.fixed().get(type.getRawClass());
        if (known != null) {
            return known;
        }
        Recursive before = met.get(type);
        if (before != null) {
            return before;
        }
        if (depth == DEEPEST_TYPE) {
            throw new IllegalArgumentException(type.getRawClass().getName()
                    + " cannot be read: it contains itself with ever longer type arguments");
        }
        Recursive recursive = new Recursive();
        met.put(type, recursive);
        depth++;
        recursive.target = choose(type, type.getRawClass());
        depth--;
        return recursive.target;
    }

    private Decoder choose(JavaType type, Class<?> raw) {
        if (type.isArrayType()) {
            Decoder elements = iterated(new ArrayDecoder(type, of(type.getContentType())), type.getContentType());
            return isOfNumbers(raw) ? elements.copying(Copyable.Form.BUFFER) : elements;
        }
        Class<?> behind = BufferDecoders.arrayBehind(raw);
        if (behind != null) {
            return BufferDecoders.wrapping(of(rules.types().constructType(behind)));
        }
        if (raw == Optional.class) {
            Decoder value = of(type.containedTypeOrUnknown(0));
            return (natural, levels) -> Optional.ofNullable(value.decode(natural, levels));
        }
        if (raw == AtomicReference.class) {
            Decoder value = of(type.containedTypeOrUnknown(0));
            return (natural, levels) -> new AtomicReference<>(value.decode(natural, levels));
        }
        if (EntryDecoder.isEntry(raw)) {
            return new EntryDecoder(type, of(type.containedTypeOrUnknown(0)), of(type.containedTypeOrUnknown(1)))
                    .copying(Copyable.Form.VALUE);
        }
        if (JacksonTypes.isAnnotated(raw)) {
            return jacksons(type);
        }
        if (isIterated(raw)) {
            JavaType element = elementType(type);
            return iterated(CollectionDecoders.of(type, of(element)), element);
        }
        return Map.class.isAssignableFrom(raw) ? map(type) : object(type, raw);
    }

    /** Lets a decoder of elements read objects that are iterated over; and tables, where nobody else says how the elements are read. */
    private Decoder iterated(Decoder decoder, JavaType element) {
        Class<?> raw = element.getRawClass();
        return raw.isRecord()
                        && !rules.extensions().isEmpty()
                        && !rules.fixed().containsKey(raw)
                        && !JacksonTypes.isAnnotated(raw)
                        && raw.getTypeParameters().length == 0
                ? new RowsDecoder(decoder, raw.asSubclass(Record.class), rules.extensions(), rules.values())
                : decoder.copying(Copyable.Form.ELEMENTS);
    }

    private Decoder map(JavaType type) {
        return MapDecoder.of(type, of(type.getKeyType()), of(type.getContentType()))
                .copying(Copyable.Form.FIELDS);
    }

    private Decoder object(JavaType type, Class<?> raw) {
        MemberTypes members = new MemberTypes(rules.types(), type);
        if (raw.isRecord()) {
            return unlessInstance(raw, ObjectDecoder.ofRecord(members, this::of).copying(Copyable.Form.FIELDS));
        }
        if (raw.isEnum()) {
            return new EnumDecoder(raw).copying(Copyable.Form.FIELDS);
        }
        if (Json3.isTree(raw)) {
            Json3 json3 = Json3.of(raw);
            Decoder tree = (natural, levels) -> raw.isInstance(natural)
                    ? natural
                    : ConversionErrors.required(json3.ofJson2(JsonTrees.read(natural, levels)), raw, natural);
            return tree.nullable().copying(Copyable.Form.VALUE);
        }
        return rules.beans()
                .plan(type)
                .map(plan -> unlessInstance(
                        raw, ObjectDecoder.ofBean(type, plan, this::part).copying(Copyable.Form.FIELDS)))
                .orElseGet(() -> new InstanceDecoder(members).nullable());
    }

    /** A bean's set is read from a list, too, as JSON has no other: where no element is lost. */
    private Decoder part(JavaType type) {
        Decoder decoder = of(type);
        return Set.class.isAssignableFrom(type.getRawClass())
                ? (natural, levels) -> decoder.decode(Elements.distinct(natural), levels)
                : decoder;
    }

    private Decoder jacksons(JavaType type) {
        Decoder fields = new AnnotatedDecoder(type, rules.jackson());
        return unlessInstance(type.getRawClass(), fields.nullable().copying(Copyable.Form.FIELDS));
    }

    /** An object that went through Python as it was comes back as itself. */
    private static Decoder unlessInstance(Class<?> raw, Decoder decoder) {
        return (natural, levels) -> raw.isInstance(natural) ? natural : decoder.decode(natural, levels);
    }

    private static boolean isIterated(Class<?> raw) {
        return raw == Iterable.class
                || raw == Iterator.class
                || raw == Enumeration.class
                || BaseStream.class.isAssignableFrom(raw)
                || Collection.class.isAssignableFrom(raw);
    }

    /** Whether an array has primitive elements at last, as a buffer's items are. */
    private static boolean isOfNumbers(Class<?> array) {
        Class<?> element = array;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element.isPrimitive();
    }

    private static JavaType elementType(JavaType type) {
        return type.getContentType() != null ? type.getContentType() : type.containedTypeOrUnknown(0);
    }

    /** Stands for a decoder while that is being built. */
    private static final class Recursive implements Decoder {
        private Decoder target = (natural, levels) -> {
            throw new IllegalStateException("used before it was built");
        };

        @Override
        public @Nullable Object decode(@Nullable Object natural, int levels) {
            return target.decode(natural, levels);
        }
    }
}
