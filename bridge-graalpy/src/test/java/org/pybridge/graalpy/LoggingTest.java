package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pybridge.Python;
import org.pybridge.pool.CallThread;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What Python logs and prints reaches the log of the application. */
class LoggingTest {
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private static final Level USUAL = ROOT.getLevel();

    private static Python python;

    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    @BeforeAll
    static void start() {
        // Python asks once, when it starts, what somebody reads.
        ROOT.setLevel(Level.INFO);
        python = Python.builder(GraalPy.builder().build())
                .pool(pool -> pool.size(1).eager(true))
                .build();
    }

    @AfterAll
    static void stop() {
        python.close();
        ROOT.setLevel(USUAL);
    }

    @BeforeEach
    void listen() {
        events.start();
        ROOT.addAppender(events);
    }

    @AfterEach
    void stopListening() {
        ROOT.detachAppender(events);
    }

    private ILoggingEvent only() {
        assertThat(events.list).hasSize(1);
        return events.list.get(0);
    }

    @Test
    void theFirstStartIsOneLineWithItsParts() {
        try (Python other = Python.builder(GraalPy.builder().build())
                .pool(pool -> pool.size(2).eager(true))
                .build()) {
            assertThat(other.eval("1").as(int.class)).isEqualTo(1);
        }
        assertThat(events.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(line -> line.contains("started"))
                .singleElement()
                .asString()
                .matches("The first interpreter on graalpy started in \\d+ ms: "
                        + "engine \\d+ ms, context \\d+ ms, runtime \\d+ ms");
    }

    @ParameterizedTest
    @CsvSource({"info, INFO", "warning, WARN", "error, ERROR", "critical, ERROR"})
    void aRecordKeepsItsLevel(String method, String level) {
        python.exec("import logging\nlogging.getLogger('shop')." + method + "('sold %d', 3)");
        assertThat(only().getLevel()).isEqualTo(Level.toLevel(level));
    }

    @Test
    void aRecordThatNobodyReadsIsNotMade() {
        assertThat(python.eval("import logging\nlogging.getLogger('shop').isEnabledFor(logging.DEBUG)")
                        .as(boolean.class))
                .isFalse();
    }

    @Test
    void aRecordKeepsItsLoggersName() {
        python.exec("import logging\nlogging.getLogger('shop.orders').warning('late')");
        assertThat(only().getLoggerName()).isEqualTo("shop.orders");
    }

    @Test
    void aRecordsArgumentsAreFormattedByPython() {
        python.exec("import logging\nlogging.getLogger('shop').warning('%s costs %.2f {}', 'tea', 2.5)");
        assertThat(only().getFormattedMessage()).isEqualTo("tea costs 2.50 {}");
    }

    @Test
    void anExceptionIsLoggedWithItsTraceback() {
        python.exec("""
                import logging
                try:
                    1 / 0
                except ZeroDivisionError:
                    logging.getLogger('shop').exception('sale failed')
                """);
        assertThat(only().getFormattedMessage())
                .startsWith("sale failed")
                .contains("Traceback (most recent call last)")
                .contains("ZeroDivisionError: division by zero");
    }

    @Test
    void aRecordThatCannotBeFormattedDoesNotFailTheCall() {
        assertThat(python.eval("import logging\nlogging.getLogger('shop').warning('%d', 'x')\n7")
                        .as(int.class))
                .isEqualTo(7);
    }

    @Test
    void aRecordIsLoggedOnce() {
        python.exec("import logging\nlogging.basicConfig()\nlogging.warning('once')");
        assertThat(only().getFormattedMessage()).isEqualTo("once");
    }

    @Test
    void aRecordOfAPythonThreadIsLogged() {
        python.exec("""
                import logging, threading
                t = threading.Thread(target=lambda: logging.getLogger('shop').warning('from a thread'))
                t.start(); t.join()
                """);
        assertThat(only().getFormattedMessage()).isEqualTo("from a thread");
    }

    @Test
    void printedLinesAreLoggedOneByOne() {
        python.exec("print('one\\ntwo')\nprint('three', end='')");
        assertThat(events.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEqualTo(List.of("one", "two", "three"));
    }

    @ParameterizedTest
    @CsvSource({"stdout, INFO", "stderr, WARN"})
    void eachStreamHasItsLoggerAndLevel(String stream, String level) {
        python.exec("import sys\nprint('text', file=sys." + stream + ")");
        assertThat(only().getLoggerName()).isEqualTo("python." + stream);
        assertThat(only().getLevel()).isEqualTo(Level.toLevel(level));
    }

    @Test
    void warningsAreLoggedWhenPythonIsToldSo() {
        python.exec("""
                import logging, warnings
                logging.captureWarnings(True)
                try:
                    warnings.warn('beware')
                finally:
                    logging.captureWarnings(False)
                """);
        assertThat(only().getLoggerName()).isEqualTo("py.warnings");
    }

    @Test
    void aCallbackOnAThreadOfPythonsHasTheCallersDiagnosticContext() {
        Supplier<String> request = () -> MDC.get("request");
        MDC.put("request", "seven");
        try (Python own = Python.builder(GraalPy.builder().build())
                .pool(pool -> pool.size(1).callsRunOn(CallThread.OWN))
                .build()) {
            assertThat(own.eval("f()", Map.of("f", request)).as(String.class)).isEqualTo("seven");
            MDC.remove("request");
            assertThat(own.eval("f()", Map.of("f", request)).isNone()).isTrue();
        } finally {
            MDC.remove("request");
        }
    }
}
