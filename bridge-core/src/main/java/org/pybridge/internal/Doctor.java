package org.pybridge.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.pybridge.Diagnosis;
import org.pybridge.PythonClosedException;
import org.pybridge.Script;
import org.pybridge.internal.call.CallExecutor;
import org.pybridge.internal.call.RuntimeFunctions;
import org.pybridge.internal.call.Settings;
import org.pybridge.internal.observe.StartTimes;
import org.pybridge.pool.PoolConfig;
import org.pybridge.pool.PoolStatistics;
import org.pybridge.spi.Backend;
import org.pybridge.spi.ResultMode;

/** Looks at a Python from all sides, without waiting for longer than a limit for what only an interpreter knows. Thread-safe. */
final class Doctor {
    /** The imports of the script take seconds where Python is interpreted. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final String SCRIPT = "doctor.py";
    private static final long MEGABYTE = 1 << 20;

    private final Backend backend;
    private final PoolConfig config;
    private final Settings settings;
    private final StartTimes starts;
    private final CallExecutor executor;
    private final ExecutorService threads;

    Doctor(
            Backend backend,
            PoolConfig config,
            Settings settings,
            StartTimes starts,
            CallExecutor executor,
            ExecutorService threads) {
        this.backend = backend;
        this.config = config;
        this.settings = settings;
        this.starts = starts;
        this.executor = executor;
        this.threads = threads;
    }

    Diagnosis examine() {
        Map<String, Map<String, String>> inside = askInterpreter();
        return new Diagnosis(List.of(java()), List.of())
                .and(backend.diagnose())
                .and(new Diagnosis(
                        List.of(
                                new Diagnosis.Section("python", inside.getOrDefault("python", Map.of())),
                                starts.section(),
                                pool(),
                                limits(),
                                new Diagnosis.Section("packages", inside.getOrDefault("packages", Map.of()))),
                        List.of()));
    }

    private static Diagnosis.Section java() {
        Runtime runtime = Runtime.getRuntime();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("version", Runtime.version().toString());
        facts.put("machine", System.getProperty("java.vm.name") + ", " + System.getProperty("java.vendor"));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("processors", String.valueOf(runtime.availableProcessors()));
        facts.put(
                "heap",
                (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE + " MB used of "
                        + runtime.maxMemory() / MEGABYTE + " MB");
        return new Diagnosis.Section("java", facts);
    }

    private Diagnosis.Section pool() {
        PoolStatistics now = executor.pool().statistics();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("backend", backend.name());
        facts.put("calls at once", now.active() + " of " + now.size() + " run, " + now.waiting() + " wait");
        facts.put(
                "interpreters",
                now.live() + " of " + config.size() + " are up, " + now.starting() + " are being started, " + now.died()
                        + " were lost, " + now.quarantined() + " are quarantined");
        facts.put("executor", now.suspended() ? "suspended; resume() goes on" : "goes on");
        facts.put("memory", memory());
        facts.put(
                "replaced",
                now.retired() + " so far because of uses, age, memory or what borrowers left, " + now.spares()
                        + " spares are up, " + now.leaked() + " sessions were forgotten");
        facts.put(
                "so far",
                now.leases() + " leases, " + now.timeouts() + " timeouts, " + now.stopped() + " calls stopped");
        return new Diagnosis.Section("pool", facts);
    }

    private Diagnosis.Section limits() {
        Map<String, String> facts = new LinkedHashMap<>();
        Duration callTimeout = settings.callTimeout();
        facts.put("callTimeout", callTimeout == null ? "none" : callTimeout.toString());
        facts.put("captureLimit", settings.captureLimit() + " characters");
        config.options().forEach((name, value) -> facts.put(name, words(value)));
        return new Diagnosis.Section("limits", facts);
    }

    private static String words(Object value) {
        if (!(value instanceof Script script)) {
            return String.valueOf(value);
        }
        return script.code().isBlank()
                ? "none"
                : script.fileName() + ", " + script.code().lines().count() + " lines";
    }

    /** The memory of each interpreter. */
    private String memory() {
        List<OptionalLong> each = executor.pool().memory();
        if (each.isEmpty()) {
            return "no interpreter is up";
        }
        return each.stream()
                .map(bytes -> bytes.isPresent() ? bytes.getAsLong() / MEGABYTE + " MB" : "not known apart from others")
                .collect(Collectors.joining(", "));
    }

    private Map<String, Map<String, String>> askInterpreter() {
        try {
            return inBackground().get(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException busy) {
            return unknown("no interpreter answered within " + TIMEOUT.toSeconds() + " s");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return unknown("the caller was interrupted");
        } catch (ExecutionException failed) {
            Throwable reason = failed.getCause();
            return unknown(String.valueOf(reason == null ? failed : reason.getMessage()));
        } catch (RejectedExecutionException closed) {
            return unknown(String.valueOf(new PythonClosedException().getMessage()));
        }
    }

    private CompletableFuture<Map<String, Map<String, String>>> inBackground() {
        return CompletableFuture.supplyAsync(this::evaluate, threads);
    }

    @SuppressWarnings("unchecked") // the script gives a dict of dicts of strings
    private Map<String, Map<String, String>> evaluate() {
        Object found = executor.call(RuntimeFunctions.evaluate(new Script(script(), SCRIPT), ResultMode.VALUE));
        return (Map<String, Map<String, String>>) Objects.requireNonNull(found);
    }

    private static Map<String, Map<String, String>> unknown(String reason) {
        return Map.of("python", Map.of("unknown", reason), "packages", Map.of("unknown", reason));
    }

    private static String script() {
        try (InputStream file = Doctor.class.getResourceAsStream(SCRIPT)) {
            return new String(Objects.requireNonNull(file, SCRIPT).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
