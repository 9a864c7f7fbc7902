package org.pybridge.graalpy;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.io.IOAccess;
import org.pybridge.graalpy.Access.Permission;
import org.pybridge.internal.support.Utf8OutputStream;

/**
 * How the contexts of one configuration are made. Where Python is trusted, the user's changes come last and can change everything. Else they
 * come first, and what {@link Access} decides is set after them.
 */
final class ContextRecipe {
    private final GraalPy.Configuration configuration;
    private final Access access;

    ContextRecipe(GraalPy.Configuration configuration) {
        this.configuration = configuration;
        this.access = configuration.access();
    }

    /**
     * Makes a context in which nothing has run.
     *
     * @throws IllegalArgumentException when the engine refuses a setting
     */
    Context make(Engine engine, Callers callers, Children children) {
        Context.Builder builder = Context.newBuilder("python")
                .engine(engine)
                .allowExperimentalOptions(true)
                .in(Objects.requireNonNullElseGet(configuration.stdin(), InputStream::nullInputStream))
                .out(new Utf8OutputStream(callers::stdout))
                .err(new Utf8OutputStream(callers::stderr));
        if (access.allows(Permission.PROCESSES)) {
            builder.processHandler(children);
        }
        if (access.usesNativeMemory() && Patchelf.isUsed() && Patchelf.isOnPath()) {
            InstalledPackages.isolation(true).forEach(builder::option);
        }
        // They give no rights, so they come before what takes rights away.
        builder.options(configuration.options());
        Context.Builder allowed = access.allowsEverything()
                ? configuration.context().apply(trust(builder))
                : confine(configuration.context().apply(builder));
        return access.limits().statements() == 0 ? allowed.build() : counting(allowed);
    }

    private Context counting(Context.Builder builder) {
        try {
            return builder.option(
                            "sandbox.MaxStatements",
                            String.valueOf(access.limits().statements()))
                    .build();
        } catch (IllegalArgumentException | PolyglotException refused) {
            throw new IllegalArgumentException(
                    "maxStatements: this engine does not count statements, use callTimeout instead; it says: "
                            + refused.getMessage(),
                    refused);
        }
    }

    private static Context.Builder trust(Context.Builder builder) {
        return builder.allowIO(IOAccess.ALL)
                .allowCreateThread(true)
                .allowCreateProcess(true)
                .allowNativeAccess(true)
                .allowEnvironmentAccess(EnvironmentAccess.INHERIT);
    }

    /** Sets every right there is, because the changes before may have set it, too, and all that are not set. */
    private Context.Builder confine(Context.Builder builder) {
        builder.allowAllAccess(false)
                .allowIO(IOAccess.newBuilder()
                        .fileSystem(new ConfinedFileSystem(boundary(), access.allows(Permission.PROCESSES)))
                        .allowHostSocketAccess(access.allows(Permission.SOCKETS))
                        .build())
                .allowCreateThread(access.allows(Permission.THREADS))
                .allowCreateProcess(access.allows(Permission.PROCESSES))
                .allowNativeAccess(access.allows(Permission.NATIVE_CODE))
                .allowEnvironmentAccess(EnvironmentAccess.NONE)
                .allowHostAccess(HostAccess.NONE)
                .allowHostClassLookup(null)
                .allowHostClassLoading(false)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowInnerContextOptions(false)
                .useSystemExit(false)
                // The other one would go past the file system that is set here.
                .option("python.PosixModuleBackend", "java");
        for (String variable : access.environment()) {
            String value = System.getenv(variable);
            if (value != null) {
                builder.environment(variable, value);
            }
        }
        return builder;
    }

    private Boundary boundary() {
        Path[] modules = configuration.path().toArray(new Path[0]);
        return new Boundary(
                Access.real("pythonPath", access.files().readable(), modules),
                access.files().writable());
    }
}
