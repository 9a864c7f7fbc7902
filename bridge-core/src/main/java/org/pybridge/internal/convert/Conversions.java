package org.pybridge.internal.convert;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.Exposed;
import org.pybridge.Opaque;
import org.pybridge.PyCallback;
import org.pybridge.PyObject;
import org.pybridge.PyValue;
import org.pybridge.internal.convert.bean.Beans;
import org.pybridge.internal.convert.callback.Callbacks;
import org.pybridge.internal.convert.decode.CopiedValue;
import org.pybridge.internal.convert.decode.DecoderRules;
import org.pybridge.internal.convert.decode.Decoders;
import org.pybridge.internal.convert.decode.NumberDecoders;
import org.pybridge.internal.convert.decode.ResultModes;
import org.pybridge.internal.convert.decode.ScalarDecoders;
import org.pybridge.internal.convert.decode.TimeDecoders;
import org.pybridge.internal.convert.encode.ContainerEncoders;
import org.pybridge.internal.convert.encode.EncoderChoice;
import org.pybridge.internal.convert.encode.Encoders;
import org.pybridge.internal.convert.encode.JsonEncoder;
import org.pybridge.internal.convert.encode.ObjectEncoder;
import org.pybridge.internal.convert.encode.ScalarEncoders;
import org.pybridge.internal.convert.encode.TimeEncoders;
import org.pybridge.internal.convert.jackson.Jackson;
import org.pybridge.internal.convert.jackson.JacksonTypes;
import org.pybridge.internal.convert.jackson.Json3;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.Encoder;
import org.pybridge.internal.convert.type.FunctionalInterfaces;
import org.pybridge.internal.convert.type.MemberTypes;
import org.pybridge.internal.convert.type.Nesting;
import org.pybridge.internal.convert.type.Reader;
import org.pybridge.internal.convert.type.TimeCut;
import org.pybridge.internal.observe.TimedConversion;
import org.pybridge.spi.Callback;
import org.pybridge.spi.Capability;
import org.pybridge.spi.JavaObject;
import org.pybridge.spi.MadeValue;
import org.pybridge.spi.Reference;
import org.pybridge.spi.SharedBuffer;

/**
 * All conversions of one Python, between the user's values and natural ones. What has to be known about a class or a type is found out
 * once. Immutable and thread-safe.
 */
public final class Conversions {
    private final Encoders encoders;
    private final Decoders decoders;
    private final Callbacks callbacks;
    private final TypeFactory types;

    /**
     * Makes the conversions.
     *
     * @param options what the user says
     * @param references unwraps a {@link PyObject} that is passed to Python; throws when that is stale
     * @param requirements throws when the backend lacks a capability that a value needs
     * @throws IllegalArgumentException when a class has a fixed form that cannot be changed
     */
    public Conversions(
            ConversionOptions options, Function<Object, Reference> references, Consumer<Capability> requirements) {
        UserConverters users = new UserConverters(options);
        TimeCut cut = new TimeCut(options.times());
        // Not the default factory, whose cache would keep the classes of an application after it was unloaded.
        this.types = TypeFactory.defaultInstance()
                .withCache((LookupCache<Object, JavaType>) new LRUMap<Object, JavaType>(16, 256));
        Jackson jackson = new Jackson(types, this::reader);
        Beans beans = new Beans(jackson);
        Map<Class<?>, Decoder> fixed = new HashMap<>();
        ScalarDecoders.addTo(fixed, this::value);
        TextTypes.addTo(fixed);
        NumberDecoders.addTo(fixed);
        SqlTimes.addTo(TimeDecoders.addTo(fixed, cut));
        fixed.putAll(users.decoders(this::value));
        DecoderRules rules =
                new DecoderRules(Map.copyOf(fixed), types, jackson, beans, options.extensions(), this::value);
        this.decoders = new Decoders(rules, new ResultModes(options.fromPython().keySet(), beans));
        this.encoders = new Encoders(inside -> {
            Encoder opaque = needing(
                    Capability.OPAQUE_OBJECTS, requirements, (value, levels) -> new JavaObject(value, Map.of()));
            EncoderChoice choice = new EncoderChoice(users.encoders(inside, opaque))
                    .rule(Opaque.class, (value, levels) -> opaque.encode(((Opaque) value).object(), levels));
            addSpecial(choice, references, requirements, inside);
            TimeEncoders times = new TimeEncoders(cut);
            SqlTimes.addTo(choice, times);
            times.addTo(choice);
            ScalarEncoders.addTo(choice, inside);
            TextTypes.addTo(choice);
            addObjects(choice, jackson, beans, requirements, inside);
            return choice;
        });
        this.callbacks = new Callbacks(this::members, this::reader, this::value, encoders);
    }

    private void addSpecial(
            EncoderChoice choice,
            Function<Object, Reference> references,
            Consumer<Capability> requirements,
            Encoders inside) {
        JsonEncoder json = new JsonEncoder(inside);
        choice.rule(PyObject.class, (value, levels) -> references.apply(value))
                .rule(CopiedValue.class, (value, levels) -> inside.encode(((CopiedValue) value).natural(), levels))
                .rule(PyValue.class, (value, levels) -> inside.encode(((PyValue) value).as(Object.class), levels))
                .rule(
                        Exposed.class,
                        needing(Capability.CALLBACKS, requirements, (value, levels) -> callbacks.of((Exposed) value)))
                .rule(SharedBuffer.class, needing(Capability.SHARED_MEMORY, requirements, Encoder.NATURAL))
                .rule(MadeValue.class, (value, levels) -> made((MadeValue) value, inside, levels))
                .rule(PyCallback.class, function(requirements))
                .rule(FunctionalInterfaces::isComparator, function(requirements))
                .rule(JsonNode.class, (value, levels) -> json.encode((JsonNode) value, levels))
                .ruleFor(Json3::isTree, type -> {
                    Json3 json3 = Json3.of(type);
                    return (value, levels) -> json.encode(json3.toJson2(value, levels), levels);
                });
    }

