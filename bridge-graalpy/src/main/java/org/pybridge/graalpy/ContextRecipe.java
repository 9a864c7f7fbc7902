package org.pybridge.graalpy;

import java.io.InputStream;
import java.util.Objects;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.io.IOAccess;
import org.pybridge.spi.Utf8OutputStream;

/** How the contexts of one configuration are made: what they may do, where their output goes, and then the user's changes. */
final class ContextRecipe {
    private final GraalPy.Configuration configuration;

    ContextRecipe(GraalPy.Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Makes a context in which nothing has run.
     *
     * @throws IllegalArgumentException when the engine refuses a setting
     */
    Context make(Engine engine, Outputs outputs) {
        Context.Builder builder = Context.newBuilder("python")
                .engine(engine)
                .allowExperimentalOptions(true)
                .in(Objects.requireNonNullElseGet(configuration.stdin(), InputStream::nullInputStream))
                .out(new Utf8OutputStream(outputs::stdout))
                .err(new Utf8OutputStream(outputs::stderr));
        allow(builder);
        return configuration.context().apply(builder).build();
    }

    private static void allow(Context.Builder builder) {
        builder.allowIO(IOAccess.ALL)
                .allowCreateThread(true)
                .allowCreateProcess(true)
                .allowNativeAccess(true)
                .allowEnvironmentAccess(EnvironmentAccess.INHERIT);
    }
}
