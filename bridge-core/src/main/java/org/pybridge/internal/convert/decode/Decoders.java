package org.pybridge.internal.convert.decode;

import com.fasterxml.jackson.databind.JavaType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.Handles;
import org.pybridge.internal.convert.type.Nesting;
import org.pybridge.internal.convert.type.Reader;
import org.pybridge.internal.observe.TimedConversion;
import org.pybridge.spi.ResultMode;

/** Makes the reader of any type, once. Thread-safe. */
public final class Decoders {
    private final Map<Type, Reader> readers = new ConcurrentHashMap<>();
    private final DecoderRules rules;
    private final ResultModes shapes;

    /**
     * Makes the decoders.
     *
     * @param rules what they are chosen by
     * @param shapes tells how a type has to leave Python
     */
    public Decoders(DecoderRules rules, ResultModes shapes) {
        this.rules = rules;
        this.shapes = shapes;
    }

    public Reader reader(Type wanted) {
        Reader known = readers.get(wanted);
        if (known != null) {
            return known;
        }
        JavaType type = rules.types().constructType(wanted);
        Reader made = new TypeReader(wanted, shapes.of(type), new DecoderChoice(rules).of(type));
        readers.put(wanted, made);
        return made;
    }

    private record TypeReader(Type type, ResultMode resultMode, Decoder decoder) implements Reader {
        @Override
        public @Nullable Object read(@Nullable Object natural) {
            if (!TimedConversion.isWanted()) {
                return decode(natural);
            }
            TimedConversion timed = TimedConversion.fromPython();
            try {
                return decode(natural);
            } finally {
                timed.ended(type);
            }
        }

        private @Nullable Object decode(@Nullable Object natural) {
            try {
                return decoder.decode(natural, Nesting.LIMIT);
            } catch (RuntimeException misfit) {
                Handles.closeAll(natural);
                throw misfit;
            }
        }

        @Override
        public @Nullable Object readPart(@Nullable Object natural) {
            return decoder.decode(natural, Nesting.LIMIT - 1);
        }
    }
}
