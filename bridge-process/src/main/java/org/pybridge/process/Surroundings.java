package org.pybridge.process;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pybridge.process.os.NativeText;

/**
 * Where a command works and what environment it sees.
 *
 * @param directory the working directory, or null for the JVM's
 * @param clean whether it begins with no variable at all instead of the JVM's
 * @param changes the variables to set, and those to remove, which have no value
 */
record Surroundings(@Nullable Path directory, boolean clean, Map<String, Optional<String>> changes) {
    static final Surroundings OF_THE_JVM = new Surroundings(null, false, Map.of());

    Surroundings in(Path newDirectory) {
        return new Surroundings(newDirectory, clean, changes);
    }

    Surroundings withCleanEnvironment() {
        return new Surroundings(directory, true, changes);
    }

    Surroundings with(String name, Optional<String> value) {
        checkName(name);
        value.flatMap(NativeText::problem).ifPresent(problem -> {
            throw new IllegalArgumentException("the value of environment variable " + name + " " + problem);
        });
        Map<String, Optional<String>> more = new LinkedHashMap<>(changes);
        more.put(name, value);
        return new Surroundings(directory, clean, Collections.unmodifiableMap(more));
    }

    /** Gives the absolute working directory. */
    Path workingDirectory() {
        return (directory == null ? Path.of("") : directory).toAbsolutePath();
    }

    /** Gives the value that the command will see. */
    Optional<String> value(String name) {
        Optional<String> change = changes.get(name);
        if (change != null) {
            return change;
        }
        return clean ? Optional.empty() : Optional.ofNullable(System.getenv(name));
    }

    /** Changes the JVM's environment to the command's. What is not changed keeps its bytes, whether or not they are text here. */
    void applyTo(Map<String, String> environment) {
        if (clean) {
            environment.clear();
        }
        changes.forEach((name, value) ->
                value.ifPresentOrElse(text -> environment.put(name, text), () -> environment.remove(name)));
    }

    private static void checkName(String name) {
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw new IllegalArgumentException(
                    "environment variable '" + name + "': a name has at least one character and no '='");
        }
        NativeText.problem(name).ifPresent(problem -> {
            throw new IllegalArgumentException("environment variable '" + name + "' " + problem);
        });
    }
}
