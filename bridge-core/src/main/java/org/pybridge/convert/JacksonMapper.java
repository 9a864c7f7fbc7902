package org.pybridge.convert;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import java.io.IOException;
import java.util.function.Function;

/**
 * Builds the mapper that names the properties of beans and annotated classes. Jackson only takes objects apart and puts them together;
 * the values inside are converted by the same rules as everywhere else, so that a date stays a date and nothing is coerced.
 */
final class JacksonMapper {
    private JacksonMapper() {}

    /**
     * Builds a mapper.
     *
     * @param readers reads the types that are not Jackson's
     * @return the mapper
     */
    static ObjectMapper create(Function<JavaType, Reader> readers) {
        SimpleModule module = new SimpleModule("values");
        module.setSerializerModifier(new Embedding());
        module.setDeserializerModifier(new Reading(readers));
        return JsonMapper.builder()
                .typeFactory(TypeFactories.create())
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
                || (Number.class.isAssignableFrom(type) && FunctionalInterfaces.isJavas(type));
    }

    /** Passes values that are not Jackson's on as they are. */
    private static final class Embedding extends BeanSerializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonSerializer<?> modifySerializer(
                SerializationConfig config, BeanDescription description, JsonSerializer<?> serializer) {
            Class<?> type = description.getBeanClass();
            return isToken(type) || JacksonTypes.isJacksons(type) ? serializer : new EmbeddedSerializer();
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
    private static final class Reading extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;
        private final transient Function<JavaType, Reader> readers;

        Reading(Function<JavaType, Reader> readers) {
            this.readers = readers;
        }

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription description, JsonDeserializer<?> deserializer) {
            Class<?> type = description.getBeanClass();
            boolean untouched = type == Object.class || type.isEnum() || JacksonTypes.isJacksons(type);
            return untouched && !JsonNode.class.isAssignableFrom(type)
                    ? deserializer
                    : new ReadingDeserializer(readers.apply(description.getType()));
        }
    }
}
