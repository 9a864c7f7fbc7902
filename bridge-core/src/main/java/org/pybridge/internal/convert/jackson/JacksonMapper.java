package org.pybridge.internal.convert.jackson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.type.ArrayType;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import com.fasterxml.jackson.databind.type.ReferenceType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.convert.type.Nesting;
import org.pybridge.internal.convert.type.Reader;

/**
 * Builds the mapper for annotated classes. Jackson only takes these apart and puts them together; the values inside are converted by the
 * same rules as everywhere else, so that a date stays a date and nothing is coerced.
 */
final class JacksonMapper {
    private JacksonMapper() {}

    /**
     * Builds a mapper.
     *
     * @param types resolves generic types
     * @param readers reads the types that are not Jackson's
     * @return the mapper
     */
    static ObjectMapper create(TypeFactory types, Function<JavaType, Reader> readers) {
        SimpleModule module = new SimpleModule("values") {
            private static final long serialVersionUID = 1L;

            @Override
            public void setupModule(SetupContext context) {
                super.setupModule(context);
                context.addSerializers(new Embedding());
                context.addDeserializers(new Reading(readers));
            }
        };
        StreamWriteConstraints bounds =
                StreamWriteConstraints.builder().maxNestingDepth(Nesting.LIMIT).build();
        return JsonMapper.builder(
                        JsonFactory.builder().streamWriteConstraints(bounds).build())
                .typeFactory(types)
                .annotationIntrospector(new PropertyNames())
                .propertyNamingStrategy(new PropertyNames.OfRecords())
                .addModule(module)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.USE_LONG_FOR_INTS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /** Whether Jackson has a token for the class, or knows better than we what to do with it. */
    private static boolean isToken(Class<?> type) {
        return type == String.class
                || type == Boolean.class
                || type == Object.class
                || type.isPrimitive()
                || type.isEnum()
                || (Number.class.isAssignableFrom(type) && type.getPackageName().equals("java.lang"))
                || type == BigInteger.class
                || type == BigDecimal.class;
    }

    /** Passes values that are not Jackson's on as they are, containers included, whose keys would become text. */
    private static final class Embedding extends Serializers.Base {
        @Override
        public @Nullable JsonSerializer<?> findSerializer(
                SerializationConfig config, JavaType type, BeanDescription description) {
            Class<?> raw = type.getRawClass();
            return isToken(raw) || JacksonTypes.isAnnotated(raw) ? null : new EmbeddedSerializer();
        }

        @Override
        public @Nullable JsonSerializer<?> findReferenceSerializer(
                SerializationConfig config,
                ReferenceType type,
                BeanDescription description,
                @Nullable TypeSerializer types,
                @Nullable JsonSerializer<Object> content) {
            return unless(types, content);
        }

        @Override
        public @Nullable JsonSerializer<?> findArraySerializer(
                SerializationConfig config,
                ArrayType type,
                BeanDescription description,
                @Nullable TypeSerializer types,
                @Nullable JsonSerializer<Object> content) {
            return unless(types, content);
        }

        @Override
        public @Nullable JsonSerializer<?> findCollectionSerializer(
                SerializationConfig config,
                CollectionType type,
                BeanDescription description,
                @Nullable TypeSerializer types,
                @Nullable JsonSerializer<Object> content) {
            return unless(types, content);
        }

        @Override
        public @Nullable JsonSerializer<?> findMapSerializer(
                SerializationConfig config,
                MapType type,
                BeanDescription description,
                @Nullable JsonSerializer<Object> keys,
                @Nullable TypeSerializer types,
                @Nullable JsonSerializer<Object> content) {
            return keys != null ? null : unless(types, content);
        }

        /** What an annotation says of the elements, Jackson does. */
        private static @Nullable JsonSerializer<?> unless(
                @Nullable TypeSerializer types, @Nullable JsonSerializer<Object> content) {
            return types != null || content != null ? null : new EmbeddedSerializer();
        }
    }

    /** Writes a value as itself. */
    private static final class EmbeddedSerializer extends JsonSerializer<Object> {
        @Override
        public void serialize(Object value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeEmbeddedObject(value);
        }

        @Override
        public void serializeWithType(
                Object value, JsonGenerator generator, SerializerProvider provider, TypeSerializer types)
                throws IOException {
            serialize(value, generator, provider);
        }
    }

    /** Reads types that are not Jackson's with our readers. */
    private static final class Reading extends Deserializers.Base {
        private final Function<JavaType, Reader> readers;

        Reading(Function<JavaType, Reader> readers) {
            this.readers = readers;
        }

        private JsonDeserializer<?> reading(JavaType type) {
            return new ReadingDeserializer(readers.apply(type), Set.class.isAssignableFrom(type.getRawClass()));
        }

        @Override
        public @Nullable JsonDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription description) {
            boolean isJacksons = type.isJavaLangObject() || JacksonTypes.isAnnotated(type.getRawClass());
            return isJacksons ? null : reading(type);
        }

        @Override
        public @Nullable JsonDeserializer<?> findEnumDeserializer(
                Class<?> type, DeserializationConfig config, BeanDescription description) {
            return JacksonTypes.isAnnotated(type) ? null : reading(config.constructType(type));
        }

        @Override
        public JsonDeserializer<?> findTreeNodeDeserializer(
                Class<? extends JsonNode> type, DeserializationConfig config, BeanDescription description) {
            return reading(config.constructType(type));
        }

        @Override
        public @Nullable JsonDeserializer<?> findReferenceDeserializer(
                ReferenceType type,
                DeserializationConfig config,
                BeanDescription description,
                @Nullable TypeDeserializer types,
                @Nullable JsonDeserializer<?> content) {
            return unless(type, types, content);
        }

        @Override
        public @Nullable JsonDeserializer<?> findArrayDeserializer(
                ArrayType type,
                DeserializationConfig config,
                BeanDescription description,
                @Nullable TypeDeserializer types,
                @Nullable JsonDeserializer<?> content) {
            return unless(type, types, content);
        }

        @Override
        public @Nullable JsonDeserializer<?> findCollectionDeserializer(
                CollectionType type,
                DeserializationConfig config,
                BeanDescription description,
                @Nullable TypeDeserializer types,
                @Nullable JsonDeserializer<?> content) {
            return unless(type, types, content);
        }

        @Override
        public @Nullable JsonDeserializer<?> findMapDeserializer(
                MapType type,
                DeserializationConfig config,
                BeanDescription description,
                @Nullable KeyDeserializer keys,
                @Nullable TypeDeserializer types,
                @Nullable JsonDeserializer<?> content) {
            return keys != null ? null : unless(type, types, content);
        }

        private @Nullable JsonDeserializer<?> unless(
                JavaType type, @Nullable TypeDeserializer types, @Nullable JsonDeserializer<?> content) {
            return types != null || content != null ? null : reading(type);
        }
    }
}
