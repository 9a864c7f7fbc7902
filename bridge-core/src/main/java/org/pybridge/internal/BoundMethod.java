package org.pybridge.internal;

import com.fasterxml.jackson.databind.JavaType;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyIterator;
import org.pybridge.PyTimeout;
import org.pybridge.convert.Conversions;
import org.pybridge.convert.MemberTypes;
import org.pybridge.convert.PythonName;
import org.pybridge.convert.Reader;
import org.pybridge.spi.Shape;

/** The plan of one method of a bound interface: how its arguments are passed and how its result is read. Immutable. */
final class BoundMethod {

    /** What becomes of the result. */
    private enum Result {
        VALUE,
        FUTURE,
        ITERATOR,
        STREAM
    }

    private static final String CALL = "__call__";

    private final BindingTarget.Callee callee;
    private final Conversions conversions;
    private final List<BoundParameter> parameters;
    private final boolean simple;
    private final Result result;
    private final Reader reader;
    private final Terms terms;

    private BoundMethod(
            BindingTarget.Callee callee,
            Conversions conversions,
            List<BoundParameter> parameters,
            Result result,
            Reader reader,
            Terms terms) {
        this.callee = callee;
        this.conversions = conversions;
        this.parameters = parameters;
        this.simple = parameters.stream().allMatch(BoundParameter::isPlain);
        this.result = result;
        this.reader = reader;
        this.terms = terms;
    }

    /**
     * Makes the plan.
     *
     * @param types the interface, with its type arguments
     * @param onlyMethod whether a callable without such a member is called itself, as functional interfaces want it
     * @throws IllegalArgumentException when the method does not match
     */
    static BoundMethod plan(MemberTypes types, Method method, BindingTarget target, Shared shared, boolean onlyMethod) {
        String name = PythonName.of(method);
        List<?> member = target.member(name);
        if (member.get(0).equals("missing") && onlyMethod) {
            List<?> call = target.member(CALL);
            boolean isCallable = !call.get(0).equals("missing");
            name = isCallable ? CALL : name;
            member = isCallable ? call : member;
        }
        Result result = resultOf(method.getReturnType());
        JavaType returned = types.result(method);
        Reader reader =
                shared.conversions().reader(result == Result.VALUE ? returned : returned.containedTypeOrUnknown(0));
        List<BoundParameter> parameters = PythonSignature.match(member, name, method);
        boolean isValue = member.get(0).equals("value");
        BindingTarget.Callee callee = isValue ? target.value(name) : target.callee(name);
        if (result == Result.FUTURE && !callee.canSubmit()) {
            throw new IllegalArgumentException(
                    "a future needs a background; bind with Python, not with a session or an object");
        }
        return new BoundMethod(
                callee,
                shared.conversions(),
                parameters,
                result,
                reader,
                terms(types.owner().getRawClass(), method));
    }

    @Nullable
    Object call(@Nullable Object[] given) {
        Map<String, @Nullable Object> named = simple ? Map.of() : new LinkedHashMap<>();
        @Nullable Object[] arguments = conversions.encodeAll(simple ? Arrays.asList(given) : positional(given, named));
        Map<String, @Nullable Object> encoded = conversions.encodeNamed(named);
        return switch (result) {
            case VALUE -> reader.read(callee.call(arguments, encoded, reader.shape(), terms));
            case FUTURE -> callee.submit(arguments, encoded, reader, terms);
            case ITERATOR -> {
                try (LiveObject iterable = iterable(arguments, encoded)) {
                    yield iterable.under(terms).iterator(reader);
                }
            }
            case STREAM -> {
                try (LiveObject iterable = iterable(arguments, encoded)) {
                    yield iterable.under(terms).stream(reader);
                }
            }
        };
    }

    private LiveObject iterable(@Nullable Object[] arguments, Map<String, @Nullable Object> named) {
        return (LiveObject) Objects.requireNonNull(callee.call(arguments, named, Shape.REFERENCE, terms));
    }

    /** Sorts the arguments; after one that is left to Python's default, the others go by name. */
    private List<@Nullable Object> positional(@Nullable Object[] given, Map<String, @Nullable Object> named) {
        List<@Nullable Object> positional = new ArrayList<>();
        boolean skipped = false;
        for (int i = 0; i < given.length; i++) {
            BoundParameter parameter = parameters.get(i);
            Object value = given[i];
            if (parameter.optional() && value instanceof Optional<?> optional && optional.isEmpty()) {
                skipped = true;
            } else if (parameter.variable()) {
                positional.addAll(parameter.elements(value));
            } else if (parameter.named() || skipped) {
                named.put(parameter.name(), value);
            } else {
                positional.add(value);
            }
        }
        return positional;
    }

    /** The limit of the method, or else of its interface. */
    private static Terms terms(Class<?> type, Method method) {
        PyTimeout given = method.getAnnotation(PyTimeout.class);
        PyTimeout limit = given != null ? given : type.getAnnotation(PyTimeout.class);
        if (limit == null) {
            return Terms.DEFAULT;
        }
        Duration duration = Duration.of(limit.value(), limit.unit().toChronoUnit());
        return new Terms(null, Terms.requireLimit("@PyTimeout", duration));
    }

    private static Result resultOf(Class<?> type) {
        if (type == CompletableFuture.class || type == CompletionStage.class || type == Future.class) {
            return Result.FUTURE;
        }
        if (type == Iterator.class || type == PyIterator.class) {
            return Result.ITERATOR;
        }
        return type == Stream.class ? Result.STREAM : Result.VALUE;
    }
}
