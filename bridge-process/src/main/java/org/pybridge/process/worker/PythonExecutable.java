package org.pybridge.process.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pybridge.InterpreterLostException;
import org.pybridge.internal.runtime.PythonRuntime;
import org.pybridge.process.protocol.FrameReader;
import org.pybridge.wire.PythonWire;
import org.pybridge.wire.WireBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Python that was asked what it is. Its own path is what workers are started with: what the user named can be a script that takes its
 * time to find it.
 *
 * @param path its {@code sys.executable}; in a virtual environment that of the environment
 * @param implementation its name, as {@code cpython}
 * @param version its version, as {@code 3.11.7}
 * @param program the worker's modules, compiled by it, as {@code marshal} writes them
 */
public record PythonExecutable(String path, String implementation, String version, byte[] program) {
    private static final Logger LOG = LoggerFactory.getLogger(PythonExecutable.class);
    private static final byte[] MARK = "<pybridge-probe>\n".getBytes(StandardCharsets.US_ASCII);
    private static final int OLDEST_MINOR = 9;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\..*");

    /** Asks a program whether it is a Python that will do. */
    public static PythonExecutable probe(Configuration configuration) {
        String command = configuration.executable().toString();
        ProcessBuilder builder = configuration.process(command, Resources.text("probe.py"));
        try (StartingProcess process = StartingProcess.start(builder, configuration.startTimeout())) {
            try {
                offer(process);
                FrameReader reader = new FrameReader(process.output());
                reader.skipPast(MARK);
                PythonExecutable found = new PythonExecutable(
                        text(reader.block()), text(reader.block()), text(reader.block()), reader.block());
                found.requireVersion(command);
                return found;
            } catch (IOException ended) {
                throw process.failed(command + " could not be asked for its version", ended);
            }
        } catch (IOException missing) {
            throw new InterpreterLostException(
                    command + " cannot be run: " + missing.getMessage() + "; is it a Python interpreter?",
                    missing,
                    false,
                    null);
        }
    }

    /** Sends the sources. An old Python answers without reading them, and what is no Python may end before it has. */
    private static void offer(StartingProcess process) {
        try {
            process.feed(sources());
        } catch (IOException unread) {
            LOG.debug("the sources were not read: {}", unread.getMessage());
        }
    }

    private void requireVersion(String command) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()
                || Integer.parseInt(parts.group(1)) != 3
                || Integer.parseInt(parts.group(2)) < OLDEST_MINOR) {
            throw new InterpreterLostException(
                    command + " is Python " + version + "; Python 3." + OLDEST_MINOR + " or later is needed",
                    null,
                    false,
                    null);
        }
    }

    private static String text(byte[] block) {
        return new String(block, StandardCharsets.UTF_8);
    }

    /** The file name, then name and source of each module, then an empty name. */
    private static WireBuffer sources() {
        List<PythonRuntime.Module> modules = new ArrayList<>(PythonRuntime.modules());
        modules.addAll(PythonWire.modules());
        for (String name : List.of(
                "_pybridge_frames",
                "_pybridge_conversations",
                "_pybridge_lanes",
                "_pybridge_tasks",
                "_pybridge_children",
                "_pybridge_fork_server",
                "_pybridge_worker")) {
            modules.add(new PythonRuntime.Module(name, Resources.text(name + ".py")));
        }
        WireBuffer buffer = new WireBuffer();
        block(PythonRuntime.FILE_NAME, buffer);
        for (PythonRuntime.Module module : modules) {
            block(module.name(), buffer);
            block(module.source(), buffer);
        }
        block("", buffer);
        return buffer;
    }

    private static void block(String text, WireBuffer to) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.int32(bytes.length);
        to.bytes(bytes);
    }
}
