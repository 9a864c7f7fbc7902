package org.pybridge;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pybridge.spi.EntryPoint;

/**
 * Describes a call: the function, its arguments, the type of its result. The verb that takes it decides where and how it runs.
 * Immutable and thread-safe, so one description can be made once and used for ever.
 *
 * <pre>{@code
 * Call<List<City>> nearest = Call.of("cities:nearest").with(52.5, 13.4).keyword("limit", 3).returning(new TypeRef<List<City>>() {});
 * List<City> cities = python.call(nearest);
 * }</pre>
 *
 * @param <T> the type of the result
 */
public final class Call<T> {
    private final EntryPoint target;
    private final List<@Nullable Object> arguments;
    private final Map<String, @Nullable Object> keywords;
    private final Type type;
    private final @Nullable Output output;
    private final @Nullable Duration timeout;

    private Call(
            EntryPoint target,
            List<@Nullable Object> arguments,
            Map<String, @Nullable Object> keywords,
            Type type,
            @Nullable Output output,
            @Nullable Duration timeout) {
        this.target = target;
        this.arguments = arguments;
        this.keywords = keywords;
        this.type = type;
        this.output = output;
        this.timeout = timeout;
    }

    /**
     * Begins a call without arguments.
     *
     * @param target the entry point {@code package.module:object.attribute}, or for {@link PyObject#callMethod(Call)} the name of an attribute
     * @return the call
     * @throws IllegalArgumentException when the target is not written like that
     */
    public static Call<PyValue> of(String target) {
        return new Call<>(EntryPoint.of(target), List.of(), Map.of(), PyValue.class, null, null);
    }

    /**
     * Adds positional arguments.
     *
     * @param more the arguments, in order
     * @return a new call
     */
    public Call<T> with(@Nullable Object... more) {
        return arguments(java.util.Arrays.asList(more));
    }

    /**
     * Adds a list of positional arguments.
     *
     * @param more the arguments, in order
     * @return a new call
     */
    public Call<T> arguments(List<? extends @Nullable Object> more) {
        List<@Nullable Object> all = new ArrayList<>(arguments);
        all.addAll(more);
        return new Call<>(target, Collections.unmodifiableList(all), keywords, type, output, timeout);
    }

    /**
     * Adds a named argument.
     *
     * @param name the parameter's name in Python
     * @param value the argument
     * @return a new call
     * @throws IllegalArgumentException when the name was already given
     */
    public Call<T> keyword(String name, @Nullable Object value) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(keywords);
        if (all.containsKey(Objects.requireNonNull(name, "name"))) {
            throw new IllegalArgumentException("argument '" + name + "' is given twice");
        }
        all.put(name, value);
        return new Call<>(target, arguments, Collections.unmodifiableMap(all), type, output, timeout);
    }

    /**
     * Sets the type of the result.
     *
     * @param result the wanted type; {@code PyObject.class} keeps the result alive in Python
     * @param <R> the wanted type
     * @return a new call
     */
    public <R> Call<R> returning(Class<R> result) {
        return new Call<>(target, arguments, keywords, Objects.requireNonNull(result, "result"), output, timeout);
    }

    /**
     * Sets the generic type of the result.
     *
     * @param result the wanted type
     * @param <R> the wanted type
     * @return a new call
     */
    public <R> Call<R> returning(TypeRef<R> result) {
        return new Call<>(target, arguments, keywords, result.type(), output, timeout);
    }

    /**
     * Sends what the call prints somewhere else than to Python's own output.
     *
     * @param to where to
     * @return a new call
     */
    public Call<T> output(Output to) {
        return new Call<>(target, arguments, keywords, type, Objects.requireNonNull(to, "to"), timeout);
    }

    /**
     * Limits how long Python may run, whatever limit its session or Python has. Waiting for an interpreter does not count. A call made
     * by a callback is part of the call that called back, whose limit holds.
     *
     * @param limit more than zero
     * @return a new call
     * @throws IllegalArgumentException when the limit is zero or negative
     */
    public Call<T> timeout(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("timeout is " + limit + "; it must be more than zero");
        }
        return new Call<>(target, arguments, keywords, type, output, limit);
    }

    /**
     * Gives what is called.
     *
     * @return the entry point
     */
    public EntryPoint target() {
        return target;
    }

    /**
     * Gives the positional arguments.
     *
     * @return an unmodifiable list
     */
    public List<@Nullable Object> arguments() {
        return arguments;
    }

    /**
     * Gives the named arguments.
     *
     * @return an unmodifiable map, in the order in which they were given
     */
    public Map<String, @Nullable Object> keywords() {
        return keywords;
    }

    /**
     * Gives the type of the result.
     *
     * @return the wanted type
     */
    public Type type() {
        return type;
    }

    /**
     * Gives the call's own output.
     *
     * @return where its output goes, or empty for Python's own
     */
    public Optional<Output> output() {
        return Optional.ofNullable(output);
    }

    /**
     * Gives the call's own time limit.
     *
     * @return how long Python may run, or empty for the limit of the session or of Python
     */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    @Override
    public String toString() {
        return target + " with " + arguments.size() + " arguments, keywords " + keywords.keySet();
    }
}
