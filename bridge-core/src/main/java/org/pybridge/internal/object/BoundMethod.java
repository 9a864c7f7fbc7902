package org.pybridge.internal.object;

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
import org.pybridge.internal.call.Shared;
import org.pybridge.internal.convert.Conversions;
import org.pybridge.internal.convert.type.MemberTypes;
import org.pybridge.internal.convert.type.PythonName;
import org.pybridge.internal.convert.type.Reader;
import org.pybridge.spi.CallOptions;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.ResultMode;

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

    private final BindingTarget target;
    private final BindingTarget.Member member;
    private final Conversions conversions;
    private final List<BoundParameter> parameters;
    private final boolean simple;
    private final Result result;
    private final Reader reader;
    private final CallOptions options;

    private BoundMethod(
            BindingTarget target,
            BindingTarget.Member member,
            Conversions conversions,
            List<BoundParameter> parameters,
            Result result,
            Reader reader,
            CallOptions options) {
        this.target = target;
        this.member = member;
        this.conversions = conversions;
        this.parameters = parameters;
        this.simple = parameters.stream().allMatch(BoundParameter::isPlain);
        this.result = result;
        this.reader = reader;
        this.options = options;
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
        BindingTarget.Member called = isValue ? target.value(name) : target.function(name);
        if (result == Result.FUTURE && target.background() == null) {
            throw new IllegalArgumentException(
                    "a future needs a background; bind with Python, not with a session or an object");
        }
        return new BoundMethod(
                target,
                called,
                shared.conversions(),
                parameters,
                result,
                reader,
                options(types.owner().getRawClass(), method));
    }

    @Nullable
    Object call(@Nullable Object[] given) {
        Map<String, @Nullable Object> named = simple ? Map.of() : new LinkedHashMap<>();
        @Nullable Object[] arguments = conversions.encodeAll(simple ? Arrays.asList(given) : positional(given, named));
        Invocation invocation = member.invocation(arguments, conversions.encodeNamed(named), resultMode(), options);
        return switch (result) {
            case VALUE -> reader.read(target.dispatcher().call(invocation));
            case FUTURE ->
                Objects.requireNonNull(target.background()).submit(where -> reader.read(where.call(invocation)));
            case ITERATOR -> {
                try (LiveObject iterable = iterable(invocation)) {
                    yield iterable.under(options).iterator(reader);
                }
            }
            case STREAM -> {
                try (LiveObject iterable = iterable(invocation)) {
                    yield iterable.under(options).stream(reader);
                }
            }
        };
    }

    /** What is iterated over stays in Python. */
    private ResultMode resultMode() {
        return result == Result.VALUE || result == Result.FUTURE ? reader.resultMode() : ResultMode.REFERENCE;
    }

    private LiveObject iterable(Invocation invocation) {
        return (LiveObject) Objects.requireNonNull(target.dispatcher().call(invocation));
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
    private static CallOptions options(Class<?> type, Method method) {
        PyTimeout given = method.getAnnotation(PyTimeout.class);
        PyTimeout limit = given != null ? given : type.getAnnotation(PyTimeout.class);
        if (limit == null) {
            return CallOptions.DEFAULT;
        }
        Duration duration = Duration.of(limit.value(), limit.unit().toChronoUnit());
        return new CallOptions(null, CallOptions.requireTimeout("@PyTimeout", duration));
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
