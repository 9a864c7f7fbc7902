package org.pybridge.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.pybridge.convert.Reader;
import org.pybridge.spi.Shape;

/** What an interface is bound to. Arguments and results are natural values. */
interface BindingTarget {

    /**
     * Looks at a member: its kind, and what is known of it. A "callable" has its signatures, or null where Python knows none; what is
     * "missing" has the names that are like its own; a "value" has null.
     */
    List<?> member(String name);

    /** Prepares the calls of one member. */
    Callee callee(String name);

    /** Prepares the reading of one member that is no function. */
    Callee value(String name);

    /** Releases the target, where it can be. */
    void close();

    /** Calls one member. */
    interface Callee {
        @Nullable
        Object call(@Nullable Object[] arguments, Map<String, @Nullable Object> named, Shape wanted, Terms terms);

        /**
         * Calls in the background.
         *
         * @throws UnsupportedOperationException where there is no background
         */
        default CompletableFuture<@Nullable Object> submit(
                @Nullable Object[] arguments, Map<String, @Nullable Object> named, Reader reader, Terms terms) {
            throw new UnsupportedOperationException();
        }

        /** Tells whether there is a background. */
        default boolean canSubmit() {
            return false;
        }
    }
}
