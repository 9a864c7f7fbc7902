package org.pybridge.convert;

import com.fasterxml.jackson.databind.JavaType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.observe.TimedConversion;
import org.pybridge.spi.Shape;

/** Makes the reader of any type, once. Thread-safe. */
final class Decoders {
    private final Map<Type, Reader> readers = new ConcurrentHashMap<>();
    private final Map<Class<?>, Decoder> fixed;
    private final Shapes shapes;
    private final Jackson jackson;

    /**
     * Makes the decoders.
     *
     * @param fixed the decoders of single classes, those of the user included
     * @param shapes tells how a type has to leave Python
     * @param jackson reads beans
     */
    Decoders(Map<Class<?>, Decoder> fixed, Shapes shapes, Jackson jackson) {
        this.fixed = fixed;
        this.shapes = shapes;
        this.jackson = jackson;
    }

    Reader reader(Type wanted) {
        Reader known = readers.get(wanted);
        if (known != null) {
            return known;
        }
        JavaType type = TypeFactories.create().constructType(wanted);
        Reader made = new TypeReader(wanted, shapes.of(type), new DecoderChoice(fixed, jackson).of(type));
        readers.put(wanted, made);
        return made;
    }

    private record TypeReader(Type type, Shape shape, Decoder decoder) implements Reader {
        @Override
        public @Nullable Object read(@Nullable Object natural) {
            if (!TimedConversion.isWanted()) {
                return decoder.decode(natural, Nesting.LIMIT);
            }
            TimedConversion timed = TimedConversion.fromPython();
            try {
                return decoder.decode(natural, Nesting.LIMIT);
            } finally {
                timed.ended(type);
            }
        }
    }
}
