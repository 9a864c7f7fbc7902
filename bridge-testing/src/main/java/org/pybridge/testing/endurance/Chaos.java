package org.pybridge.testing.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.pybridge.Call;
import org.pybridge.CallTimeoutException;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.pool.CallOutcome;
import org.pybridge.pool.PoolListener;
import org.pybridge.pool.PoolStatistics;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Durations;
import org.pybridge.testing.support.Load;

/** Calls that never end, which are stopped, evenly spread among good ones of many threads. */
public final class Chaos implements PoolListener {
    private static final int CALLERS = 32;
    private static final Duration LIMIT = Duration.ofMillis(50);
    private static final List<String> ENDLESS = List.of("endurance:sleep", "endurance:spin", "endurance:cling");

    private final int kills;
    private final int calls;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger stopped = new AtomicInteger();
    private final Durations lateness = new Durations();
    private List<String> wrong = List.of();
    private Duration took = Duration.ZERO;

    public Chaos(int kills, int calls) {
        this.kills = kills;
        this.calls = calls;
    }

    /** Makes all calls. */
    public void run(Python python) {
        Load load = new Load(python, true);
        long begin = System.nanoTime();
        Load.inParallel(CALLERS, () -> {
            for (int i = next.getAndIncrement(); i < kills + calls; i = next.getAndIncrement()) {
                if (isKill(i)) {
                    kill(python, load, i);
                } else {
                    load.call(i);
                }
            }
        });
        took = Duration.ofNanos(System.nanoTime() - begin);
        wrong = load.wrong();
    }

    private boolean isKill(long number) {
        long all = (long) kills + calls;
        return number * kills / all != (number + 1) * kills / all;
    }

    private void kill(Python python, Load load, int number) {
        String function = ENDLESS.get(number % ENDLESS.size());
        try {
            python.call(Call.of(function).timeout(LIMIT));
            load.note(function + " ended");
        } catch (CallTimeoutException expected) {
            stopped.incrementAndGet();
        } catch (RuntimeException other) {
            load.note(function + " failed: " + other);
        }
    }

    @Override
    public void onCall(String function, CallOutcome outcome, long nanos) {
        if (outcome == CallOutcome.TIMED_OUT) {
            lateness.add(nanos - LIMIT.toNanos());
        }
    }

    /** Waits until all interpreters are there and idle, and has each of them serve. */
    public void awaitWholePool(Python python) {
        Background.until(() -> isWhole(python.statistics()));
        List<Session> all = new ArrayList<>();
        for (int i = 0; i < python.statistics().size(); i++) {
            all.add(python.session());
        }
        for (Session each : all) {
            assertThat(each.call("endurance:add", List.of(1, 2), int.class)).isEqualTo(3);
        }
        all.forEach(Session::close);
        Background.until(() -> isWhole(python.statistics()));
    }

    private static boolean isWhole(PoolStatistics now) {
        return now.live() == now.size() && now.idle() == now.size() && now.quarantined() == 0 && now.waiting() == 0;
    }

    /** What good calls gave that was wrong, and how endless ones ended that were not stopped. */
    public List<String> wrong() {
        return wrong;
    }

    /** How many callers were told that their time was up. */
    public int stopped() {
        return stopped.get();
    }

    /** How long after their limit callers were told. */
    public Durations lateness() {
        return lateness;
    }

    @Override
    public String toString() {
        return "chaos: %d calls stopped among %d good ones of %d threads in %.1f s; callers were told after their limit: %s"
                .formatted(stopped(), calls, CALLERS, took.toMillis() / 1e3, lateness);
    }
}
