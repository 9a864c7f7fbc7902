package org.pybridge.internal.object;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.call.Background;
import org.pybridge.internal.call.Dispatcher;
import org.pybridge.internal.call.RuntimeFunctions;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.ResultMode;

/** A live object. */
record ObjectTarget(LiveObject object) implements BindingTarget {

    @Override
    public List<?> member(String name) {
        return (List<?>) Objects.requireNonNull(object.apply(RuntimeFunctions.MEMBER, ResultMode.VALUE, name));
    }

    @Override
    public Member function(String name) {
        return (arguments, keywords, resultMode, options) ->
                object.methodCall(name, arguments, keywords, resultMode, options);
    }

    @Override
    public Member value(String name) {
        return (arguments, keywords, resultMode, options) -> {
            @Nullable Object[] attribute = {object.reference(), name};
            return new Invocation(RuntimeFunctions.ATTRIBUTE, attribute, Map.of(), resultMode, options);
        };
    }

    @Override
    public Dispatcher dispatcher() {
        return object.home();
    }

    @Override
    public @Nullable Background background() {
        return null;
    }

    @Override
    public void close() {
        object.close();
    }

    @Override
    public String toString() {
        return "object " + object;
    }
}
