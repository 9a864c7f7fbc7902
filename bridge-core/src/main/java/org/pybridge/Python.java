package org.pybridge;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.pool.PoolStatistics;
import org.pybridge.spi.Backend;

/**
 * Python for a whole application: a pool of interpreters behind one thread-safe object. Each call takes an interpreter, runs and gives
 * it back, so calls run in parallel up to the size of the pool, and nothing that one call binds is seen by another.
 *
 * <pre>{@code
 * try (Python python = GraalPy.start()) {
 *     int total = python.eval("sum(xs)", Map.of("xs", List.of(1, 2, 3))).as(int.class);
 * }
 * }</pre>
 *
 * <p>Thread-safe, also when called from virtual threads.
 */
public interface Python extends PythonOperations, AutoCloseable {

    /**
     * Starts the description of a Python.
     *
     * @param backend where Python runs
     * @return a builder with the defaults
     */
    static PythonBuilder builder(Backend backend) {
        return new PythonBuilder(backend);
    }

    /**
     * Borrows an interpreter until the session is closed.
     *
     * @return a session with a namespace of its own
     * @throws PoolTimeoutException when none came free in time
     */
    Session session();

    /**
     * Borrows an interpreter until the session is closed, and limits each call in it.
     *
     * @param callTimeout how long Python may run in one call, more than zero, whatever limit this Python has
     * @return a session with a namespace of its own
     * @throws IllegalArgumentException when the limit is zero or negative
     * @throws PoolTimeoutException when none came free in time
     */
    Session session(Duration callTimeout);

    /**
     * Opens a session for a piece of work, and closes it.
     *
     * @param work what to do with the session; objects of the session do not outlive it
     * @param <T> the type of the result
     * @return what the work returned
     * @throws PoolTimeoutException when no interpreter came free in time
     */
    default <T extends @Nullable Object> T withSession(Function<? super Session, ? extends T> work) {
        try (Session session = session()) {
            return work.apply(session);
        }
    }

    /**
     * Opens a session for a piece of work without a result, and closes it.
     *
     * @param work what to do with the session
     * @throws PoolTimeoutException when no interpreter came free in time
     */
    default void useSession(Consumer<? super Session> work) {
        try (Session session = session()) {
            work.accept(session);
        }
    }

    /**
     * Gives the verbs that return at once.
     *
     * @return the asynchronous view of this Python
     */
    AsyncPython async();

    /**
     * Lends no interpreter until {@link #resume}; calls that run and open sessions go on. Other callers wait, up to the pool's
     * {@code acquireTimeout}, and then get a {@link PoolTimeoutException} that says why. Safe to call again.
     */
    void suspend();

    /** Ends what {@link #suspend} began. Safe to call again. */
    void resume();

    /**
     * Asks an interpreter whether it answers, for a second at most.
     *
     * @return whether calls are served now
     */
    default Health health() {
        return health(Duration.ofSeconds(1));
    }

    /**
     * Asks an interpreter whether it answers. Whatever the pool does, this method neither throws nor waits for longer than the limit.
     *
     * @param limit how long to wait for an answer; zero only looks
     * @return whether calls are served now
     */
    Health health(Duration limit);

    /**
     * Examines everything once: versions, whether Python is compiled, the start, the pool, limits in force, packages. That takes a second or
     * more, in an interpreter that other callers wait for, and half a minute at most.
     *
     * @return facts and advice; {@code toString} is a report to read
     */
    Diagnosis diagnose();

    /**
     * Takes memory that Java and Python see at once, all zeros.
     *
     * @param itemType the type of the numbers
     * @param shape the length of each dimension
     * @return an array, to be closed
     * @throws IllegalArgumentException when there are no dimensions, a negative one, or more than 2 GiB
     * @throws UnsupportedCapabilityException when the backend cannot share memory
     * @throws java.io.UncheckedIOException when there is no room for it
     */
    SharedArray allocateShared(ItemType itemType, int... shape);

    /**
     * Looks at the pool.
     *
     * @return its figures now
     */
    PoolStatistics statistics();

    /**
     * Closes: refuses new calls, waits for the running ones up to the pool's {@code closeTimeout}, then interrupts them, and releases
     * all interpreters. Safe to call again.
     */
    @Override
    void close();

    /** Closes without waiting: running calls are interrupted and end with {@link InterpreterLostException}. Safe to call again. */
    void closeNow();
}
