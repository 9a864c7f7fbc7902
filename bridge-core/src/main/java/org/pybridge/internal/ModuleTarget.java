package org.pybridge.internal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.pybridge.convert.Reader;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Shape;

/** A module, or an object in it, found by name in whichever interpreter runs the call. */
record ModuleTarget(EntryPoint module, Operations operations) implements BindingTarget {

    @Override
    public List<?> member(String name) {
        return (List<?>) Objects.requireNonNull(operations
                .venue()
                .call(RuntimeFunctions.MEMBER_OF, Shape.VALUE, module.module(), module.attribute(), name));
    }

    @Override
    public Callee callee(String name) {
        return new Function(EntryPoint.of(module + (module.attribute().isEmpty() ? ":" : ".") + name));
    }

    @Override
    public Callee value(String name) {
        String path = module.attribute().isEmpty() ? name : module.attribute() + "." + name;
        @Nullable Object[] where = {module.module(), path};
        return (arguments, named, wanted, terms) ->
                operations.venue().call(RuntimeFunctions.RESOLVE, where, Map.of(), wanted, terms);
    }

    @Override
    public void close() {
        // A module belongs to its interpreter.
    }

    @Override
    public String toString() {
        return "module " + module;
    }

    private final class Function implements Callee {
        private final EntryPoint entryPoint;

        Function(EntryPoint entryPoint) {
            this.entryPoint = entryPoint;
        }

        @Override
        public @Nullable Object call(
                @Nullable Object[] arguments, Map<String, @Nullable Object> named, Shape wanted, Terms terms) {
            return operations.venue().call(entryPoint, arguments, named, wanted, terms);
        }

        @Override
        public CompletableFuture<@Nullable Object> submit(
                @Nullable Object[] arguments, Map<String, @Nullable Object> named, Reader reader, Terms terms) {
            return Objects.requireNonNull(operations.background())
                    .submit(where ->
                            reader.read(where.venue().call(entryPoint, arguments, named, reader.shape(), terms)));
        }

        @Override
        public boolean canSubmit() {
            return operations.background() != null;
        }
    }
}
