package org.pybridge.graalpy;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.pybridge.internal.runtime.PythonRuntime;

/**
 * The library's own Python functions in one context, looked up once: a look-up costs more than a call. They are called as
 * {@code functools.partial} objects, set {@code apart} from functions: all functions that Java calls share the engine's inline caches,
 * which remember few, and those shall be the user's.
 */
record RuntimeBindings(
        Value resolve,
        Value isFixed,
        Value apply,
        Value connect,
        Value settleStreams,
        Value finish,
        Value apart,
        Value raised,
        Value thrown,
        Value storage,
        Value take,
        Value pack,
        Value settle,
        Value tag,
        Value report,
        Value zeros,
        Value longZeros,
        Value doubleZeros,
        Value byteZeros,
        Value split,
        Value load,
        Value loadTagged,
        Value javaFunction,
        Value javaObject,
        Value bytearrayZeros,
        Value nativeMemory,
        Value noteNativeCode,
        Value hasNativeCode,
        Value copiedView,
        Value givenView,
        Value sharedView,
        Value releaseMemory,
        Value embed,
        Value none,
        Value intType,
        Value isIntSubclass,
        Value strType,
        Class<?> stringClass) {

    private static final String CODEC = "_pybridge_graalpy";
    private static final String EMBEDDED = "_pybridge_embedded";

    /** Gives the library's modules; each needs those before it. */
    static List<PythonRuntime.Module> modules() {
        List<PythonRuntime.Module> modules = new ArrayList<>(PythonRuntime.modules());
        for (String name : List.of(CODEC, EMBEDDED)) {
            modules.add(new PythonRuntime.Module(name, source(name)));
        }
        return modules;
    }

    static RuntimeBindings load(Context context) {
        Map<String, Value> loaded = CompiledRuntime.load(context);
        Value core = requireNonNull(loaded.get("_pybridge"));
        Value streams = requireNonNull(loaded.get("_pybridge_streams"));
        streams.getMember("tame_exits").executeVoid();
        Value codec = requireNonNull(loaded.get(CODEC));
        Value embedded = requireNonNull(loaded.get(EMBEDDED));
        Value builtins = context.eval(Source.create("python", "import builtins; builtins"));
        Value apart = context.eval("python", "from _functools import partial; partial");
        Value storage = codec.getMember("storage");
        Object[] sample = storage.execute(context.eval("python", "['text']")).asHostObject();
        return new RuntimeBindings(
                apart.execute(core.getMember("resolve")),
                apart.execute(core.getMember("is_fixed")),
                apart.execute(core.getMember("apply")),
                apart.execute(streams.getMember("connect")),
                apart.execute(streams.getMember("settle")),
                apart.execute(core.getMember("finish")),
                apart,
                apart.execute(codec.getMember("raised")),
                apart.execute(codec.getMember("thrown")),
                storage,
                apart.execute(codec.getMember("take")),
                apart.execute(codec.getMember("pack")),
                apart.execute(codec.getMember("settle")),
                apart.execute(codec.getMember("tag")),
                apart.execute(codec.getMember("report")),
                apart.execute(codec.getMember("zeros")),
                apart.execute(codec.getMember("long_zeros")),
                apart.execute(codec.getMember("double_zeros")),
                apart.execute(codec.getMember("byte_zeros")),
                apart.execute(builtins.getMember("str").getMember("split")),
                apart.execute(codec.getMember("load")),
                apart.execute(codec.getMember("load_tagged")),
                apart.execute(codec.getMember("java_function")),
                apart.execute(codec.getMember("java_object")),
                apart.execute(codec.getMember("bytearray_zeros")),
                apart.execute(codec.getMember("native_memory")),
                apart.execute(codec.getMember("note_native_code")),
                apart.execute(codec.getMember("has_native_code")),
                apart.execute(codec.getMember("copied_view")),
                apart.execute(codec.getMember("given_view")),
                apart.execute(codec.getMember("shared_view")),
                apart.execute(codec.getMember("release_memory")),
                apart.execute(embedded.getMember("embed")),
                context.eval("python", "lambda: None").execute(),
                builtins.getMember("int"),
                apart.execute(codec.getMember("is_int")),
                builtins.getMember("str"),
                sample[0].getClass());
    }

    /** Gives the source of one of this module's own Python modules. */
    static String source(String module) {
        try (InputStream file = RuntimeBindings.class.getResourceAsStream(module + ".py")) {
            return new String(requireNonNull(file, module).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
