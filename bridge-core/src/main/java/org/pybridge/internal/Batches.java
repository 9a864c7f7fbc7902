package org.pybridge.internal;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pybridge.BatchException;
import org.pybridge.CallCancelledException;
import org.pybridge.ConversionException;
import org.pybridge.PyTuple;
import org.pybridge.internal.call.CallFitting;
import org.pybridge.internal.call.Dispatcher;
import org.pybridge.internal.call.RuntimeFunctions;
import org.pybridge.internal.convert.Conversions;
import org.pybridge.internal.convert.type.Reader;
import org.pybridge.internal.object.LiveObject;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.ResultMode;

/**
 * Many calls of one function, made in batches. Whoever works on it takes the next batch, runs it and puts the results where they belong,
 * until none is left or one has failed. Batches begin small and grow until one takes about as long as a caller likes to wait. To another
 * process a batch is sent as one message; in this one, Python would take longer to take a message apart than the calls take.
 */
final class Batches {
    private static final int FIRST = 16;
    private static final int LARGEST = 4096;
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Conversions conversions;
    private final Invocation common;
    private final List<? extends List<? extends @Nullable Object>> arguments;
    private final Reader reader;
    private final boolean sent;
    private final int workers;
    private final @Nullable Object[] results;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable BatchException> failure = new AtomicReference<>();
    private final Phaser working = new Phaser(1);
    private volatile int size = FIRST;

    /**
     * Prepares the calls; none is made yet.
     *
     * @param common what all of them have in common: everything but the positional arguments
     * @param arguments the positional arguments of each
     * @param reader reads each result
     * @param sent whether a batch is a message to another process
     * @param workers how many will work on it
     */
    Batches(
            Conversions conversions,
            Invocation common,
            List<? extends List<? extends @Nullable Object>> arguments,
            Reader reader,
            boolean sent,
            int workers) {
        this.conversions = conversions;
        this.common = common;
        this.arguments = arguments;
        this.reader = reader;
        this.sent = sent;
        this.workers = workers;
        this.results = new @Nullable Object[arguments.size()];
    }

    /** Works on it beside the caller; comes back at once when that has ended. */
    void help(Dispatcher dispatcher) {
        if (working.register() >= 0) {
            try {
                work(dispatcher);
            } finally {
                working.arriveAndDeregister();
            }
        }
    }

    /** Works on it as the caller, and gives the results when all are there. */
    List<@Nullable Object> finish(Dispatcher dispatcher) {
        work(dispatcher);
        try {
            working.awaitAdvanceInterruptibly(working.arriveAndDeregister());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            fail(next.get(), new CallCancelledException(true));
        }
        BatchException failed = failure.get();
        if (failed != null) {
            throw failed.getCause() instanceof CallCancelledException cancelled ? cancelled : failed;
        }
        return Collections.unmodifiableList(Arrays.asList(results));
    }

    private void work(Dispatcher dispatcher) {
        while (failure.get() == null) {
            int from = next.get();
            int left = results.length - from;
            if (left <= 0) {
                return;
            }
            int count = Math.min(size, Math.max(1, left / (2 * workers)));
            if (next.compareAndSet(from, from + count)) {
                run(dispatcher, from, count);
            }
        }
    }

    private void run(Dispatcher dispatcher, int from, int count) {
        long begin = System.nanoTime();
        if (sent) {
            send(dispatcher, from, count);
        } else {
            callEach(dispatcher, from, count);
        }
        adapt(System.nanoTime() - begin, count);
    }

    private void callEach(Dispatcher dispatcher, int from, int count) {
        for (int index = from; index < from + count; index++) {
            try {
                results[index] = reader.read(dispatcher.call(single(index)));
            } catch (Throwable failed) {
                fail(index, failed);
                return;
            }
        }
    }

    private Invocation single(int index) {
        return new Invocation(
                common.target(), encoded(index), common.keywords(), common.resultMode(), common.options());
    }

    private void send(Dispatcher dispatcher, int from, int count) {
        int done = 0;
        try {
            Object answer = dispatcher.call(batch(from, count));
            PyTuple cut = answer instanceof PyTuple outcome ? outcome : null;
            List<?> values = (List<?>) Objects.requireNonNull(cut == null ? answer : cut.get(0));
            for (; done < values.size(); done++) {
                results[from + done] = reader.read(values.get(done));
            }
            if (cut != null) {
                raise((LiveObject) Objects.requireNonNull(cut.get(1)));
            }
        } catch (Throwable failed) {
            fail(from + done, failed);
        }
    }

    private Invocation batch(int from, int count) {
        @Nullable Object[][] lists = new @Nullable Object[count][];
        EntryPoint caller = null;
        for (int i = 0; i < count; i++) {
            lists[i] = encoded(from + i);
            caller = caller == null ? CallFitting.caller(lists[i], common.keywords()) : caller;
        }
        if (caller != null) {
            Arrays.setAll(lists, i -> CallFitting.arguments(common.target(), lists[i]));
        }
        EntryPoint function = caller == null ? (EntryPoint) common.target() : caller;
        ResultMode each = common.resultMode();
        return Invocation.of(
                        RuntimeFunctions.CALL_ALL,
                        each == ResultMode.FIELDS ? ResultMode.FIELDS : ResultMode.VALUE,
                        function.module(),
                        function.attribute(),
                        Arrays.stream(lists).map(Arrays::asList).toList(),
                        common.keywords(),
                        each != ResultMode.NOTHING)
                .withOptions(common.options());
    }

    private @Nullable Object[] encoded(int index) {
        try {
            return conversions.encodeAll(arguments.get(index));
        } catch (ConversionException misfit) {
            throw misfit.inside("[" + index + "]");
        }
    }

    private static void raise(LiveObject error) {
        try (error) {
            error.apply(RuntimeFunctions.RAISE, ResultMode.NOTHING);
        }
        throw new IllegalStateException("the call failed without an exception");
    }

    private void adapt(long nanos, int count) {
        if (count == size && nanos < SHORT_NANOS) {
            size = Math.min(LARGEST, 2 * count);
        } else if (nanos > 2 * SHORT_NANOS) {
            size = Math.max(1, Math.min(size, (int) (count * SHORT_NANOS / nanos)));
        }
    }

    /** Keeps the failure of the first call of those that failed. */
    private void fail(int index, Throwable cause) {
        BatchException failed = new BatchException(index, cause);
        failure.accumulateAndGet(
                failed, (known, other) -> known != null && known.index() <= failed.index() ? known : other);
    }
}
