package org.pybridge.wire;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.pybridge.internal.runtime.PythonRuntime;

/** A real Python that encodes and decodes for the tests. */
final class Peer implements AutoCloseable {

    /** An exception that Python raised. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message);
        }
    }

    private static final List<String> NEEDED = List.of("_pybridge_values", "_pybridge_makers", "_pybridge_buffers");

    private final Process process;
    private final DataOutputStream requests;
    private final DataInputStream answers;

    private Peer(String python, String codec) {
        try {
            Path script = Files.createTempFile("peer", ".py");
            script.toFile().deleteOnExit();
            Files.write(script, resource("peer.py"));
            Path directory = Files.createDirectories(Path.of("target", "peer-" + codec));
            process = new ProcessBuilder(python, "-I", script.toString(), codec)
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        requests = new DataOutputStream(process.getOutputStream());
        answers = new DataInputStream(process.getInputStream());
        List<PythonRuntime.Module> modules = new ArrayList<>(PythonRuntime.modules());
        modules.removeIf(module -> !NEEDED.contains(module.name()));
        modules.addAll(PythonWire.modules());
        modules.forEach(module -> ask('L', (module.name() + '\0' + module.source()).getBytes(StandardCharsets.UTF_8)));
    }

    /** Starts Python with the codec in pure Python; the test is skipped where there is no Python. */
    static Peer own() {
        Optional<String> python = Pythons.plain();
        assumeTrue(python.isPresent(), "no python3 of 3.9 or later");
        return new Peer(python.get(), "own");
    }

    /** Starts Python with the package msgpack, where there is one or pip can get it. */
    static Optional<Peer> withPackage() {
        return Pythons.withPackage().map(python -> new Peer(python, "msgpack"));
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream file = Peer.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        }
    }

    /** Which codec it has. */
    String codec() {
        return text(ask('C', new byte[0]));
    }

    /** What Python encodes an expression's value to. */
    byte[] encoded(String expression) {
        return ask('E', expression.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with fields. */
    byte[] encodedWithFields(String expression) {
        return ask('F', expression.getBytes(StandardCharsets.UTF_8));
    }

    /** The repr of what Python decodes. */
    String shown(byte[] data) {
        return text(ask('D', data));
    }

    /** Decodes and encodes. */
    byte[] returned(byte[] data) {
        return ask('R', data);
    }

    /** What tells the decoded bytes from an expression's value; empty when nothing does. */
    String difference(String expression, byte[] data) {
        byte[] code = expression.getBytes(StandardCharsets.UTF_8);
        return text(ask(
                'W',
                ByteBuffer.allocate(Integer.BYTES + code.length + data.length)
                        .putInt(code.length)
                        .put(code)
                        .put(data)
                        .array()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private byte[] ask(char letter, byte[] payload) {
        try {
            requests.writeInt(payload.length + 1);
            requests.writeByte(letter);
            requests.write(payload);
            requests.flush();
            byte[] answer = answers.readNBytes(answers.readInt());
            byte[] rest = Arrays.copyOfRange(answer, 1, answer.length);
            if (answer[0] != '+') {
                throw new Failure(text(rest));
            }
            return rest;
        } catch (IOException broken) {
            throw new UncheckedIOException("Python has died", broken);
        }
    }

    @Override
    public void close() {
        try {
            requests.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException | InterruptedException failed) {
            process.destroyForcibly();
        }
    }
}
