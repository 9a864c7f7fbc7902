package org.pybridge.internal.object;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.Call;
import org.pybridge.PyBuffer;
import org.pybridge.PyContext;
import org.pybridge.PyIterator;
import org.pybridge.PyObject;
import org.pybridge.PythonClosedException;
import org.pybridge.StaleObjectException;
import org.pybridge.TypeRef;
import org.pybridge.internal.call.Dispatcher;
import org.pybridge.internal.call.RuntimeFunctions;
import org.pybridge.internal.call.Shared;
import org.pybridge.internal.convert.type.Copyable;
import org.pybridge.internal.convert.type.MemberTypes;
import org.pybridge.internal.convert.type.Reader;
import org.pybridge.internal.thread.Interruption;
import org.pybridge.spi.CallOptions;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.Reference;
import org.pybridge.spi.ResultMode;

/** An object in an interpreter of the pool. Each operation is a call of a Python function in that interpreter. */
public final class LiveObject implements PyObject, Copyable {
    private final Shared shared;
    private final Dispatcher home;
    private final Reference reference;
    private final CallOptions usual;
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile boolean closed;

    public static LiveObject of(Shared shared, Dispatcher home, Reference reference) {
        return held(new LiveObject(shared, home, reference, CallOptions.DEFAULT));
    }

    private static LiveObject held(LiveObject object) {
        object.home.hold(object);
        return object;
    }

    private LiveObject(Shared shared, Dispatcher home, Reference reference, CallOptions usual) {
        this.shared = shared;
        this.home = home;
        this.reference = reference;
        this.usual = usual;
    }

    /** Gives the backend's reference, for a call that takes this object. */
    public Reference reference() {
        if (closed) {
            throw new StaleObjectException("the object was closed; get it again");
        }
        return reference;
    }

    /** Tells whether there is memory that Java and the object's interpreter see at once. */
    public boolean sharesMemory() {
        return shared.sharesMemory();
    }

    Shared shared() {
        return shared;
    }

    /** Calls a function with this object before the other arguments, which are natural values. */
    @Nullable
    public Object apply(EntryPoint function, ResultMode resultMode, @Nullable Object... more) {
        @Nullable Object[] arguments = new @Nullable Object[1 + more.length];
        arguments[0] = reference();
        System.arraycopy(more, 0, arguments, 1, more.length);
        return home.call(new Invocation(function, arguments, Map.of(), resultMode, usual));
    }

    /** Where calls on the object run. */
    Dispatcher home() {
        return home;
    }

    public boolean isOfSession() {
        return home.isSession();
    }

    /** A view of the object, whose calls have these options where they name none of their own. It lives as long as this one. */
    LiveObject under(CallOptions usual) {
        return new LiveObject(shared, home, reference, usual);
    }

    /** Begins an iteration. Its steps have the options of this object, and nothing else holds the iterator. */
    private LiveObject start() {
        LiveObject iterator = object(RuntimeFunctions.START);
        LiveObject own = held(iterator.under(usual));
        home.release(iterator);
        return own;
    }

    private LiveObject object(EntryPoint function, @Nullable Object... more) {
        return (LiveObject) Objects.requireNonNull(apply(function, ResultMode.REFERENCE, more));
    }

    private boolean truth(EntryPoint function, @Nullable Object... more) {
        return (boolean) Objects.requireNonNull(apply(function, ResultMode.VALUE, more));
    }

    private String text(EntryPoint function) {
        return (String) Objects.requireNonNull(apply(function, ResultMode.VALUE));
    }

    private @Nullable Object encode(@Nullable Object value) {
        return shared.conversions().encode(value);
    }

    @Override
    @SuppressWarnings("unchecked") // the reader was made for the type
    public <T> @Nullable T as(Class<T> type) {
        return type.isInstance(this) && PyObject.class.isAssignableFrom(type)
                ? (T) this
                : (T) read(shared.conversions().reader(type));
    }

    @Override
    @SuppressWarnings("unchecked") // the reader was made for the type
    public <T> @Nullable T as(TypeRef<T> type) {
        return (T) read(shared.conversions().reader(type.type()));
    }

    private @Nullable Object read(Reader reader) {
        return reader.read(apply(RuntimeFunctions.ITSELF, reader.resultMode()));
    }

    @Override
    public @Nullable Object copy(Form form) {
        return switch (form) {
            case VALUE -> apply(RuntimeFunctions.ITSELF, ResultMode.VALUE);
            case FIELDS -> apply(RuntimeFunctions.ITSELF, ResultMode.FIELDS);
            case ELEMENTS -> apply(RuntimeFunctions.ELEMENTS, ResultMode.FIELDS);
            case BUFFER -> {
                PyBuffer buffer = new BufferCopy(this).take();
                yield buffer == null ? this : buffer;
            }
            case NUMBER -> apply(RuntimeFunctions.NUMBER, ResultMode.VALUE);
        };
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public boolean isNone() {
        return apply(RuntimeFunctions.ITSELF, ResultMode.VALUE) == null;
    }

    @Override
    public PyObject attribute(String name) {
        return object(RuntimeFunctions.ATTRIBUTE, requireName(name));
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        apply(RuntimeFunctions.SET_ATTRIBUTE, ResultMode.NOTHING, requireName(name), encode(value));
    }

    @Override
    public void deleteAttribute(String name) {
        apply(RuntimeFunctions.DELETE_ATTRIBUTE, ResultMode.NOTHING, requireName(name));
    }

    @Override
    public boolean hasAttribute(String name) {
        return truth(RuntimeFunctions.HAS_ATTRIBUTE, requireName(name));
    }

    @Override
    public PyObject getItem(@Nullable Object key) {
        return object(RuntimeFunctions.GET_ITEM, encode(key));
    }

    @Override
    public void setItem(@Nullable Object key, @Nullable Object value) {
        apply(RuntimeFunctions.SET_ITEM, ResultMode.NOTHING, encode(key), encode(value));
    }

    @Override
    public void deleteItem(@Nullable Object key) {
        apply(RuntimeFunctions.DELETE_ITEM, ResultMode.NOTHING, encode(key));
    }

    @Override
    public PyObject callMethod(String method, @Nullable Object... arguments) {
        return callMethod(Call.of(method).arguments(Arrays.asList(arguments)).returning(PyObject.class));
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"
    }) // the reader was made for the type, and gives null where it can be null
    public <T> T callMethod(Call<T> call) {
        Reader reader = shared.conversions().reader(call.type());
        @Nullable Object[] arguments = shared.conversions().encodeAll(call.arguments());
        Map<String, @Nullable Object> named = shared.conversions().encodeNamed(call.keywords());
        String path = call.target().toString();
        CallOptions options = CallOptions.of(call);
        return (T) reader.read(home.call(methodCall(path, arguments, named, reader.resultMode(), options)));
    }

