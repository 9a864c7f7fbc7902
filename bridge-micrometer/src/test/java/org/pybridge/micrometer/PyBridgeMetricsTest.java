package org.pybridge.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.pybridge.Call;
import org.pybridge.CallTimeoutException;
import org.pybridge.InterpreterLostException;
import org.pybridge.PoolTimeoutException;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.Session;
import org.pybridge.process.PythonProcess;

/** What a registry shows of a Python that runs. */
class PyBridgeMetricsTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();

    private static Python start(PyBridgeMetrics metrics) {
        return Python.builder(PythonProcess.at("python3"))
                .pool(pool -> pool.size(1).acquireTimeout(Duration.ofMillis(10)))
                .listener(metrics)
                .build();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private Timer calls(String outcome) {
        return registry.get("pybridge.calls").tag("outcome", outcome).timer();
    }

    @Test
    void callsAreTimedByTheirOutcome() {
        try (Python python = start(PyBridgeMetrics.of(registry))) {
            python.call("math:sqrt", List.of(16));
            python.call("math:sqrt", List.of(25));
            assertThatThrownBy(() -> python.call("math:sqrt", List.of(-1))).isInstanceOf(PythonException.class);
            assertThatThrownBy(() -> python.call(Call.of("time:sleep").with(60).timeout(Duration.ofMillis(100))))
                    .isInstanceOf(CallTimeoutException.class);

            assertThat(calls("returned").count()).isEqualTo(2);
            assertThat(calls("raised").count()).isEqualTo(1);
            assertThat(calls("timed_out").max(TimeUnit.MILLISECONDS)).isGreaterThanOrEqualTo(100);
            assertThat(calls("lost").count()).isZero();
        }
    }

    @Test
    void thePoolsFiguresAreGauges() {
        try (Python python = start(PyBridgeMetrics.of(registry));
                Session held = python.session()) {
            held.exec("x = 1");
            assertThat(gauge("pybridge.pool.size")).isEqualTo(1);
            assertThat(gauge("pybridge.pool.active")).isEqualTo(1);
            assertThat(gauge("pybridge.pool.idle")).isZero();
            assertThat(gauge("pybridge.pool.waiting")).isZero();
            assertThat(gauge("pybridge.interpreters.live")).isEqualTo(1);
            assertThat(gauge("pybridge.interpreters.starting")).isZero();
            assertThat(gauge("pybridge.interpreters.quarantined")).isZero();
        }
    }

    @Test
    void waitsAndTimeoutsAreCounted() {
        try (Python python = start(PyBridgeMetrics.of(registry));
                Session held = python.session()) {
            held.exec("x = 1");
            assertThatThrownBy(() -> python.eval("1")).isInstanceOf(PoolTimeoutException.class);
            assertThat(registry.get("pybridge.pool.wait").timer().count()).isEqualTo(1);
            assertThat(registry.get("pybridge.pool.timeouts").counter().count()).isEqualTo(1);
        }
    }

    @Test
    void startsAndDiscardsAreCounted() {
        try (Python python = start(PyBridgeMetrics.of(registry))) {
            assertThatThrownBy(() -> python.eval("import os\nos._exit(3)"))
                    .isInstanceOf(InterpreterLostException.class);
            python.eval("1");
            assertThat(registry.get("pybridge.interpreter.start").timer().count())
                    .isEqualTo(2);
            assertThat(registry.get("pybridge.interpreter.discards")
                            .tag("reason", "died")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void functionsAreTimedApartWhenAskedFor() {
        try (Python python = start(PyBridgeMetrics.of(registry).withFunctions())) {
            python.call("math:sqrt", List.of(16));
            python.eval("1");
            assertThat(registry.get("pybridge.calls")
                            .tags("function", "math:sqrt", "outcome", "returned")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("pybridge.calls")
                            .tags("function", "evaluate", "outcome", "returned")
                            .timer()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void tagsTellPoolsApart() {
        try (Python cities = start(PyBridgeMetrics.of(registry, Tags.of("pool", "cities")));
                Python words = start(PyBridgeMetrics.of(registry, Tags.of("pool", "words")))) {
            cities.eval("1");
            words.eval("1");
            words.eval("2");
            assertThat(registry.get("pybridge.calls")
                            .tags("pool", "words", "backend", "process", "outcome", "returned")
                            .timer()
                            .count())
                    .isEqualTo(2);
        }
    }

    @Test
    void aClosedPythonLeavesNoMeters() {
        start(PyBridgeMetrics.of(registry)).close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void prometheusNamesAreAsDocumented() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Python python = start(PyBridgeMetrics.of(prometheus))) {
            python.eval("1");
            assertThat(prometheus.scrape())
                    .contains(
                            "pybridge_calls_seconds_count{backend=\"process\",outcome=\"returned\"} 1",
                            "pybridge_pool_size{backend=\"process\"} 1",
                            "pybridge_pool_active{backend=\"process\"} 0",
                            "pybridge_pool_wait_seconds_count{backend=\"process\"} 1",
                            "pybridge_pool_timeouts_total{backend=\"process\"} 0",
                            "pybridge_interpreter_start_seconds_count{backend=\"process\"} 1",
                            "pybridge_interpreter_discards_total{backend=\"process\",reason=\"died\"} 0",
                            "pybridge_interpreters_quarantined{backend=\"process\"} 0");
        }
    }
}
