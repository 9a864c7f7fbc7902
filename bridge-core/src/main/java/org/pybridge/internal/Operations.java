package org.pybridge.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.Call;
import org.pybridge.CapturedOutput;
import org.pybridge.Output;
import org.pybridge.PyObject;
import org.pybridge.PyValue;
import org.pybridge.PythonOperations;
import org.pybridge.Script;
import org.pybridge.ScriptResult;
import org.pybridge.StaleObjectException;
import org.pybridge.TypeRef;
import org.pybridge.internal.call.Dispatcher;
import org.pybridge.internal.call.RuntimeFunctions;
import org.pybridge.internal.call.Shared;
import org.pybridge.internal.convert.Conversions;
import org.pybridge.internal.convert.type.Reader;
import org.pybridge.internal.object.Binder;
import org.pybridge.internal.object.LiveObject;
import org.pybridge.spi.CallOptions;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.ResultMode;

/** The verbs that a pool and a session share, over the dispatcher where their calls run. */
abstract class Operations implements PythonOperations {
    private static final int MOST_ENTRY_POINTS = 10_000;
    private static final Object[] NO_ARGUMENTS = {};

    final Shared shared;
    private final Map<String, EntryPoint> entryPoints = new ConcurrentHashMap<>();

    Operations(Shared shared) {
        this.shared = shared;
    }

    /** Where single calls run. */
    abstract Dispatcher dispatcher();

    /** Where calls in the background run, or null when there is no such place. */
    @Nullable
    AsyncCalls background() {
        return null;
    }

    @Override
    public PyValue eval(Script script, Map<String, ? extends @Nullable Object> globals) {
        return conversions().value(evaluate(RuntimeFunctions.EVALUATE, script, globals, ResultMode.VALUE, null));
    }

    @Override
    public PyObject importModule(String name) {
        Object module = dispatcher()
                .call(RuntimeFunctions.RESOLVE, ResultMode.REFERENCE, Objects.requireNonNull(name, "name"), "");
        return (PyObject) Objects.requireNonNull(module);
    }

    @Override
    public void exec(Script script, Map<String, ? extends @Nullable Object> globals) {
        evaluate(RuntimeFunctions.EVALUATE, script, globals, ResultMode.NOTHING, null);
    }

    /** Value, names and output come back together, in one call. */
    @Override
    public ScriptResult run(Script script, Map<String, ? extends @Nullable Object> globals) {
        CapturedOutput output = Output.capture(shared.captureLimit());
        try {
            Object parts = evaluate(RuntimeFunctions.RUN, script, globals, ResultMode.EACH, output);
            return evaluation((List<?>) Objects.requireNonNull(parts), output);
        } catch (BridgeException failed) {
            failed.attachPrinted(output);
            throw failed;
        }
    }

