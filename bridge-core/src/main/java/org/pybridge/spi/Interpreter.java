package org.pybridge.spi;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;

/**
 * One Python. It is called by as many threads at once as the pool was told to let in, usually one; {@link #stop}, {@link #isUsable}
 * and {@link #close} may be called from any thread at any time.
 *
 * <p>Natural values are what crosses: null, {@code Boolean}, {@code Long} (a lone {@code Integer} too), {@code BigInteger},
 * {@code Double}, {@code String}, {@code byte[]}, {@code BigDecimal}, {@code List}, {@link org.pybridge.PyTuple}, {@code Set}, {@link FrozenSet} (inwards),
 * {@code Map}, {@code LocalDate}, {@code LocalTime}, {@code LocalDateTime}, {@code OffsetDateTime}, {@code ZonedDateTime},
 * {@code Duration}, {@code UUID}, {@code Path}, arrays of {@code long}, {@code int}, {@code double}, {@code float} and
 * {@code boolean} (inwards, as lists), {@link Reference} (inwards) and what {@link Host#wrap} made of it (outwards), {@link Callback}
 * (inwards) {@link JavaObject} (inwards; the object itself outwards), {@link org.pybridge.PyBuffer}, {@link SharedBuffer},
 * {@link MadeValue} and the backend's own {@link BackendValue}s (inwards).
 */
public interface Interpreter {

    /**
     * Makes a call.
     *
     * @param invocation the call; it is not kept
     * @param output where its prints go, whatever its options say
     * @return the result as a natural value
     * @throws org.pybridge.PythonException when Python raised
     * @throws org.pybridge.BridgeException when the call could not be made or was stopped
     */
    @Nullable
    Object call(Invocation invocation, Output output);

    /**
     * Makes a call that holds no thread while it runs, so that there can be many at once. Only where callers share the interpreter.
     *
     * @param invocation the call; it is kept
     * @param output where its prints go, whatever its options say
     * @return the call, to be begun; or null when there is no such way here, so that {@link #call} is needed
     */
    default @Nullable PendingCall pending(Invocation invocation, Output output) {
        return null;
    }

    /**
     * Takes one step to stop a call. A stopped call ends with any exception; core gives the caller the right one, and puts into it where
     * Python was, as {@link org.pybridge.CallCancelledException#frames()} or an error's frames tell.
     *
     * <p>Does nothing when the thread has no call here: it may be about to begin, or have just ended. Core asks again as long as the call
     * has not returned. Where callers share the interpreter and a step would stop all of them, it is not taken.
     *
     * @param caller the thread that made the call
     * @param step the step, never {@link StopStep#ABANDON}
     * @param grace how long the step may take: this method comes back by then, and earlier when it need not stay to see it through
     * @return whether the step was taken, does not exist, or found no call of the thread
     */
    StopResult stop(Thread caller, StopStep step, Duration grace);

    /**
     * Tells how long its start took, for the report of a doctor.
     *
     * @return the steps in their order; empty when they were not timed
     */
    default Map<String, Duration> startSteps() {
        return Map.of();
    }

    /**
     * Tells whether the interpreter can take further calls.
     *
     * @return false once it has died or was closed
     */
    boolean isUsable();

    /**
     * Measures the memory that the interpreter has, apart from others. A backend with {@link Capability#MEMORY_USE} can tell.
     *
     * @return bytes, or empty when they cannot be told
     */
    default OptionalLong memoryUsed() {
        return OptionalLong.empty();
    }

    /** Ends the interpreter, running calls included, and comes back in bounded time even if Python does not end; safe to call again. */
    void close();
}
