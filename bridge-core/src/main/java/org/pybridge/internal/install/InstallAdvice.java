package org.pybridge.internal.install;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.pybridge.packages.PackageSources;

/** What to do about what pip or venv printed when it failed. */
enum InstallAdvice {
    HASH(
            "do not match the hashes",
            "the archive has another hash than the requirements say; it was changed, or the hash is wrong"),
    NO_HASH(
            "hashes are required|must have their versions pinned",
            "each package needs a version and a hash in a file of requirements; a lock or pip-compile --generate-hashes writes one"),
    CONFLICT("resolutionimpossible", "they need versions that exclude each other; loosen one of the requirements"),
    FULL(
            "no space left on device|disk quota exceeded",
            "the disk is full; make room, or give the cache another directory"),
    COMPILER(
            "error: command .*not found",
            "it has native code and no wheel for this Python, and there is no compiler; "
                    + "install one (on Debian: apt install build-essential), or run on another Python that has a wheel"),
    BUILD(
            "failed building wheel|failed to build|error: command .*(gcc|cc|clang|c\\+\\+)|metadata-generation-failed",
            "it was built from source, and that failed; "
                    + "install what the last lines miss (on Debian: apt install build-essential and the library's -dev package)"),
    OFFLINE(
            "failed to establish a new connection|name resolution|max retries exceeded|connection refused|proxyerror"
                    + "|connection to .* timed out",
            "the package index cannot be reached; check the network, the proxy, or name another index"),
    UNKNOWN(
            "no matching distribution found",
            "no such package or version is there for this Python; check its spelling and version"),
    OLD_PIP("no such option: --report", "its pip is too old to write a lock; version 22.2 or later can"),
    NO_PIP(
            "ensurepip is not available|no module named '?(ensurepip|venv)",
            "this Python came without venv; install it, on Debian with apt install python3-venv");

    private static final int LINES_OF_BUILD = 12;

    private final Pattern sign;
    private final String advice;

    InstallAdvice(String sign, String advice) {
        this.sign = Pattern.compile(sign);
        this.advice = advice;
    }

    /** Says that there is no room, which venv and pip do not always say. */
    static String onFullDisk(List<String> printed) {
        return FULL.advice + ". It said: " + lastErrors(printed);
    }

    /** Finds the advice, followed by the installer's own last errors. */
    static String on(List<String> printed, PackageSources sources) {
        String text = String.join("\n", printed).toLowerCase(Locale.ROOT);
        for (InstallAdvice each : values()) {
            if (each.sign.matcher(text).find()) {
                return each.advice + each.afterthought(sources) + ". It said: " + each.said(printed);
            }
        }
        return lastErrors(printed);
    }

    private String afterthought(PackageSources sources) {
        return this == UNKNOWN && sources.wheelsOnly() ? ", or leave wheelsOnly out to have it built" : "";
    }

    private String said(List<String> printed) {
        return this == BUILD ? lastOfBuild(printed) : lastErrors(printed);
    }

    /** What the compiler said stands before the box in which pip says that it failed. */
    private static String lastOfBuild(List<String> printed) {
        List<String> inner = printed.stream()
                .map(String::strip)
                .takeWhile(line -> !line.startsWith("[end of output]"))
                .filter(line -> !line.isEmpty())
                .toList();
        return String.join(" / ", inner.subList(Math.max(0, inner.size() - LINES_OF_BUILD), inner.size()));
    }

    private static String lastErrors(List<String> printed) {
        List<String> errors = printed.stream()
                .filter(line -> line.regionMatches(true, 0, "error", 0, 5))
                .toList();
        List<String> told = errors.isEmpty() ? printed : errors;
        return String.join(" / ", told.subList(Math.max(0, told.size() - 3), told.size()));
    }
}
