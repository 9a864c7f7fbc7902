package org.pybridge.cpython;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pybridge.internal.runtime.PythonRuntime;

/** The library's own Python functions in one interpreter, by the addresses of their objects, which live as long as it. */
record RuntimeBindings(
        long resolve,
        long isFixed,
        long finish,
        long settleStreams,
        long releaseMemory,
        long prepare,
        long equip,
        long tag,
        long make,
        long settle,
        long cancel,
        long forget,
        long work,
        long report,
        long javaError,
        long passed,
        long javaFunction,
        long refusal,
        long javaObject,
        long copiedView,
        long givenView,
        long sharedView,
        long framed,
        long joinThreads,
        long callInterrupted,
        long callInsisted,
        long threadEnded,
        long started) {

    private static final String CODEC = "_pybridge_cpython";
    private static final int FILE_INPUT = 257;

    /** Compiles the library's modules, in the interpreter that the current thread is in. */
    static byte[] compile(Scratch scratch) {
        List<PythonRuntime.Module> modules = modules();
        long sources = PythonRaised.required(ValueApi.list(modules.size()));
        for (int i = 0; i < modules.size(); i++) {
            long pair = PythonRaised.required(ValueApi.tuple(2));
            ValueApi.setTupleItem(pair, 0, Texts.make(modules.get(i).name(), scratch));
            ValueApi.setTupleItem(pair, 1, Texts.make(modules.get(i).source(), scratch));
            ValueApi.setListItem(sources, i, pair);
        }
        long compiled = Calls.call(loader("compiled"), scratch, sources, Texts.make(PythonRuntime.FILE_NAME, scratch));
        byte[] code = Bytes.read(compiled);
        ObjectApi.decRef(compiled);
        return code;
    }

    private static List<PythonRuntime.Module> modules() {
        List<PythonRuntime.Module> modules = new ArrayList<>(PythonRuntime.modules());
        for (String name : List.of("_pybridge_waits", CODEC)) {
            modules.add(new PythonRuntime.Module(name, Resources.text(name + ".py")));
        }
        return modules;
    }

    /**
     * Loads the library's modules into the interpreter that the current thread is in.
     *
     * @param compiled what {@link #compile} gave
     */
    static RuntimeBindings load(byte[] compiled, Scratch scratch) {
        long loaded = Calls.call(loader("load"), scratch, Bytes.make(compiled));
        Map<String, Long> modules = new HashMap<>();
        int i = 0;
        for (PythonRuntime.Module module : modules()) {
            modules.put(
                    module.name(), NativeMemory.getLong(loaded + ObjectLayout.TUPLE_ITEMS + (long) i++ * Long.BYTES));
        }
        long codec = Objects.requireNonNull(modules.get(CODEC));
        long core = Objects.requireNonNull(modules.get("_pybridge"));
        long streams = Objects.requireNonNull(modules.get("_pybridge_streams"));
        long buffers = Objects.requireNonNull(modules.get("_pybridge_buffers"));
        return new RuntimeBindings(
                member(core, "resolve"),
                member(core, "is_fixed"),
                member(core, "finish"),
                member(streams, "settle"),
                member(buffers, "release"),
                member(codec, "prepare"),
                member(codec, "equip"),
                member(codec, "tag"),
                member(codec, "make"),
                member(codec, "settle"),
                member(codec, "cancel"),
                member(codec, "forget"),
                member(codec, "work"),
                member(codec, "report"),
                member(codec, "java_error"),
                member(codec, "passed"),
                member(codec, "java_function"),
                member(codec, "refusal"),
                member(codec, "java_object"),
                member(codec, "copied_view"),
                member(codec, "given_view"),
                member(codec, "shared_view"),
                member(codec, "framed"),
                member(codec, "join_threads"),
                member(codec, "CallInterrupted"),
                member(codec, "CallInsisted"),
                member(codec, "ThreadEnded"),
                member(codec, "started"));
    }

    /** Returns a function of the text that Python runs first: the modules are in jars, where Python does not look. */
    private static long loader(String function) {
        try (Arena arena = Arena.ofConfined()) {
            long names = PythonRaised.required(ValueApi.dict());
            long builtins = PythonRaised.required(
                    ObjectApi.module(arena.allocateFrom("builtins").address()));
            long key = PythonRaised.required(
                    ValueApi.interned(arena.allocateFrom("__builtins__").address()));
            PythonRaised.check(ValueApi.putItem(names, key, builtins));
            long code = PythonRaised.required(ObjectApi.compile(
                    arena.allocateFrom(Resources.text("loader.py")).address(),
                    arena.allocateFrom(PythonRuntime.FILE_NAME).address(),
                    FILE_INPUT));
            PythonRaised.required(ObjectApi.evaluate(code, names, names));
            return PythonRaised.required(
                    ValueApi.item(names, arena.allocateFrom(function).address()));
        }
    }

    private static long member(long module, String name) {
        try (Arena arena = Arena.ofConfined()) {
            return PythonRaised.required(
                    ObjectApi.attribute(module, arena.allocateFrom(name).address()));
        }
    }
}
