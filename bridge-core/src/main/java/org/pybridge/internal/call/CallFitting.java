package org.pybridge.internal.call;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.MadeValue;
import org.pybridge.spi.Target;

/** Calls a function through another one, where an argument has to be fitted to what the function's annotations say. */
public final class CallFitting {
    private CallFitting() {}

    /** Returns the call that is made in place of another; most calls stay as they are. */
    public static Invocation fitted(Invocation call) {
        EntryPoint caller = caller(call.arguments(), call.keywords());
        return caller == null
                ? call
                : new Invocation(
                        caller,
                        arguments(call.target(), call.arguments()),
                        call.keywords(),
                        call.resultMode(),
                        call.options());
    }

    /** Returns the function that has to make a call; null where none has to. */
    public static @Nullable EntryPoint caller(
            @Nullable Object[] arguments, Map<String, ? extends @Nullable Object> keywords) {
        for (Object argument : arguments) {
            if (argument instanceof MadeValue made && made.caller() != null) {
                return made.caller();
            }
        }
        if (!keywords.isEmpty()) {
            for (Object argument : keywords.values()) {
                if (argument instanceof MadeValue made && made.caller() != null) {
                    return made.caller();
                }
            }
        }
        return null;
    }

    /** Returns the arguments of the function that makes the call. */
    public static @Nullable Object[] arguments(Target target, @Nullable Object... arguments) {
        @Nullable Object[] all = new @Nullable Object[2 + arguments.length];
        all[0] = target instanceof EntryPoint function ? function.module() : target;
        all[1] = target instanceof EntryPoint function ? function.attribute() : "";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return all;
    }
}
