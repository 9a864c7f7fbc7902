package org.pybridge.cpython;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pybridge.internal.runtime.PythonRuntime;

/** The library's own Python functions in one interpreter, by the addresses of their objects, which live as long as it. */
record RuntimeBindings(
        long all,
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

    /** Compiles the library's modules, in the interpreter that the current thread is in. */
    static CompiledRuntime compile(Scratch scratch) {
        return CompiledRuntime.compile(modules(), scratch);
    }

    private static List<PythonRuntime.Module> modules() {
        List<PythonRuntime.Module> modules = new ArrayList<>(PythonRuntime.modules());
        for (String name : List.of("_pybridge_waits", CODEC)) {
            modules.add(new PythonRuntime.Module(name, Resources.text(name + ".py")));
        }
        return modules;
    }

    /** Loads the library's modules into the interpreter that the current thread is in. */
    static RuntimeBindings load(CompiledRuntime runtime, Scratch scratch) {
        long loaded = runtime.load(scratch);
        Map<String, Long> modules = runtime.modules(loaded);
        long codec = Objects.requireNonNull(modules.get(CODEC));
        long core = Objects.requireNonNull(modules.get("_pybridge"));
        long streams = Objects.requireNonNull(modules.get("_pybridge_streams"));
        long buffers = Objects.requireNonNull(modules.get("_pybridge_buffers"));
        // The members live as long as this, which has them all.
        long all = PythonRaised.required(ValueApi.list(0));
        RuntimeBindings bindings = new RuntimeBindings(
                all,
                member(all, core, "resolve"),
                member(all, core, "is_fixed"),
                member(all, core, "finish"),
                member(all, streams, "settle"),
                member(all, buffers, "release"),
                member(all, codec, "prepare"),
                member(all, codec, "equip"),
                member(all, codec, "tag"),
                member(all, codec, "make"),
                member(all, codec, "settle"),
                member(all, codec, "cancel"),
                member(all, codec, "forget"),
                member(all, codec, "work"),
                member(all, codec, "report"),
                member(all, codec, "java_error"),
                member(all, codec, "passed"),
                member(all, codec, "java_function"),
                member(all, codec, "refusal"),
                member(all, codec, "java_object"),
                member(all, codec, "copied_view"),
                member(all, codec, "given_view"),
                member(all, codec, "shared_view"),
                member(all, codec, "framed"),
                member(all, codec, "join_threads"),
                member(all, codec, "CallInterrupted"),
                member(all, codec, "CallInsisted"),
                member(all, codec, "ThreadEnded"),
                member(all, codec, "started"));
        ObjectApi.decRef(loaded);
        return bindings;
    }

    /** Gives the members up, before the interpreter ends: it keeps its memory where anything of it is left. */
    void release() {
        ObjectApi.decRef(all);
    }

    private static long member(long all, long module, String name) {
        try (Arena arena = Arena.ofConfined()) {
            long member = PythonRaised.required(
                    ObjectApi.attribute(module, arena.allocateFrom(name).address()));
            PythonRaised.check(ValueApi.append(all, member));
            ObjectApi.decRef(member);
            return member;
        }
    }
}
