package org.pybridge.process.worker;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pybridge.InterpreterLostException;
import org.pybridge.internal.runtime.PythonLogging;
import org.pybridge.internal.support.StaleFiles;
import org.pybridge.process.protocol.FrameReader;
import org.pybridge.process.protocol.Lane;
import org.pybridge.process.protocol.SocketStream;
import org.pybridge.wire.ValueWriter;
import org.pybridge.wire.WireBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a worker, or a process of which workers are forked. A process gets its program and its settings over stdin, or only its settings
 * where it is forked; it connects to us, and says hello. For one start.
 */
final class WorkerStart {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerStart.class);
    static final int SECRET_BYTES = 16;

    /** The roles of which a worker has one connection. */
    private static final int SINGLE_ROLES = ConnectionRole.LANE.ordinal();

    private final Configuration configuration;
    private final PythonExecutable executable;
    private final byte[] secret = new byte[SECRET_BYTES];
    private final WorkerConnections guests = new WorkerConnections();

    /** What becomes of a process that has begun. */
    private interface Meeting<T> {
        T with(StartingProcess process) throws IOException;
    }

    WorkerStart(Configuration configuration, PythonExecutable executable) {
        this.configuration = configuration;
        this.executable = executable;
        new SecureRandom().nextBytes(secret);
    }

    /** Starts a worker in a process of its own. */
    Worker run(int callers) {
        return meet(own(), process -> {
            feed(process, callers, Optional.empty(), SINGLE_ROLES + callers - 1);
            FrameReader reader = new FrameReader(process.output(), configuration.largestFrame());
            boolean grouped = hello(reader).grouped();
            return new Worker(
                    process.ready(), grouped, new Lane(reader, process.input()), guests, configuration.largestFrame());
        });
    }

    /** Starts a worker as a fork. */
    Worker fork(ForkServer forkServer, int callers) {
        try (ConnectionListener rendezvous = ConnectionListener.open()) {
            Map<String, Object> settings = settings(rendezvous.address(), callers, Optional.empty());
            ForkedProcess forked =
                    forkServer.fork(settings, configuration.startTimeout().toNanos());
            return meet(StartingProcess.of(forked, configuration.startTimeout()), process -> {
                guests.await(rendezvous, secret, process, SINGLE_ROLES + callers);
                SocketStream stream = new SocketStream(guests.lanes().remove(0));
                FrameReader reader = new FrameReader(stream.input(), configuration.largestFrame());
                WorkerHandshake hello = hello(reader);
                return new Worker(
                        process.ready(),
                        hello.grouped(),
                        lane(ForkedPipes.open(forked.pid(), hello.pipes(), stream), reader, stream),
                        guests,
                        configuration.largestFrame());
            });
        } catch (IOException failed) {
            guests.close();
            throw new InterpreterLostException(
                    "a worker could not be forked: " + failed.getMessage(), failed, false, null);
        }
    }

    private Lane lane(@Nullable ForkedPipes pipes, FrameReader reader, SocketStream stream) {
        return pipes == null
                ? new Lane(reader, stream.output(), stream)
                : new Lane(new FrameReader(pipes.input(), configuration.largestFrame()), pipes.output(), pipes);
    }

    /**
     * Starts a process of which workers are forked, or none when that is not safe there.
     *
     * @param imports what it imports beside the modules that are preloaded, as far as that is possible
     */
    Optional<ForkServer> forkServer(List<String> imports) {
        return meet(own(), process -> {
            feed(process, 1, Optional.of(imports), 1);
            FrameReader reader = new FrameReader(process.output());
            WorkerHandshake hello = hello(reader);
            if (!hello.threads().isEmpty()) {
                guests.close();
                warn(imports.isEmpty() ? configuration.preload() : imports, hello.threads());
                return Optional.empty();
            }
            return Optional.of(new ForkServer(
                    process.ready(), new Lane(reader, process.input()), guests.socket(ConnectionRole.LIFELINE)));
        });
    }

    private static void warn(List<String> modules, List<String> unsafe) {
        if (!modules.isEmpty()) {
            LOG.warn(
                    "workers import {} themselves, because these cannot be imported once for all of them: "
                            + "they have started threads that do not know of forks, or opened connections: {}",
                    modules,
                    unsafe);
        }
    }

    private StartingProcess own() {
        try {
            return StartingProcess.start(
                    configuration.process(executable.path(), Resources.text("boot.py")), configuration.startTimeout());
        } catch (IOException missing) {
            throw new InterpreterLostException(
                    executable.path() + " cannot be run: " + missing.getMessage(), missing, false, null);
        }
    }

    private <T> T meet(StartingProcess starting, Meeting<T> meeting) {
        try {
            return meeting.with(starting);
        } catch (InterpreterLostException refused) {
            guests.close();
            throw refused;
        } catch (IOException | RuntimeException ended) {
            guests.close();
            throw starting.failed("a worker on " + executable.path() + " did not start", ended);
        } finally {
            starting.close();
        }
    }

    /** Gives a process its program and its settings, each after its length, and waits until it has connected. */
    private void feed(StartingProcess process, int callers, Optional<List<String>> forkedImports, int connections)
            throws IOException {
        try (ConnectionListener rendezvous = ConnectionListener.open()) {
            WireBuffer buffer = new WireBuffer();
            buffer.int32(executable.program().length);
            buffer.bytes(executable.program());
            int length = buffer.size();
            buffer.int32(0);
            new ValueWriter(NoHandles.INSTANCE).write(settings(rendezvous.address(), callers, forkedImports), buffer);
            buffer.setInt32(length, buffer.size() - length - Integer.BYTES);
            process.feed(buffer);
            guests.await(rendezvous, secret, process, connections);
        }
    }

    private Map<String, Object> settings(String address, int callers, Optional<List<String>> forkedImports) {
        List<String> path = configuration.path().stream().map(Object::toString).toList();
        return Map.ofEntries(
                Map.entry("address", address),
                Map.entry("secret", secret),
                Map.entry("callers", callers),
                Map.entry("path", path),
                Map.entry("preload", configuration.preload()),
                Map.entry("fork_server", forkedImports.isPresent()),
                Map.entry("imports", forkedImports.orElse(List.of())),
                Map.entry("limits", configuration.limits()),
                Map.entry("max_result", configuration.maxResult()),
                Map.entry("file_prefix", StaleFiles.prefix()),
                Map.entry("log_level", PythonLogging.lowestLevel()));
    }

    private WorkerHandshake hello(FrameReader reader) throws IOException {
        WorkerHandshake hello = WorkerHandshake.read(reader, secret);
        if (hello.problem().isPresent()) {
            throw new InterpreterLostException(
                    "a worker on " + executable.path() + " did not start: "
                            + hello.problem().get(),
                    null,
                    false,
                    null);
        }
        return hello;
    }
}
