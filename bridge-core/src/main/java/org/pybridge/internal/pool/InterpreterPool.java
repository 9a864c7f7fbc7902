package org.pybridge.internal.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.Output;
import org.pybridge.StaleObjectException;
import org.pybridge.pool.PoolConfig;
import org.pybridge.pool.PoolStatistics;
import org.pybridge.spi.DaemonThread;
import org.pybridge.spi.Interpreter;

/** The interpreters of one Python and who has them. Thread-safe. It knows nothing of engines, only {@link Interpreter}. */
public final class InterpreterPool {
    private final PoolConfig config;
    private final Duration acquireTimeout;
    private final int callers;
    private final boolean validating;
    private final long restBeforeValidation;
    private final Counts counts = new Counts();
    private final Lifespan lifespan;
    private final Function<Place, Interpreter> starter;
    private final Executor threads;
    private final List<Place> places = new CopyOnWriteArrayList<>();
    private final FairPool<Slot> slots;
    private final Spares spares;
    private final Quarantine quarantine;
    private volatile boolean closed;

    /**
     * Makes a pool; no interpreter is started yet.
     *
     * @param config its configuration
     * @param starter starts the interpreter of a place
     * @param output makes the output of each slot
     * @param threads run what starts and ends interpreters while nobody waits
     */
    public InterpreterPool(
            PoolConfig config,
            Function<Place, Interpreter> starter,
            Supplier<? extends Output> output,
            Executor threads) {
        this.config = config;
        this.acquireTimeout = config.acquireTimeout();
        this.callers = config.callersPerInterpreter();
        this.validating = !config.validation().code().isBlank();
        this.restBeforeValidation = config.validateAfterIdle().toNanos();
        this.lifespan = Lifespan.of(config);
        this.starter = starter;
        this.threads = threads;
        for (int i = 0; i < config.size(); i++) {
            places.add(newPlace());
        }
        List<Slot> all = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            places.forEach(place -> all.add(new Slot(all.size(), place, output.get())));
        }
        long now = System.nanoTime();
        all.forEach(slot -> slot.cameBack(now));
        this.quarantine = new Quarantine(config.maxQuarantined());
        this.slots = new FairPool<>(all);
        this.spares = new Spares(config.spares(), this::newPlace, threads);
    }

    private Place newPlace() {
        return new Place(starter, lifespan, counts);
    }

    /** Starts the first interpreter, or all of them when the pool is eager. The others start side by side, after the first. */
    public void start() {
        places.get(0).interpreter();
        if (config.eager()) {
            try {
                CompletableFuture.allOf(places.stream()
                                .skip(1)
                                .map(place ->
                                        CompletableFuture.runAsync(place::interpreter, InterpreterPool::onNewThread))
                                .toArray(CompletableFuture[]::new))
                        .join();
            } catch (CompletionException failed) {
                throw failed.getCause() instanceof RuntimeException reason ? reason : failed;
            }
        }
        spares.fill();
    }

    /**
     * Borrows a slot, to be given back.
     *
     * @param where the only place that will do, or null for any
     * @return a slot
     * @throws org.pybridge.PoolTimeoutException when none came free in time
     * @throws org.pybridge.PoolStuckException when none is left that could come free
     * @throws StaleObjectException when the place was left
     * @throws CallCancelledException when the thread was interrupted; its flag is set again
     */
    public Slot borrow(@Nullable Place where) {
        try {
            return where == null ? slots.borrow(acquireTimeout, null) : borrowAt(where);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException(false);
        }
    }

    /** Whoever waits for a place that is left meanwhile takes any slot, to learn that it was. */
    private Slot borrowAt(Place where) throws InterruptedException {
        Slot slot = slots.borrow(acquireTimeout, each -> each.place() == where || where.isLeft());
        if (slot.place() != where) {
            slots.giveBack(slot);
            throw new StaleObjectException("the object's interpreter was replaced; get the object again");
        }
        return slot;
    }

    /**
     * Tells whether a borrowed slot has rested for so long that its interpreter has to be validated.
     *
     * @param slot a borrowed one
     * @return whether it has
     */
    public boolean isValidationDue(Slot slot) {
        return validating && System.nanoTime() - slot.backSince() >= restBeforeValidation;
    }

    /**
     * Takes a slot back. Where its interpreter was given up, or its life is over, another one starts before the slot is lent again, so that
     * no caller waits for the start while others could be served; or the slot stays out of use, when too many are stuck already.
     *
     * @param slot a borrowed one
     */
    public void giveBack(Slot slot) {
        Place place = slot.place();
        if (place.isVacant() && !place.isLeaving()) {
            replace(slot);
        } else if (place.isWornAfterUse()) {
            retire(slot);
        } else {
            makeIdle(slot);
        }
    }

    private void makeIdle(Slot slot) {
        if (validating) {
            slot.cameBack(System.nanoTime());
        }
        slots.giveBack(slot);
    }

    private void replace(Slot slot) {
        if (quarantine.keepsOut(slot)) {
            slots.withdraw();
            return;
        }
        Place spare = callers == 1 ? spares.take() : null;
        if (spare == null) {
            start(slot.place(), List.of(slot));
        } else {
            move(List.of(slot), spare);
            makeIdle(slot);
        }
    }

    /** Takes the slots of a worn interpreter out of use; the last one that comes back has it replaced. */
    private void retire(Slot slot) {
        Place worn = slot.place();
        rest(slot, worn);
        slots.take(other -> other.place() == worn).forEach(other -> rest(other, worn));
    }

    private void rest(Slot slot, Place worn) {
        List<Slot> all = worn.rest(slot, callers);
        if (all.isEmpty()) {
            return;
        }
        counts.recycled.increment();
        Place spare = spares.take();
        Place next = spare == null ? newPlace() : spare;
        Interpreter old = move(all, next);
        if (spare != null) {
            all.forEach(this::makeIdle);
        } else {
            start(next, all);
        }
        if (old != null) {
            inBackground(old::close, old::close);
        }
    }

    /** Moves slots to another place; gives the interpreter of the place that they leave. Whichever comes last, a move or the end, closes. */
    private @Nullable Interpreter move(List<Slot> all, Place next) {
        Place before = all.get(0).place();
        Interpreter old = before.leave();
        all.forEach(slot -> slot.moveTo(next));
        places.add(next);
        places.remove(before);
        if (closed) {
            next.close();
        }
        return old;
    }

    /** Starts an interpreter and gives its slots back. */
    private void start(Place place, List<Slot> all) {
        Runnable start = () -> {
            try {
                place.interpreter();
            } catch (RuntimeException again) {
                // The next borrower's own start says why.
            } finally {
                all.forEach(this::makeIdle);
            }
        };
        inBackground(start, () -> all.forEach(this::makeIdle));
    }

    private void inBackground(Runnable work, Runnable whenClosed) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException shutDown) {
            whenClosed.run();
        }
    }

    /** Counts a call that is stopped. */
    public void countStopped() {
        counts.stopped.increment();
    }

    /** Counts a session that was forgotten. */
    public void countLeaked() {
        counts.leaked.increment();
    }

    /** Counts an interpreter that was given up with a call still in it. */
    public void quarantine() {
        quarantine.enter();
    }

    /** Counts one that has ended after all, and uses again a slot that was kept out because of it. */
    public void endQuarantine() {
        Slot slot = quarantine.leave(slots::readmit);
        if (slot != null) {
            start(slot.place(), List.of(slot));
        }
    }

    /**
     * Finds the place of an interpreter.
     *
     * @param interpreter an interpreter of this pool, or of none
     * @return its place, or null when it is not here, or no more
     */
    public @Nullable Place placeOf(Interpreter interpreter) {
        for (Place place : places) {
            if (place.holds(interpreter)) {
                return place;
            }
        }
        return null;
    }

    /**
     * Counts the slots.
     *
     * @return how many calls can run at once
     */
    public int slots() {
        return config.size() * callers;
    }

    /** Lends nothing any more until {@link #resume}. */
    public void suspend() {
        slots.suspend();
    }

    /** Lends again. */
    public void resume() {
        slots.resume();
    }

    /**
     * Counts.
     *
     * @return the figures now
     */
    public PoolStatistics statistics() {
        FairPool.Figures figures = slots.figures();
        int size = slots();
        return new PoolStatistics(
                size,
                (int) places.stream().filter(Place::isStarted).count(),
                size - figures.idle(),
                figures.idle(),
                figures.waiting(),
                figures.borrowed(),
                figures.timeouts(),
                counts.lost.sum(),
                counts.stopped.sum(),
                quarantine.stuck(),
                counts.recycled.sum(),
                spares.count(),
                counts.leaked.sum(),
                figures.suspended(),
                Duration.ofNanos(figures.waitedNanos()));
    }

    /**
     * Closes all interpreters.
     *
     * @param patience how long to wait for what is lent
     */
    public void close(Duration patience) {
        slots.close();
        try {
            slots.awaitAll(patience);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        places.forEach(Place::close);
        spares.close();
    }

    private static void onNewThread(Runnable start) {
        new DaemonThread("pybridge-start", start).start();
    }
}
