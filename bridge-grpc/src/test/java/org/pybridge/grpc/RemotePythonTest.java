package org.pybridge.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.pybridge.Python;
import org.pybridge.process.PythonProcess;

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
        for (String list : List.of("one:1,two", "one:1,", ",", "dns:///one:1,two:2", "one:1, two:2")) {
            assertThatThrownBy(() -> RemotePython.at(list))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the target " + list + " names '")
                    .hasMessageContaining("host:port");
        }
    }
}