    /** Returns the call of a method with natural values. */
    Invocation methodCall(
            String path,
            @Nullable Object[] arguments,
            Map<String, @Nullable Object> keywords,
            ResultMode resultMode,
            CallOptions options) {
        @Nullable Object[] all = new @Nullable Object[2 + arguments.length];
        all[0] = reference();
        all[1] = path;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return new Invocation(RuntimeFunctions.CALL_METHOD, all, keywords, resultMode, options.or(usual));
    }

    @Override
    public PyObject call(@Nullable Object... arguments) {
        @Nullable Object[] natural = shared.conversions().encodeAll(Arrays.asList(arguments));
        Invocation invocation = new Invocation(reference(), natural, Map.of(), ResultMode.REFERENCE, usual);
        return (PyObject) Objects.requireNonNull(home.call(invocation));
    }

    @Override
    public boolean contains(@Nullable Object value) {
        return truth(RuntimeFunctions.CONTAINS, encode(value));
    }

    @Override
    public long length() {
        return ((Number) Objects.requireNonNull(apply(RuntimeFunctions.LENGTH, ResultMode.VALUE))).longValue();
    }

    @Override
    public boolean isTrue() {
        return truth(RuntimeFunctions.TRUTH);
    }

    @Override
    public String repr() {
        return text(RuntimeFunctions.REPR);
    }

    @Override
    public PyObject type() {
        return object(RuntimeFunctions.TYPE);
    }

    @Override
    public List<String> dir() {
        Object names = apply(RuntimeFunctions.DIRECTORY, ResultMode.VALUE);
        return ((List<?>) Objects.requireNonNull(names))
                .stream().map(String::valueOf).toList();
    }

    @Override
    public PyIterator<PyObject> iterator() {
        return LiveIterator.ofObjects(start(), object(RuntimeFunctions.NEW_BOX));
    }

    @Override
    public <T> PyIterator<T> iterator(Class<T> type) {
        return iterator(shared.conversions().reader(type));
    }

    @SuppressWarnings("unchecked") // a reader of objects was made for PyObject
    <T> PyIterator<T> iterator(Reader elements) {
        if (elements.resultMode() == ResultMode.REFERENCE) {
            return (PyIterator<T>) iterator();
        }
        return LiveIterator.ofValues(start(), elements);
    }

    @Override
    public <T> Stream<T> stream(Class<T> type) {
        return stream(shared.conversions().reader(type));
    }

    <T> Stream<T> stream(Reader elements) {
        PyIterator<T> iterator = iterator(elements);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false)
                .onClose(iterator::close);
    }

    /** Closes a Python iterator. One whose interpreter has gone has ended with it. */
    void stop() {
        try {
            Interruption.withInterruptCleared(() -> apply(RuntimeFunctions.STOP, ResultMode.NOTHING));
        } catch (StaleObjectException | PythonClosedException gone) {
            closed = true;
        }
    }

    @Override
    public PyContext enter() {
        return new EnteredContext(this, object(RuntimeFunctions.ENTER));
    }

    @Override
    public <T> T bind(Class<T> type) {
        return type.cast(implement(shared.conversions().members(Objects.requireNonNull(type, "type"))));
    }

    @Override
    public Optional<String> typeName() {
        try {
            return Optional.of((String) Objects.requireNonNull(apply(RuntimeFunctions.TYPE_NAME, ResultMode.VALUE)));
        } catch (BridgeException unusable) {
            return Optional.empty();
        }
    }

    @Override
    public Object implement(MemberTypes type) {
        return new Binder(shared).toObject(type, this);
    }

    @Override
    public void close() {
        closed = true;
        if (release()) {
            home.release(this);
        }
    }

    /** Lets the object in Python go, which nobody can use any more because its session has ended; tells whether it was not let go before. */
    public boolean release() {
        boolean first = released.compareAndSet(false, true);
        if (first) {
            reference.release();
        }
        return first;
    }

    @Override
    public boolean isEqualTo(@Nullable Object other) {
        return truth(RuntimeFunctions.EQUAL, encode(other));
    }

    @Override
    public long hash() {
        return ((Number) Objects.requireNonNull(apply(RuntimeFunctions.HASH, ResultMode.VALUE))).longValue();
    }

    @Override
    public String str() {
        return text(RuntimeFunctions.TEXT);
    }

    @Override
    public String toString() {
        return "PyObject@" + Integer.toHexString(hashCode()) + (closed ? " (closed)" : "");
    }

    private static String requireName(String name) {
        return Objects.requireNonNull(name, "name");
    }
}