    private static MadeValue made(MadeValue value, Encoders inside, int levels) {
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Object argument : value.arguments()) {
            arguments.add(inside.encode(argument, Nesting.enterArgument(value, levels)));
        }
        return new MadeValue(value.maker(), arguments, value.caller());
    }

    private void addObjects(
            EncoderChoice choice, Jackson jackson, Beans beans, Consumer<Capability> requirements, Encoders inside) {
        JsonEncoder json = new JsonEncoder(inside);
        choice.rule(JacksonTypes::isAnnotated, (value, levels) -> json.encode(jackson.toTree(value), levels))
                .rule(Enum.class, (value, levels) -> ((Enum<?>) value).name())
                .ruleFor(Class::isRecord, type -> ObjectEncoder.ofRecord(type, inside));
        ContainerEncoders.addTo(choice, beans, inside);
        choice.rule(FunctionalInterfaces::isDeclaredFunction, function(requirements))
                .ruleFor(beans::isReadable, type -> ObjectEncoder.ofBean(type, beans.readable(type), inside))
                .rule(FunctionalInterfaces::isFunction, function(requirements));
    }

    private Encoder function(Consumer<Capability> requirements) {
        return needing(Capability.CALLBACKS, requirements, (value, levels) -> callback(value));
    }

    /** An encoder of values that not every backend can take. */
    private static Encoder needing(Capability capability, Consumer<Capability> requirements, Encoder encoder) {
        return (value, levels) -> {
            requirements.accept(capability);
            return encoder.encode(value, levels);
        };
    }

    /**
     * Encodes a value.
     *
     * @param value any value of the user's
     * @return the natural value; the same instance when it is natural already
     * @throws ConversionException when the value has no form in Python
     */
    public @Nullable Object encode(@Nullable Object value) {
        return encoders.encode(value);
    }

    /**
     * Encodes positional arguments.
     *
     * @param arguments the arguments
     * @return the natural values, in a new array
     * @throws ConversionException when an argument has no form in Python; its path begins with {@code $[index]}
     */
    public @Nullable Object[] encodeAll(List<? extends @Nullable Object> arguments) {
        if (arguments.isEmpty() || !TimedConversion.isWanted()) {
            return encodeEach(arguments);
        }
        TimedConversion timed = TimedConversion.toPython();
        try {
            return encodeEach(arguments);
        } finally {
            timed.ended(arguments);
        }
    }

    private @Nullable Object[] encodeEach(List<? extends @Nullable Object> arguments) {
        @Nullable Object[] naturals = arguments.toArray();
        int index = 0;
        try {
            for (; index < naturals.length; index++) {
                naturals[index] = encoders.encode(naturals[index]);
            }
        } catch (ConversionException misfit) {
            throw misfit.inside("[" + index + "]");
        }
        return naturals;
    }

    /**
     * Encodes named arguments.
     *
     * @param named the arguments by name
     * @return the natural values by name, in the same order
     * @throws ConversionException when an argument has no form in Python; its path begins with {@code $.name}
     */
    public Map<String, @Nullable Object> encodeNamed(Map<String, ? extends @Nullable Object> named) {
        if (named.isEmpty()) {
            return Map.of();
        }
        if (!TimedConversion.isWanted()) {
            return encodeEach(named);
        }
        TimedConversion timed = TimedConversion.toPython();
        try {
            return encodeEach(named);
        } finally {
            timed.ended(new ArrayList<>(named.values()));
        }
    }

    private Map<String, @Nullable Object> encodeEach(Map<String, ? extends @Nullable Object> named) {
        Map<String, @Nullable Object> naturals = new LinkedHashMap<>();
        named.forEach((name, value) -> {
            Objects.requireNonNull(name, "name");
            try {
                naturals.put(name, encoders.encode(value));
            } catch (ConversionException misfit) {
                throw misfit.inside(ConversionErrors.step(name));
            }
        });
        return naturals;
    }

    /**
     * Gives the reader of a type.
     *
     * @param wanted the type; wildcards and type variables stand for their bounds
     * @return its reader, the same one each time
     * @throws IllegalArgumentException when the type cannot be read
     */
    public Reader reader(Type wanted) {
        return decoders.reader(wanted);
    }

    /**
     * Gives the types of the members of a type.
     *
     * @param owner a class or interface, with type arguments where it has some
     * @return its members' types, without type variables
     */
    public MemberTypes members(Type owner) {
        return new MemberTypes(types, types.constructType(Objects.requireNonNull(owner, "type")));
    }

    /**
     * Makes the user's value of a natural one.
     *
     * @param natural the natural value
     * @return a copied value; a handle itself
     */
    public PyValue value(@Nullable Object natural) {
        return natural instanceof PyValue live ? live : new CopiedValue(natural, this::reader);
    }

    /**
     * Makes a Java function callable from Python.
     *
     * @param function a {@link PyCallback}, or an object whose class implements exactly one functional interface
     * @return the function in natural values
     * @throws IllegalArgumentException when it is neither, or Java hides its interface
     */
    public Callback callback(Object function) {
        return callbacks.of(function);
    }
}
