package org.pybridge.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.pybridge.Python;
import org.pybridge.process.PythonProcess;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class RemotePythonTest {
    @RegisterExtension
    static final LoopbackServer SERVER = new LoopbackServer(2, () -> PythonProcess.at("python3"));

    @Test
    void aCallRunsOnTheServer() {
        try (Python python = Python.builder(SERVER.client()).build()) {
            assertThat(python.call("operator:add", List.of(1, 2), int.class)).isEqualTo(3);
            assertThat(SERVER.python().statistics().active()).isZero();
        }
    }

    @Test
    void aListOfServersNamesEachOfThem() {
        for (String list :
                List.of("one:1,two", "one:1,", ",", "dns:///one:1,two:2", "one:1, two:2", "one:1,two:99999")) {
            assertThatThrownBy(() -> RemotePython.at(list))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the target " + list + " names '")
                    .hasMessageContaining("host:port");
        }
    }

    /** What Python logs on the server has the trace of the client's request. */
    @Test
    void theTraceOfACallerIsInTheLoggingContextOfTheServer() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        logged.start();
        root.addAppender(logged);
        MDC.put("traceparent", trace);
        try (Python python = Python.builder(SERVER.client()).build()) {
            python.exec("import logging\nlogging.getLogger('shop').warning('traced')");
            MDC.remove("traceparent");
            python.exec("import logging\nlogging.getLogger('shop').warning('untraced')");
        } finally {
            MDC.remove("traceparent");
            root.detachAppender(logged);
        }
        assertThat(logged.list)
                .filteredOn(event -> event.getFormattedMessage().equals("traced"))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getMDCPropertyMap()).containsEntry("traceparent", trace));
        assertThat(logged.list)
                .filteredOn(event -> event.getFormattedMessage().equals("untraced"))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getMDCPropertyMap()).doesNotContainKey("traceparent"));
    }
}
