package org.pybridge.process;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pybridge.InterpreterLostException;
import org.pybridge.spi.Callback;
import org.pybridge.spi.Host;
import org.pybridge.spi.JavaObject;
import org.pybridge.spi.PythonLogging;
import org.pybridge.spi.Reference;
import org.pybridge.spi.SharedBuffer;
import org.pybridge.wire.Exports;
import org.pybridge.wire.Imports;
import org.pybridge.wire.ValueReader;
import org.pybridge.wire.ValueWriter;
import org.pybridge.wire.WireBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a worker: the process gets its program and its settings over stdin, connects to us, and says hello on stdout. What comes there
 * before is somebody else's noise.
 */
final class WorkerStart {
    private static final Logger LOG = LoggerFactory.getLogger(PythonProcess.class);
    private static final int PROTOCOL = 1;
    private static final int SECRET_BYTES = 16;
    private static final byte[] MARK = "<pybridge-worker>\n".getBytes(StandardCharsets.US_ASCII);
    private static final Nothing NOTHING = new Nothing();

    private final Configuration configuration;
    private final PythonExecutable executable;
    private final int callers;
    private final byte[] secret = new byte[SECRET_BYTES];
    private final Map<Role, SocketChannel> sockets = new EnumMap<>(Role.class);
    private final List<SocketChannel> others = new ArrayList<>();

    WorkerStart(Configuration configuration, PythonExecutable executable, Host host) {
        this.configuration = configuration;
        this.executable = executable;
        this.callers = host.callersPerInterpreter();
        new SecureRandom().nextBytes(secret);
    }

    Worker run() {
        ProcessBuilder builder = configuration.process(executable.path(), Resources.text("boot.py"));
        try (StartingProcess process = StartingProcess.start(builder, configuration.startTimeout())) {
            try {
                return meet(process);
            } catch (IOException | RuntimeException ended) {
                closeSockets();
                throw process.failed("a worker on " + executable.path() + " did not start", ended);
            }
        } catch (IOException missing) {
            throw new InterpreterLostException(
                    executable.path() + " cannot be run: " + missing.getMessage(), missing, false, null);
        }
    }

    private Worker meet(StartingProcess process) throws IOException {
        try (Rendezvous rendezvous = Rendezvous.open()) {
            process.feed(instructions(rendezvous.address()));
            int expected = Role.LANE.ordinal() + callers - 1;
            while (sockets.size() + others.size() < expected) {
                Rendezvous.Guest guest = rendezvous.accept(secret, process::isHopeful);
                if (guest == null) {
                    throw new IOException("it never connected");
                }
                seat(guest);
            }
        }
        FrameReader reader = new FrameReader(process.output());
        String noise = reader.skipPast(MARK);
        if (!noise.isEmpty()) {
            LOG.warn("{} wrote to its stdout before it was ready: {}", executable.path(), noise);
        }
        boolean grouped = hello(reader);
        return new Worker(process.ready(), grouped, new Lane(reader, process.input()), sockets, others);
    }

    private void seat(Rendezvous.Guest guest) {
        if (guest.role() == Role.LANE) {
            others.add(guest.socket());
        } else {
            sockets.put(guest.role(), guest.socket());
        }
    }

    /** The program and the settings, each after its length. */
    private WireBuffer instructions(String address) {
        WireBuffer buffer = new WireBuffer();
        buffer.int32(executable.program().length);
        buffer.bytes(executable.program());
        int length = buffer.size();
        buffer.int32(0);
        Map<String, Object> settings = Map.of(
                "address",
                address,
                "secret",
                secret,
                "callers",
                callers,
                "path",
                configuration.path().stream().map(Object::toString).toList(),
                "limits",
                configuration.limits(),
                "log_level",
                PythonLogging.lowestLevel());
        new ValueWriter(NOTHING).write(settings, buffer);
        buffer.setInt32(length, buffer.size() - length - Integer.BYTES);
        return buffer;
    }

    /** Reads the hello and tells whether the worker leads a process group. */
    private boolean hello(FrameReader reader) throws IOException {
        for (byte expected : secret) {
            if (reader.single() != expected) {
                throw new BrokenFrameException("its hello was wrong");
            }
        }
        Frame frame = reader.read();
        if (frame.kind() != FrameKind.HELLO) {
            throw new BrokenFrameException("it said " + frame.kind() + " before hello");
        }
        Map<?, ?> facts = (Map<?, ?>) Objects.requireNonNull(new ValueReader(NOTHING).read(frame.body()));
        if (!Long.valueOf(PROTOCOL).equals(facts.get("protocol"))) {
            throw new BrokenFrameException("it speaks protocol " + facts.get("protocol") + " and not " + PROTOCOL);
        }
        return Boolean.TRUE.equals(facts.get("grouped"));
    }

    private void closeSockets() {
        List<SocketChannel> all = new ArrayList<>(sockets.values());
        all.addAll(others);
        for (SocketChannel socket : all) {
            try {
                socket.close();
            } catch (IOException failed) {
                LOG.debug("a connection did not close", failed);
            }
        }
    }

    /** Before the first call, there is nothing that has a number. */
    private static final class Nothing implements Exports, Imports {
        private static IllegalStateException none() {
            return new IllegalStateException("a worker that starts knows no objects");
        }

        @Override
        public long reference(Reference reference) {
            throw none();
        }

        @Override
        public long callback(Callback callback) {
            throw none();
        }

        @Override
        public long object(JavaObject object) {
            throw none();
        }

        @Override
        public void shares(SharedBuffer buffer) {
            throw none();
        }

        @Override
        public @Nullable Object reference(long id) {
            throw none();
        }

        @Override
        public Object object(long id) {
            throw none();
        }
    }
}
