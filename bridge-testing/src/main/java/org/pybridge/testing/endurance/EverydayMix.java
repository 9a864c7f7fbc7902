package org.pybridge.testing.endurance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.Call;
import org.pybridge.PyValue;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.Session;
import org.pybridge.spi.Backend;
import org.pybridge.testing.calls.BareInterpreter;
import org.pybridge.testing.calls.Corpus;
import org.pybridge.testing.calls.CorpusScript;
import org.pybridge.testing.calls.Differences;
import org.pybridge.testing.calls.Verb;
import org.pybridge.testing.support.Durations;
import org.pybridge.testing.support.Load;

/**
 * What people run: scripts of the corpus and functions of packages, in an order that a seed decides, by all verbs, from several threads. A
 * script is part of it when a {@link BareInterpreter} does the same with it whatever ran before.
 */
public final class EverydayMix {
    /** Scripts that read it see the flags that others of the same thread have raised, as in any Python. */
    private static final String SHARED_CONTEXT = "getcontext()";

    /** So many times each, on average: its first run in an interpreter, which may import modules, is one of them. */
    private static final int ENOUGH_EVALS = 20;

    private static final int PASSES = 2;
    private static final int MOST = 20;

    private final long seed;
    private final List<Task> tasks;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLong next = new AtomicLong();
    private final Map<Task, Durations> evals = new ConcurrentHashMap<>();
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private Duration took = Duration.ZERO;

    /**
     * A script, and a function when it only calls one, and what is right.
     *
     * @param script what is run
     * @param function what can be called instead
     * @param expected what a bare interpreter does
     */
    private record Task(
            CorpusScript script, Optional<EverydayFunction> function, Map<String, @Nullable Object> expected) {}

    private EverydayMix(long seed, List<Task> tasks) {
        this.seed = seed;
        this.tasks = tasks;
    }

    /** Chooses so many scripts at most, and asks bare interpreters what is right. */
    public static EverydayMix choose(Backend backend, Supplier<Python> start, long seed, int most) {
        Map<CorpusScript, EverydayFunction> functions = EverydayFunction.all().stream()
                .collect(Collectors.toMap(EverydayFunction::script, Function.identity()));
        List<CorpusScript> all = Stream.concat(Corpus.scripts().stream(), functions.keySet().stream())
                .filter(script -> !script.code().contains(SHARED_CONTEXT))
                .sorted(Comparator.comparing(CorpusScript::name))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(all, new Random(seed));
        List<Task> tasks = new ArrayList<>();
        stable(backend, start, all, seed, most)
                .forEach((script, expected) ->
                        tasks.add(new Task(script, Optional.ofNullable(functions.get(script)), expected)));
        return new EverydayMix(seed, tasks);
    }

