package org.pybridge.cpython;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pybridge.internal.runtime.PythonRuntime;
import org.pybridge.internal.runtime.RaisedErrors;

/**
 * The library's Python modules, compiled once for the process: each interpreter loads the code. They are in jars, where Python does not look.
 *
 * @param code a tuple as {@code marshal} writes it: of the code that loads the modules, and of what it loads
 * @param names the modules' names, in the order in which they are loaded
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never changed
record CompiledRuntime(byte[] code, List<String> names) {
    private static final MethodHandle READ =
            PythonLibrary.function("PyMarshal_ReadObjectFromString", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final int FILE_INPUT = 257;

    /** Compiles the modules, in the interpreter that the current thread is in. */
    static CompiledRuntime compile(List<PythonRuntime.Module> modules, Scratch scratch) {
        String loader = PythonRuntime.loader();
        long sources = PythonRaised.required(ValueApi.list(modules.size()));
        List<String> names = new ArrayList<>();
        for (PythonRuntime.Module module : modules) {
            long pair = PythonRaised.required(ValueApi.tuple(2));
            ValueApi.setTupleItem(pair, 0, Texts.make(module.name(), scratch));
            ValueApi.setTupleItem(pair, 1, Texts.make(module.source(), scratch));
            ValueApi.setListItem(sources, names.size(), pair);
            names.add(module.name());
        }
        try (Arena arena = Arena.ofConfined()) {
            long code = PythonRaised.required(ObjectApi.compile(
                    arena.allocateFrom(loader).address(),
                    arena.allocateFrom(PythonRuntime.FILE_NAME).address(),
                    FILE_INPUT));
            long compile = function(code, "compiled");
            long compiled = Calls.call(
                    compile,
                    scratch,
                    Texts.make(loader, scratch),
                    sources,
                    Texts.make(PythonRuntime.FILE_NAME, scratch));
            byte[] bytes = Bytes.read(compiled);
            ObjectApi.decRef(compiled);
            ObjectApi.decRef(compile);
            ObjectApi.decRef(code);
            return new CompiledRuntime(bytes, List.copyOf(names));
        }
    }

    /** Loads the modules into the interpreter that the current thread is in; returns a tuple of them, a new reference. */
    long load(Scratch scratch) {
        long whole = read();
        long items = whole + ObjectLayout.TUPLE_ITEMS;
        long load = function(NativeMemory.getLong(items), "load");
        long modules = NativeMemory.getLong(items + Long.BYTES);
        ObjectApi.incRef(modules);
        long loaded = Calls.call(load, scratch, modules);
        ObjectApi.decRef(load);
        ObjectApi.decRef(whole);
        return loaded;
    }

    /** Returns the addresses of loaded modules by their names. */
    Map<String, Long> modules(long loaded) {
        Map<String, Long> found = new HashMap<>();
        for (String name : names) {
            long place = loaded + ObjectLayout.TUPLE_ITEMS + (long) found.size() * Long.BYTES;
            found.put(name, NativeMemory.getLong(place));
        }
        return found;
    }

    private long read() {
        try (Arena arena = Arena.ofConfined()) {
            long copy = arena.allocateFrom(JAVA_BYTE, code).address();
            return PythonRaised.required((long) READ.invokeExact(copy, (long) code.length));
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    /** Runs the code that loads, and returns a function of it, a new reference. */
    private static long function(long code, String name) {
        try (Arena arena = Arena.ofConfined()) {
            long names = PythonRaised.required(ValueApi.dict());
            long builtins = PythonRaised.required(
                    ObjectApi.module(arena.allocateFrom("builtins").address()));
            long key = PythonRaised.required(
                    ValueApi.interned(arena.allocateFrom("__builtins__").address()));
            PythonRaised.check(ValueApi.putItem(names, key, builtins));
            ObjectApi.decRef(key);
            ObjectApi.decRef(PythonRaised.required(ObjectApi.evaluate(code, names, names)));
            long function = PythonRaised.required(
                    ValueApi.item(names, arena.allocateFrom(name).address()));
            ObjectApi.incRef(function);
            ObjectApi.decRef(names);
            return function;
        }
    }
}
