package org.pybridge.process;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What to do about what pip or venv printed when it failed. */
enum InstallAdvice {
    HASH(
            "do not match the hashes",
            "the archive has another hash than the requirements say; it was changed, or the hash is wrong"),
    NO_HASH(
            "hashes are required",
            "each package needs a hash in a file of requirements; pip-compile --generate-hashes writes one"),
    CONFLICT("resolutionimpossible", "they need versions that exclude each other; loosen one of the requirements"),
    FULL("no space left on device", "the disk is full; make room, or give the cache another directory"),
    OFFLINE(
            "failed to establish a new connection|name resolution|max retries exceeded|connection refused|proxyerror",
            "the package index cannot be reached; check the network, the proxy, or name another index"),
    UNKNOWN(
            "no matching distribution found",
            "no such package or version is there for this Python; check its spelling and version"),
    COMPILER(
            "failed building wheel|error: command .*(gcc|cc|clang)",
            "it has native code and no wheel for this Python; install a compiler and the headers that it needs"),
    NO_PIP(
            "ensurepip|no module named venv",
            "this Python came without venv; install it, on Debian with apt install python3-venv");

    private final Pattern sign;
    private final String advice;

    InstallAdvice(String sign, String advice) {
        this.sign = Pattern.compile(sign);
        this.advice = advice;
    }

    /** Finds the advice, followed by the installer's own last errors. */
    static String on(List<String> printed) {
        String text = String.join("\n", printed).toLowerCase(Locale.ROOT);
        String said = lastErrors(printed);
        for (InstallAdvice each : values()) {
            if (each.sign.matcher(text).find()) {
                return each.advice + ". It said: " + said;
            }
        }
        return said;
    }

    private static String lastErrors(List<String> printed) {
        List<String> errors = printed.stream()
                .filter(line -> line.regionMatches(true, 0, "error", 0, 5))
                .toList();
        List<String> told = errors.isEmpty() ? printed : errors;
        return String.join(" / ", told.subList(Math.max(0, told.size() - 3), told.size()));
    }
}