    /**
     * The scripts that do the same in each pass, with what they do. Each pass is in another order and in a new interpreter: native modules
     * of GraalPy load only in the first one of a JVM.
     */
    private static Map<CorpusScript, Map<String, @Nullable Object>> stable(
            Backend backend, Supplier<Python> start, List<CorpusScript> all, long seed, int most) {
        List<CorpusScript> scripts = List.of();
        List<CorpusScript> passes = new ArrayList<>();
        List<Optional<Map<String, @Nullable Object>>> outcomes = new ArrayList<>();
        for (int pass = 0; pass < PASSES; pass++) {
            try (Python python = start.get()) {
                if (pass == 0) {
                    scripts = Corpus.thatRunIn(python, all).stream().limit(most).toList();
                }
                List<CorpusScript> order = new ArrayList<>(scripts);
                Collections.shuffle(order, new Random(seed + pass));
                passes.addAll(order);
                outcomes.addAll(new BareInterpreter(backend).outcomes(python, order));
            }
        }
        return scripts.stream()
                .map(script -> Map.entry(script, outcomesOf(script, passes, outcomes)))
                .filter(entry -> same(entry.getKey(), entry.getValue()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().get(0).orElseThrow(),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private static List<Optional<Map<String, @Nullable Object>>> outcomesOf(
            CorpusScript script, List<CorpusScript> passes, List<Optional<Map<String, @Nullable Object>>> outcomes) {
        return IntStream.range(0, passes.size())
                .filter(i -> passes.get(i).equals(script))
                .mapToObj(outcomes::get)
                .toList();
    }

    private static boolean same(CorpusScript script, List<Optional<Map<String, @Nullable Object>>> outcomes) {
        return outcomes.stream().allMatch(Optional::isPresent)
                && !warnsWhenCompiled(outcomes.get(0).orElseThrow())
                && outcomes.stream()
                        .allMatch(outcome -> Differences.between(
                                        script, outcomes.get(0).orElseThrow(), outcome.orElseThrow())
                                .isEmpty());
    }

    /** Scripts are kept as they were compiled, so what the compiler warns of is printed by the first of several runs. */
    private static boolean warnsWhenCompiled(Map<String, @Nullable Object> outcome) {
        return String.valueOf(outcome.get("stderr")).contains("SyntaxWarning");
    }

    /** Runs the mix for a time, with as many threads as interpreters, so that what a call takes is not the time of others. */
    public void run(Python python, Duration time) {
        long begin = System.nanoTime();
        Load.inParallel(python.statistics().size(), () -> {
            Random random = new Random(seed + next.incrementAndGet());
            while (System.nanoTime() - begin < time.toNanos()) {
                step(python, random);
                done.incrementAndGet();
            }
        });
        took = Duration.ofNanos(System.nanoTime() - begin);
    }

    private void step(Python python, Random random) {
        Task task = tasks.get(random.nextInt(tasks.size()));
        boolean called = task.function().isPresent() && random.nextBoolean();
        Verb verb = Verb.values()[random.nextInt(Verb.values().length)];
        try {
            Map<String, @Nullable Object> seen =
                    called ? call(python, verb, task.function().orElseThrow()) : observe(python, verb, task);
            note(verb, Differences.between(task.script(), task.expected(), seen));
        } catch (RuntimeException failed) {
            note(verb, List.of("%n%s failed: %s".formatted(task.script(), failed)));
        }
    }

    private Map<String, @Nullable Object> observe(Python python, Verb verb, Task task) {
        if (verb == Verb.EVAL) {
            measure(python, task);
        }
        return verb.observe(python, task.script().code());
    }

    /** What {@code eval} takes, by itself. */
    private void measure(Python python, Task task) {
        long begin = System.nanoTime();
        try {
            python.eval(task.script().code());
        } catch (PythonException raised) {
            // Some scripts do; whether that is right is seen when they are observed.
        }
        evals.computeIfAbsent(task, any -> new Durations()).add(System.nanoTime() - begin);
    }

    /** Calls it as directly as the verb is: by itself, in a session, or asynchronously. */
    private static Map<String, @Nullable Object> call(Python python, Verb verb, EverydayFunction function) {
        Call<PyValue> call = Call.of(function.entryPoint()).arguments(function.argumentList());
        return switch (verb) {
            case EVAL, RUN, EXEC -> Verb.result(python, python.call(call));
            case SESSION_EVAL, SESSION_RUN, SESSION_EXEC -> {
                try (Session session = python.session()) {
                    yield Verb.result(session, session.call(call));
                }
            }
            case ASYNC_EVAL, ASYNC_RUN ->
                Verb.result(python, python.async().call(call).join());
        };
    }

    private void note(Verb verb, List<String> mistakes) {
        for (String mistake : mistakes) {
            if (wrong.size() < MOST) {
                wrong.add(mistake + "\n  by " + verb + ", seed " + seed);
            }
        }
    }

    public List<String> wrong() {
        return List.copyOf(wrong);
    }

    int done() {
        return done.get();
    }

    /** Whether the scripts were measured often enough to tell what is slow for them. */
    public boolean tellsSlowEvals() {
        long measured = evals.values().stream().mapToLong(Durations::count).sum();
        return measured >= (long) ENOUGH_EVALS * tasks.size();
    }

    /** How many times its script's median an {@code eval} takes, which one in a hundred exceeds. */
    public double slowEval() {
        double[] sorted = evals.values().stream()
                .flatMapToDouble(Durations::inMedians)
                .sorted()
                .toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(0.99 * sorted.length) - 1];
    }

    @Override
    public String toString() {
        return "everyday: %d runs of %d scripts in %d s, seed %d; p99 of eval %.1f medians of its script"
                .formatted(done.get(), tasks.size(), took.toSeconds(), seed, slowEval());
    }
}
