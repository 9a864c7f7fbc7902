package org.pybridge.internal.object;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.call.Background;
import org.pybridge.internal.call.Dispatcher;
import org.pybridge.spi.CallOptions;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.ResultMode;

/** What an interface is bound to. Arguments and results are natural values. */
interface BindingTarget {

    /**
     * Looks at a member: its kind, and what is known of it. A "callable" has its signatures, or null where Python knows none; what is
     * "missing" has the names that are like its own; a "value" has null.
     */
    List<?> member(String name);

    /** Prepares the calls of one member. */
    Member function(String name);

    /** Prepares the reading of one member that is no function. */
    Member value(String name);

    /** Where calls run. */
    Dispatcher dispatcher();

    /** Where calls in the background run, or null where there is no background. */
    @Nullable
    Background background();

    /** Releases the target, where it can be. */
    void close();

    /** Makes the calls of one member. */
    interface Member {
        Invocation invocation(
                @Nullable Object[] arguments,
                Map<String, @Nullable Object> keywords,
                ResultMode resultMode,
                CallOptions options);
    }
}
