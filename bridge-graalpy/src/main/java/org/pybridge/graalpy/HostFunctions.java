package org.pybridge.graalpy;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.runtime.RaisedErrors;
import org.pybridge.internal.support.NativeLibraries;
import org.pybridge.spi.Host;

/**
 * What an interpreter's streams, {@code logging} and time zones reach in Java. Any Python code can find and call these, so each takes any
 * arguments, and does nothing when they are not its own.
 */
final class HostFunctions {
    private final Object none;

    /**
     * Prepares.
     *
     * @param none Python's None
     */
    HostFunctions(Object none) {
        this.none = none;
    }

    /** Takes text. */
    ProxyExecutable sink(Consumer<String> to) {
        return text -> {
            if (text.length == 1 && text[0].isString()) {
                to.accept(text[0].asString());
            }
            return none;
        };
    }

    /** Takes nothing. */
    ProxyExecutable signal(Runnable done) {
        return nothing -> {
            done.run();
            return none;
        };
    }

    /** Takes a record of {@code logging}: logger, level, message, and traceback or None. */
    ProxyExecutable log(Host host, Callers callers) {
        return record -> {
            if (record.length == 4
                    && record[0].isString()
                    && record[1].fitsInInt()
                    && record[2].isString()
                    && (record[3].isString() || record[3].isNull())) {
                String message = record[2].asString();
                String traceback = record[3].isNull() ? null : record[3].asString();
                String logger = record[0].asString();
                callers.count(1 + logger.length() + message.length() + (traceback == null ? 0 : traceback.length()));
                host.log(logger, record[1].asInt(), message, traceback);
            }
            return none;
        };
    }

    /** Gives Java's rules of a zone as a file's bytes, or None when Java has no such zone. */
    ProxyExecutable zoneFile(Function<byte[], Object> inbound) {
        return key -> key.length == 1 && key[0].isString() && zoneIds().contains(key[0].asString())
                ? inbound.apply(TimeZoneFile.of(
                        ZoneId.of(key[0].asString(), ZoneId.SHORT_IDS).getRules()))
                : none;
    }

    /** Gives the names of Java's zones in one string, with spaces between them. */
    ProxyExecutable zoneNames() {
        return ignored -> String.join(" ", zoneIds());
    }

    /** The zones of Java's that other time zone databases have. Java counts three of them as abbreviations. */
    private static Set<String> zoneIds() {
        Set<String> ids = new TreeSet<>(ZoneId.getAvailableZoneIds());
        ids.removeIf(id -> id.startsWith("SystemV/"));
        ids.addAll(List.of("EST", "MST", "HST"));
        return ids;
    }

    /** Waits for some milliseconds, as a callback does, so that an interrupt ends the call and not only the wait. */
    ProxyExecutable pause(Host host) {
        return millis -> {
            try {
                host.run((arguments, named) -> waited(millis[0].asLong()), List.of(), Map.of());
            } catch (Throwable failed) {
                throw RaisedErrors.asItIs(failed);
            }
            return none;
        };
    }

    private static @Nullable Object waited(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    /** Gives the number of the process that started this JVM; 0 when that cannot be told, as from inside of a container. */
    ProxyExecutable parentProcess() {
        return ignored ->
                ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    }

    /** Tells whether this process has a CPython, in the JVM by whatever library. */
    ProxyExecutable hasCPython() {
        return ignored -> NativeLibraries.isLoaded("libpython3.");
    }

    /** Tells whether the engine finds its native library for bzip2; without it, it fails in a way that Python code cannot catch. */
    ProxyExecutable hasBzip2(Context context) {
        return ignored -> {
            try {
                context.eval("python", "import _bz2\n_bz2.BZ2Decompressor()");
                return true;
            } catch (PolyglotException failed) {
                if (failed.isInternalError()) {
                    return false;
                }
                throw failed;
            }
        };
    }
}
