package org.pybridge.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;

/**
 * One Python. It is called by as many threads at once as the pool was told to let in, usually one; {@link #interrupt}, {@link #isUsable}
 * and {@link #close} may be called from any thread at any time.
 *
 * <p>Natural values are what crosses: null, {@code Boolean}, {@code Long} (a lone {@code Integer} too), {@code BigInteger},
 * {@code Double}, {@code String}, {@code byte[]}, {@code BigDecimal}, {@code List}, {@link org.pybridge.PyTuple}, {@code Set},
 * {@code Map}, {@code LocalDate}, {@code LocalTime}, {@code LocalDateTime}, {@code OffsetDateTime}, {@code ZonedDateTime},
 * {@code Duration}, {@code UUID}, {@code Path}, arrays of {@code long}, {@code int}, {@code double}, {@code float} and
 * {@code boolean} (inwards, as lists), {@link Reference} (inwards) and what {@link Host#wrap} made of it (outwards), {@link Callback}
 * (inwards) and {@link JavaObject} (inwards; the object itself outwards).
 */
public interface Interpreter {

    /**
     * Calls something.
     *
     * @param target what to call
     * @param arguments positional arguments, in natural values; the array is not kept
     * @param named named arguments, in natural values
     * @param wanted how the result leaves Python
     * @param output where this call's prints go
     * @return the result as a natural value
     * @throws org.pybridge.PythonException when Python raised
     * @throws org.pybridge.BridgeException when the call could not be made or was stopped
     */
    @Nullable
    Object call(
            Target target,
            @Nullable Object[] arguments,
            Map<String, @Nullable Object> named,
            Shape wanted,
            Output output);

    /**
     * Stops a call: a coroutine is cancelled, other code interrupted. The call ends with
     * {@link org.pybridge.CallCancelledException} or with Python's {@code CancelledError}, unless it ended by itself before. Does nothing
     * when the thread has no call here. Where callers share the interpreter and only all of them could be stopped, none is.
     *
     * @param caller the thread that made the call
     */
    void interrupt(Thread caller);

    /**
     * Tells whether the interpreter can take further calls.
     *
     * @return false once it has died or was closed
     */
    boolean isUsable();

    /** Ends the interpreter in bounded time, running calls included; safe to call again. */
    void close();
}
