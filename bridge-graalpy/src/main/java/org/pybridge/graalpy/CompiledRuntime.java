package org.pybridge.graalpy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.runtime.PythonRuntime;

/**
 * The library's Python modules, compiled once for the JVM: its first interpreter compiles them, and each one loads the code, which takes it a
 * tenth of the time. They are in jars, which Python may have no right to read.
 */
final class CompiledRuntime {
    /** As a text of one character a byte, which crosses at once. What it is depends on jars alone, so all backends share it. */
    private static final AtomicReference<@Nullable String> CODE = new AtomicReference<>();

    private static final String LOADER = PythonRuntime.loader() + """

            def compiled_text(sources, file_name):
                return compiled("", sources, file_name).decode("latin-1")
            def load_text(text):
                return load(marshal.loads(text.encode("latin-1"))[1])
            """;

    /** An expression, which leaves no names in the context's main module. */
    private static final Source RUN = Source.create(
            "python",
            "lambda code: (lambda names: (exec(code, names), names['compiled_text'], names['load_text']))({})");

    private CompiledRuntime() {}

    /** Loads the modules into a context in which nothing has run; gives them by their names. */
    static Map<String, Value> load(Context context) {
        Value loader = context.eval(RUN).execute(LOADER);
        String code = CODE.get();
        if (code == null) {
            code = compile(loader.getArrayElement(1));
            CODE.set(code);
        }
        Value modules = loader.getArrayElement(2).execute(code);
        Map<String, Value> loaded = new HashMap<>();
        for (long i = 0; i < modules.getArraySize(); i++) {
            Value module = modules.getArrayElement(i);
            loaded.put(module.getMember("__name__").asString(), module);
        }
        return loaded;
    }

    private static String compile(Value compiled) {
        List<Object> sources = new ArrayList<>();
        for (PythonRuntime.Module module : RuntimeBindings.modules()) {
            sources.add(ProxyArray.fromArray(module.name(), module.source()));
        }
        return compiled.execute(ProxyArray.fromList(sources), PythonRuntime.FILE_NAME)
                .asString();
    }
}
