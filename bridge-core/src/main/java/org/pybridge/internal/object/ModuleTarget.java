package org.pybridge.internal.object;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.call.Background;
import org.pybridge.internal.call.Dispatcher;
import org.pybridge.internal.call.RuntimeFunctions;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.ResultMode;

/** A module, or an object in it, found by name in whichever interpreter runs the call. */
record ModuleTarget(
        EntryPoint module, Dispatcher dispatcher, @Nullable Background background) implements BindingTarget {

    @Override
    public List<?> member(String name) {
        return (List<?>) Objects.requireNonNull(dispatcher()
                .call(RuntimeFunctions.MEMBER_OF, ResultMode.VALUE, module.module(), module.attribute(), name));
    }

    @Override
    public Member function(String name) {
        EntryPoint function = EntryPoint.of(module + (module.attribute().isEmpty() ? ":" : ".") + name);
        return (arguments, keywords, resultMode, options) ->
                new Invocation(function, arguments, keywords, resultMode, options);
    }

    @Override
    public Member value(String name) {
        String path = module.attribute().isEmpty() ? name : module.attribute() + "." + name;
        @Nullable Object[] where = {module.module(), path};
        return (arguments, keywords, resultMode, options) ->
                new Invocation(RuntimeFunctions.RESOLVE, where, Map.of(), resultMode, options);
    }

    @Override
    public void close() {
        // A module belongs to its interpreter.
    }

    @Override
    public String toString() {
        return "module " + module;
    }
}
