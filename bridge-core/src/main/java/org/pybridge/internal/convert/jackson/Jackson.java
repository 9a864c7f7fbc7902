package org.pybridge.internal.convert.jackson;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.PyTuple;
import org.pybridge.PyValue;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Nesting;
import org.pybridge.internal.convert.type.Reader;
import org.pybridge.internal.convert.type.TypeName;

/** Converts beans and classes with Jackson's annotations. The mapper is built when the first of them comes by. Thread-safe. */
public final class Jackson {
    private final AtomicReference<@Nullable ObjectMapper> mapper = new AtomicReference<>();
    private final TypeFactory types;
    private final Function<JavaType, Reader> readers;

    public Jackson(TypeFactory types, Function<JavaType, Reader> readers) {
        this.types = types;
        this.readers = readers;
    }

    /** Takes a bean apart; values that are not Jackson's are POJO nodes of the tree. */
    public JsonNode toTree(Object bean) {
        try {
            return mapper().valueToTree(bean);
        } catch (IllegalArgumentException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw located(
                    ConversionException.ofArgument(ConversionErrors.kind(bean), "dict", "")
                            .explained(words(cause), cause),
                    cause);
        }
    }

    @Nullable
    public Object read(@Nullable Object natural, JavaType type) {
        ObjectMapper mapper = mapper();
        try (TokenBuffer tokens = new TokenBuffer(mapper, false)) {
            write(natural, Nesting.LIMIT, tokens);
            return mapper.readValue(tokens.asParser(), type);
        } catch (IOException failed) {
            throw located(misfit(natural, type, failed), failed);
        }
    }

    /** What JSON has no form for, such as tuples, sets and keys that are no text, stays what it is. */
    private static void write(@Nullable Object natural, int levels, TokenBuffer tokens) throws IOException {
        if (natural instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)) {
            int below = Nesting.enterResult(natural, levels, "an annotated class");
            tokens.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                tokens.writeFieldName((String) entry.getKey());
                write(entry.getValue(), below, tokens);
            }
            tokens.writeEndObject();
        } else if (natural instanceof List<?> list && !(natural instanceof PyTuple)) {
            int below = Nesting.enterResult(natural, levels, "an annotated class");
            tokens.writeStartArray();
            for (Object element : list) {
                write(element, below, tokens);
            }
            tokens.writeEndArray();
        } else if (natural instanceof Map || natural instanceof Collection || natural instanceof PyValue) {
            tokens.writeEmbeddedObject(natural);
        } else {
            tokens.writeObject(natural);
        }
    }

    /** The properties that are written of objects of a class. */
    public BeanDescription written(Class<?> type) {
        ObjectMapper mapper = mapper();
        return mapper.getSerializationConfig().introspect(mapper.constructType(type));
    }

    /** What can be given to objects of a class, and how one is made. */
    public BeanDescription made(JavaType type) {
        return mapper().getDeserializationConfig().introspect(type);
    }

    /** What our own readers found out is more exact than Jackson's words for it. */
    private static ConversionException misfit(@Nullable Object natural, JavaType type, IOException failed) {
        return failed.getCause() instanceof ConversionException inner
                ? inner
                : ConversionErrors.of(natural, TypeName.of(type)).explained(words(failed), failed);
    }

    private static ConversionException located(ConversionException misfit, Throwable failed) {
        ConversionException located = misfit;
        if (failed instanceof JsonMappingException mapping) {
            List<JsonMappingException.Reference> path = mapping.getPath();
            for (int i = path.size() - 1; i >= 0; i--) {
                String field = path.get(i).getFieldName();
                located = located.inside(
                        field != null
                                ? ConversionErrors.step(field)
                                : "[" + path.get(i).getIndex() + "]");
            }
        }
        return located;
    }

    private static String words(Throwable failed) {
        return failed instanceof JsonProcessingException processing
                ? processing.getOriginalMessage()
                : String.valueOf(failed.getMessage());
    }

    private ObjectMapper mapper() {
        ObjectMapper known = mapper.get();
        if (known != null) {
            return known;
        }
        ObjectMapper made = JacksonMapper.create(types, readers);
        // Two threads may build one each; all use the first, because a mapper's caches are worth sharing.
        return mapper.compareAndSet(null, made) ? made : mapper();
    }
}