    /** The parts are the value of the script, and then each name and its value. */
    private ScriptResult evaluation(List<?> parts, CapturedOutput output) {
        Map<String, PyValue> bound = new LinkedHashMap<>();
        for (int i = 1; i < parts.size(); i += 2) {
            bound.put(String.valueOf(parts.get(i)), conversions().value(parts.get(i + 1)));
        }
        return new ScriptResult(
                conversions().value(parts.get(0)),
                Collections.unmodifiableMap(bound),
                output.stdout(),
                output.stderr(),
                output.truncated());
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"
    }) // the reader was made for the type, and gives null where it can be null
    public <T> T call(Call<T> call) {
        Reader reader = conversions().reader(call.type());
        return (T) reader.read(dispatcher().call(invocation(call, reader)));
    }

    @Override
    public PyValue call(String function, List<? extends @Nullable Object> arguments) {
        return call(function, arguments, PyValue.class);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"
    }) // the reader was made for the type, and gives null where it can be null
    public <T> T call(String function, List<? extends @Nullable Object> arguments, Class<T> type) {
        Reader reader = conversions().reader(type);
        return (T) reader.read(dispatcher().call(invocation(function, arguments, reader)));
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"
    }) // the reader was made for the type, and gives null where it can be null
    public <T> T call(String function, List<? extends @Nullable Object> arguments, TypeRef<T> type) {
        Reader reader = conversions().reader(type.type());
        return (T) reader.read(dispatcher().call(invocation(function, arguments, reader)));
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // as for one call
    public <T> List<T> callAll(Call<T> call, List<? extends List<? extends @Nullable Object>> arguments) {
        Reader reader = conversions().reader(call.type());
        if (!call.arguments().isEmpty()) {
            throw new IllegalArgumentException(
                    "the call has " + call.arguments().size()
                            + " positional arguments; put them into the list of each call, or pass them by name");
        }
        if (reader.resultMode() == ResultMode.REFERENCE) {
            throw new IllegalArgumentException("callAll copies its results, and the type of this call's is PyObject;"
                    + " use call for results that stay in Python");
        }
        arguments.forEach(list -> list.forEach(this::check));
        Invocation common = new Invocation(
                call.target(), NO_ARGUMENTS, encodeNamed(call.keywords()), reader.resultMode(), CallOptions.of(call));
        int helpers = Math.min(helpers(), arguments.size() - 1);
        Batches batches =
                new Batches(conversions(), common, arguments, reader, shared.sendsCalls(), Math.max(0, helpers) + 1);
        return (List<T>) finish(batches, helpers);
    }

    private List<@Nullable Object> finish(Batches batches, int helpers) {
        AsyncCalls threads = background();
        List<CompletableFuture<@Nullable Object>> helping = new ArrayList<>();
        for (int i = 0; i < helpers && threads != null; i++) {
            helping.add(threads.submit(where -> {
                batches.help(where);
                return null;
            }));
        }
        try {
            return batches.finish(dispatcher());
        } finally {
            // Those that have not begun, because other work came before them; and all, when the caller was cancelled.
            helping.forEach(helper -> helper.cancel(true));
        }
    }

    /** How many threads can work beside the caller's on many calls. */
    int helpers() {
        return 0;
    }

    @Override
    public <T> T bind(Class<T> type) {
        return new Binder(shared).toModule(type, dispatcher(), background(), this::bound);
    }

    /** Notes that an interface was bound to a module. */
    void bound(String module) {}

    final Conversions conversions() {
        return shared.conversions();
    }

    /** The namespace that evaluations run in, as further arguments of the runtime's functions: none for one of its own each time. */
    Object[] namespace() {
        return NO_ARGUMENTS;
    }

    final @Nullable Object evaluate(
            EntryPoint how,
            Script script,
            Map<String, ? extends @Nullable Object> globals,
            ResultMode resultMode,
            @Nullable Output output) {
        Object[] namespace = namespace();
        @Nullable Object[] arguments = new @Nullable Object[3 + namespace.length];
        arguments[0] = script.code();
        arguments[1] = script.fileName();
        arguments[2] = encodeNamed(Objects.requireNonNull(globals, "globals"));
        System.arraycopy(namespace, 0, arguments, 3, namespace.length);
        return dispatcher().call(new Invocation(how, arguments, Map.of(), resultMode, CallOptions.of(output, null)));
    }

    final Invocation invocation(Call<?> call, Reader reader) {
        return new Invocation(
                call.target(),
                encodeAll(call.arguments()),
                encodeNamed(call.keywords()),
                reader.resultMode(),
                CallOptions.of(call));
    }

    private Invocation invocation(String function, List<? extends @Nullable Object> arguments, Reader reader) {
        return Invocation.of(entryPoint(function), reader.resultMode(), encodeAll(arguments));
    }

    final @Nullable Object[] encodeAll(List<? extends @Nullable Object> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            check(arguments.get(i));
        }
        return conversions().encodeAll(arguments);
    }

    final Map<String, @Nullable Object> encodeNamed(Map<String, ? extends @Nullable Object> named) {
        named.values().forEach(this::check);
        return conversions().encodeNamed(named);
    }

    /** Refuses an object of a session outside of it: waiting for its interpreter could be waiting for oneself. */
    void check(@Nullable Object argument) {
        if (argument instanceof LiveObject object && object.isOfSession()) {
            throw new StaleObjectException(
                    "the object belongs to a session; use it there, or copy it with as(...) to pass it on");
        }
    }

    private EntryPoint entryPoint(String text) {
        EntryPoint known = entryPoints.get(text);
        if (known != null) {
            return known;
        }
        if (entryPoints.size() >= MOST_ENTRY_POINTS) {
            entryPoints.clear();
        }
        EntryPoint parsed = EntryPoint.of(text);
        entryPoints.put(text, parsed);
        return parsed;
    }
}
