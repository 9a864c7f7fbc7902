package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pybridge.Python;
import org.pybridge.ScriptResult;

/** The descriptors of a worker's standard streams, which belong to the call that runs. */
class DescriptorTest {

    @Test
    void whatIsWrittenToTheDescriptorsIsTheCallsOutput() {
        try (Python python = Python.builder(PythonProcess.at("python3"))
                .pool(pool -> pool.size(1))
                .build()) {
            ScriptResult run = python.run("""
                    import faulthandler, os, subprocess, sys
                    faulthandler.enable()
                    subprocess.run(["echo", "from a child"], stdout=sys.stdout, check=True)
                    with open(sys.stdout.fileno(), "w", closefd=False) as file:
                        file.write("by number\\n")
                    os.write(sys.__stderr__.fileno(), b"an error\\n")
                    [sys.stdout.fileno(), sys.stderr.buffer.fileno()]
                    """);
            assertThat(run.value().as(int[].class)).containsExactly(1, 2);
            assertThat(run.stdout()).isEqualTo("from a child\nby number\n");
            assertThat(run.stderr()).isEqualTo("an error\n");
        }
    }
}
