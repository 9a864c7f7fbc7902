package org.pybridge.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A command of which everything is known, so that it can be started.
 *
 * @param description the command as one would type it
 * @param program the absolute path of the program
 * @param arguments without the program
 * @param environment variables to set where the settings have none
 * @param settings all else
 * @param diagnosis finds what the program itself says about a failure
 */
record Plan(
        String description,
        Path program,
        List<String> arguments,
        Map<String, String> environment,
        Settings settings,
        Function<CommandResult, Optional<? extends Throwable>> diagnosis) {

    Streams streams() {
        return settings.streams();
    }

    Limits limits() {
        return settings.limits();
    }
}
