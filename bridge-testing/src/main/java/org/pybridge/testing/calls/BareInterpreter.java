package org.pybridge.testing.calls;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pybridge.InterpreterLostException;
import org.pybridge.Python;
import org.pybridge.TypeRef;
import org.pybridge.spi.Backend;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Resources;

/**
 * What scripts do without the library. Where Python runs in another process, it is asked of a child {@code python -I} that nothing of the
 * library is in. Where there is no such program, as in the JVM, it is asked of one function of an interpreter, which compiles and runs the
 * scripts by itself and has its own standard streams: the engine is the same then, and what the library does with scripts is not in it.
 */
public final class BareInterpreter {
    private static final String PROGRAM = """
            import json, sys, types
            request = json.load(sys.stdin)
            oracle = types.ModuleType("oracle")
            exec(compile(request["oracle"], "oracle.py", "exec"), oracle.__dict__)
            print(json.dumps(oracle.answer(request)))
            """;

    private final Backend backend;

    public BareInterpreter(Backend backend) {
        this.backend = backend;
    }

    /** Runs all scripts, in their order; empty is what one did that ended the interpreter. */
    public List<Optional<Map<String, @Nullable Object>>> outcomes(Python python, List<CorpusScript> scripts) {
        List<String> sources = scripts.stream().map(CorpusScript::code).toList();
        return backend.capabilities().contains(Capability.OWN_PROCESS)
                ? inAChild(python, sources)
                : inside(python, sources);
    }

    /** One call a script, because there are scripts that end the engine. */
    private static List<Optional<Map<String, @Nullable Object>>> inside(Python python, List<String> sources) {
        return sources.stream().map(source -> inside(python, source)).toList();
    }

    private static Optional<Map<String, @Nullable Object>> inside(Python python, String source) {
        try {
            return Optional.of(
                    python.call("oracle:outcome", List.of(source), new TypeRef<Map<String, @Nullable Object>>() {}));
        } catch (InterpreterLostException lost) {
            return Optional.empty();
        }
    }

    private static List<Optional<Map<String, @Nullable Object>>> inAChild(Python python, List<String> sources) {
        List<String> path = python.eval("import sys\nsys.path").as(new TypeRef<List<String>>() {});
        String executable = python.eval("import sys\nsys.executable").as(String.class);
        ObjectMapper json = new ObjectMapper();
        try {
            Process child = new ProcessBuilder(executable, "-I", "-c", PROGRAM)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (OutputStream stdin = child.getOutputStream()) {
                json.writeValue(stdin, Map.of("oracle", Resources.text("oracle.py"), "path", path, "sources", sources));
            }
            List<Map<String, @Nullable Object>> outcomes =
                    json.readValue(child.getInputStream(), new TypeReference<>() {});
            return outcomes.stream().map(Optional::of).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
