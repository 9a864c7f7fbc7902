package org.pybridge.internal.convert.type;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.ConversionException;
import org.pybridge.PyBuffer;
import org.pybridge.PyTuple;
import org.pybridge.PyValue;

/** Words for natural values that do not fit: Python's name of the type and a short text. */
public final class ConversionErrors {
    private static final int SHOWN = 80;
    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    /** Python's names, most special first; what is not here is a Java object. */
    private static final List<Map.Entry<Class<?>, String>> PYTHON_TYPES = List.of(
            Map.entry(Boolean.class, "bool"),
            Map.entry(Double.class, "float"),
            Map.entry(BigDecimal.class, "Decimal"),
            Map.entry(Number.class, "int"),
            Map.entry(String.class, "str"),
            Map.entry(byte[].class, "bytes"),
            Map.entry(PyBuffer.class, "buffer"),
            Map.entry(PyTuple.class, "tuple"),
            Map.entry(List.class, "list"),
            Map.entry(Set.class, "set"),
            Map.entry(Map.class, "dict"),
            Map.entry(LocalDate.class, "date"),
            Map.entry(LocalTime.class, "time"),
            Map.entry(LocalDateTime.class, "naive datetime"),
            Map.entry(OffsetDateTime.class, "aware datetime"),
            Map.entry(ZonedDateTime.class, "aware datetime"),
            Map.entry(Duration.class, "timedelta"),
            Map.entry(UUID.class, "UUID"),
            Map.entry(Path.class, "Path"));

    private ConversionErrors() {}

    public static ConversionException of(@Nullable Object natural, String to) {
        return ConversionException.ofResult(describe(natural), to);
    }

    /**
     * Tells of a converter that has refused a value: what reports something by itself stays as it is, and an {@link IllegalArgumentException} says
     * why the value does not fit.
     */
    public static BridgeException ofConverter(@Nullable Object natural, String to, RuntimeException thrown) {
        if (thrown instanceof BridgeException reported) {
            return reported;
        }
        String why = thrown instanceof IllegalArgumentException && thrown.getMessage() != null
                ? thrown.getMessage()
                : "its converter threw " + thrown;
        return of(natural, to).explained(why, thrown);
    }

    /** Gives what was made of a value, where it is of the class that was asked for, and not of its parent only. */
    public static Object required(Object made, Class<?> type, @Nullable Object natural) {
        if (!type.isInstance(made)) {
            throw of(natural, type.getSimpleName());
        }
        return made;
    }

    public static ConversionException ofKeys(Map<?, ?> fields, String to) {
        return ConversionException.ofResult(
                "dict with the keys " + shortened(fields.keySet().toString()), to);
    }

    /** The step of a path to an entry: {@code .name}, {@code ["any text"]} or {@code [7]}. */
    public static String step(@Nullable Object key) {
        if (key instanceof Number || key instanceof Boolean) {
            return "[" + key + "]";
        }
        if (!(key instanceof String || key instanceof Character || key instanceof Enum)) {
            return "[" + describe(key) + "]";
        }
        String text = shortened(key.toString());
        return IDENTIFIER.matcher(text).matches() ? "." + text : "[\"" + text + "\"]";
    }

    public static String describe(@Nullable Object natural) {
        if (natural == null) {
            return "None";
        }
        // A live object's text would be a call of Python, and of the user's code there; its type's name is neither long
        // nor hostile.
        if (natural instanceof Copyable live) {
            return live.typeName().map(type -> "Python object of type " + type).orElse("Python object");
        }
        if (natural instanceof PyValue) {
            return "Python object";
        }
        return pythonType(natural).map(type -> type + content(natural)).orElseGet(() -> kind(natural));
    }

    /** The type of a Java object; its text is the user's code, and may be long, or not end. */
    public static String kind(Object value) {
        return pythonType(value)
                .orElseGet(() -> "Java object of " + value.getClass().getTypeName());
    }

    private static Optional<String> pythonType(Object natural) {
        return PYTHON_TYPES.stream()
                .filter(entry -> entry.getKey().isInstance(natural))
                .findFirst()
                .map(Map.Entry::getValue);
    }

    private static String content(Object natural) {
        if (natural instanceof Collection<?> elements) {
            return " of " + elements.size();
        }
        if (natural instanceof Map<?, ?> entries) {
            return " of " + entries.size();
        }
        return natural instanceof byte[] bytes ? " of length " + bytes.length : " " + shortened(natural.toString());
    }

    public static String shortened(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }
}
