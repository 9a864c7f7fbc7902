package org.pybridge.server;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.pybridge.Python;
import org.pybridge.grpc.Permission;
import org.pybridge.grpc.PythonServer;
import org.pybridge.process.PythonProcess;

/** The settings of a server, from a file of properties. Most are named as the methods of the builders. Immutable. */
final class ServerSettings {
    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            "python.executable",
            "python.packages",
            "python.path",
            "python.workers",
            "python.imports",
            "server.host",
            "server.port",
            "server.tls.certificates",
            "server.tls.key",
            "server.tls.clients",
            "server.plaintext",
            "server.allow",
            "server.allowCode",
            "server.tokenFile",
            "server.maxMessage",
            "server.maxCallTime",
            "server.closeTimeout"));

    private final Path file;
    private final Properties properties;

    private ServerSettings(Path file, Properties properties) {
        this.file = file;
        this.properties = properties;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when it has a setting that there is not
     */
    static ServerSettings read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            properties.load(text);
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + file.toAbsolutePath(), missing);
        }
        for (String name : properties.stringPropertyNames()) {
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException(
                        file + " has '" + name + "', which is no setting; there are " + String.join(", ", KNOWN));
            }
        }
        return new ServerSettings(file, properties);
    }

    /** Starts the workers. */
    Python python() {
        PythonProcess.Builder workers = PythonProcess.builder();
        text("python.executable").ifPresent(workers::executable);
        words("python.packages").ifPresent(workers::packages);
        words("python.path")
                .ifPresent(directories ->
                        workers.path(Arrays.stream(directories).map(Path::of).toArray(Path[]::new)));
        return Python.builder(workers.build())
                .pool(pool -> {
                    number("python.workers", pool::size);
                    words("python.imports").ifPresent(pool::imports);
                    pool.eager(true);
                })
                .build();
    }

    /** Starts the server. */
    PythonServer server(Python python) {
        PythonServer.Builder server = PythonServer.builder(python);
        text("server.host").ifPresent(server::host);
        number("server.port", server::port);
        number("server.maxMessage", server::maxMessage);
        time("server.maxCallTime", server::maxCallTime);
        time("server.closeTimeout", server::closeTimeout);
        words("server.allow").ifPresent(server::allow);
        if (flag("server.plaintext")) {
            server.plaintext();
        }
        if (flag("server.allowCode")) {
            server.allowCode();
        }
        encrypt(server);
        text("server.tokenFile").ifPresent(tokenFile -> authorize(server, Path.of(tokenFile)));
        return server.start();
    }

    private void encrypt(PythonServer.Builder server) {
        Optional<Path> certificates = text("server.tls.certificates").map(Path::of);
        Optional<Path> key = text("server.tls.key").map(Path::of);
        Optional<Path> clients = text("server.tls.clients").map(Path::of);
        if (certificates.isPresent() != key.isPresent() || (clients.isPresent() && key.isEmpty())) {
            throw new IllegalArgumentException(
                    file + " must have both server.tls.certificates and server.tls.key, or nothing of server.tls");
        }
        if (certificates.isPresent() && key.isPresent()) {
            server.tls(certificates.get(), key.get(), clients.orElse(null));
        }
    }

    /** Takes clients that have the token of a file; it is read each time, so that it can be changed. */
    private static void authorize(PythonServer.Builder server, Path tokenFile) {
        token(tokenFile); // so that a file that is not there is found at the start
        server.authorize(
                (peer, usual) -> peer.token().filter(token(tokenFile)::equals).isPresent()
                        ? usual
                        : Permission.refused("the token is wrong or has expired"));
    }

    private static String token(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (token.isEmpty()) {
                throw new IllegalArgumentException("the token file " + file + " is empty");
            }
            return token;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the token file " + file + " cannot be read", unreadable);
        }
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(properties.getProperty(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private Optional<String[]> words(String name) {
        return text(name).map(text -> text.split("\\s+"));
    }

    private boolean flag(String name) {
        String value = text(name).orElse("false");
        if (!List.of("true", "false").contains(value)) {
            throw unfit(name, value, "true or false");
        }
        return value.equals("true");
    }

    private void number(String name, Consumer<Integer> option) {
        text(name).ifPresent(value -> {
            try {
                option.accept(Integer.parseInt(value));
            } catch (NumberFormatException unfit) {
                throw unfit(name, value, "a number");
            }
        });
    }

    private void time(String name, Consumer<Duration> option) {
        text(name).ifPresent(value -> {
            try {
                option.accept(Duration.parse(value));
            } catch (DateTimeParseException unfit) {
                throw unfit(name, value, "a time as PT30S or PT5M");
            }
        });
    }

    private IllegalArgumentException unfit(String name, String value, String wanted) {
        return new IllegalArgumentException(file + " has " + name + " = " + value + ", which is not " + wanted);
    }
}
