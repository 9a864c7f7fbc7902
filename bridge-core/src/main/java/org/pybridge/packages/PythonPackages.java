package org.pybridge.packages;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.support.UserCache;
import org.slf4j.LoggerFactory;

/**
 * Python packages, and where they come from. A backend installs them once into a directory of the cache that is named for what is in it,
 * and finds them there ever after, without a network. Immutable and thread-safe.
 *
 * <pre>{@code
 * PythonPackages packages = PythonPackages.builder()
 *         .require("whoosh==2.7.4")
 *         .requirements(Path.of("requirements.txt"))
 *         .build();
 * }</pre>
 *
 * <p>What is not said here, pip reads where it always does: its configuration files and the variables {@code PIP_*} and
 * {@code HTTPS_PROXY}. Requirements without exact versions are resolved once; pin them, or lock them with hashes, to get the same
 * packages on each machine.
 *
 * <p>Source: requirement specifiers of PEP 508 and pip's requirements file format.
 */
public final class PythonPackages {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    private final List<String> requirements;
    private final List<Path> files;
    private final PackageSources sources;
    private final Optional<Path> lock;
    private final Path cache;
    private final Duration timeout;
    private final Consumer<String> progress;

    private PythonPackages(Builder builder) {
        requirements = List.copyOf(builder.requirements);
        files = List.copyOf(builder.files);
        sources = new PackageSources(
                Optional.ofNullable(builder.index),
                builder.extraIndexes,
                builder.trustedHosts,
                builder.findLinks,
                builder.indexUsed,
                builder.wheelsOnly,
                builder.hashesRequired);
        lock = Optional.ofNullable(builder.lock);
        cache = builder.cache == null ? userCache() : builder.cache;
        timeout = builder.timeout;
        progress = builder.progress;
    }

    private static Path userCache() {
        return UserCache.directory()
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no home directory to keep packages in: user.home is "
                                + System.getProperty("user.home") + " and HOME is " + System.getenv("HOME")
                                + "; set HOME to an absolute path, or name a directory with cache(...)"))
                .resolve("pybridge")
                .resolve("packages");
    }

    /**
     * Describes packages from the default index.
     *
     * @param requirements as {@code "whoosh==2.7.4"}
     * @return the packages
     * @throws IllegalArgumentException when there is none, or one is blank or an option of pip
     */
    public static PythonPackages of(String... requirements) {
        return builder().require(requirements).build();
    }

    /**
     * Begins a description.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Gives the requirements that were named one by one.
     *
     * @return specifiers of PEP 508
     */
    public List<String> requirements() {
        return requirements;
    }

    /**
     * Gives the files of requirements.
     *
     * @return absolute paths
     */
    public List<Path> files() {
        return files;
    }

    /**
     * Gives where packages come from.
     *
     * @return the indexes and directories, and what is taken from them
     */
    public PackageSources sources() {
        return sources;
    }

    /**
     * Gives the lock file.
     *
     * @return its absolute path; the file may not exist yet
     */
    public Optional<Path> lock() {
        return lock;
    }

    /**
     * Gives the directory that keeps installed packages.
     *
     * @return its absolute path; it may not exist yet
     */
    public Path cache() {
        return cache;
    }

    /**
     * Gives the longest time for an installation.
     *
     * @return the limit, more than zero
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * Tells how an installation goes on.
     *
     * @param line what the installer printed
     */
    public void report(String line) {
        progress.accept(line);
    }

    @Override
    public String toString() {
        List<String> all = new ArrayList<>(requirements);
        files.forEach(file -> all.add(file.toString()));
        return String.join(", ", all);
    }

    /** Describes packages. Used by one thread. */
    public static final class Builder {
        private final List<String> requirements = new ArrayList<>();
        private final List<Path> files = new ArrayList<>();
        private final List<String> extraIndexes = new ArrayList<>();
        private final List<String> trustedHosts = new ArrayList<>();
        private final List<String> findLinks = new ArrayList<>();
        private @Nullable String index;
        private @Nullable Path lock;
        private boolean indexUsed = true;
        private boolean wheelsOnly;
        private boolean hashesRequired;
        private @Nullable Path cache;
        private Duration timeout = DEFAULT_TIMEOUT;
        private Consumer<String> progress =
                line -> LoggerFactory.getLogger("pybridge.packages").info(line);

        private Builder() {}

        /**
         * Adds packages.
         *
         * @param specifiers as {@code "whoosh==2.7.4"}
         * @return this builder
         * @throws IllegalArgumentException when one is blank, has a line break or is an option of pip
         */
        public Builder require(String... specifiers) {
            for (String specifier : specifiers) {
                requirements.add(checked(specifier));
            }
            return this;
        }

        /** An option among the requirements could make pip run or read anything. */
        private static String checked(String specifier) {
            String text = specifier.strip();
            if (text.isEmpty() || text.startsWith("-") || text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "requirement is \"" + specifier.replaceAll("\\p{Cntrl}", "?")
                                + "\"; write it as \"name\" or \"name==1.2\", and set options with the methods of this builder");
            }
            return text;
        }

        /**
         * Adds a file of requirements in pip's format, with hashes perhaps.
         *
         * @param file an existing file
         * @return this builder
         * @throws IllegalArgumentException when it is no file that can be read
         */
        public Builder requirements(Path file) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new IllegalArgumentException(
                        "requirements is " + file.toAbsolutePath() + ", which is no file that can be read");
            }
            files.add(file.toAbsolutePath());
            return this;
        }

        /**
         * Adds the dependencies that a {@code pyproject.toml} names in its table {@code project}. The project itself is not installed.
         *
         * @param file an existing file
         * @return this builder
         * @throws IllegalArgumentException when it is no file that can be read, or names no dependencies
         */
        public Builder pyproject(Path file) {
            return require(ProjectFile.dependencies(file).toArray(String[]::new));
        }

        /**
         * Locks the packages. When the file is there, exactly the archives that it names are installed, each with its hash; when it is
         * not, the requirements are resolved, and it is written. A lock that was written for other requirements is refused.
         *
         * <p>It is a file of requirements for pip, for this Python on this kind of machine. One that {@code pip-compile --generate-hashes}
         * or {@code uv pip compile --generate-hashes} wrote does as well. Default: no lock.
         *
         * @param file belongs into version control, or to the application
         * @return this builder
         */
        public Builder lock(Path file) {
            lock = file.toAbsolutePath();
            return this;
        }

        /**
         * Sets the index. Default: the one that pip is configured for.
         *
         * @param url the base of a simple index (PEP 503)
         * @return this builder
         */
        public Builder index(String url) {
            index = Objects.requireNonNull(url, "index");
            return this;
        }

        /**
         * Adds an index beside the other. Pip takes the highest version of a name wherever it is, so a name of your own can be taken
         * over by a stranger's: require hashes where that matters.
         *
         * @param url the base of a simple index
         * @return this builder
         */
        public Builder extraIndex(String url) {
            extraIndexes.add(Objects.requireNonNull(url, "extraIndex"));
            return this;
        }

        /**
         * Trusts a host whose certificate cannot be checked.
         *
         * @param host its name, perhaps with a port
         * @return this builder
         */
        public Builder trustedHost(String host) {
            trustedHosts.add(Objects.requireNonNull(host, "trustedHost"));
            return this;
        }

        /**
         * Takes only packages that come ready to use, and refuses those that would have to be compiled here.
         *
         * @return this builder
         */
        public Builder wheelsOnly() {
            wheelsOnly = true;
            return this;
        }

        /**
         * Adds a place with archives of packages.
         *
         * @param place a directory, or the URL of a page with links
         * @return this builder
         */
        public Builder findLinks(String place) {
            findLinks.add(Objects.requireNonNull(place, "findLinks"));
            return this;
        }

        /**
         * Searches no index, only what {@link #findLinks} names.
         *
         * @return this builder
         */
        public Builder noIndex() {
            indexUsed = false;
            return this;
        }

        /**
         * Refuses each package that has no hash in a file of requirements, or another one.
         *
         * @return this builder
         */
        public Builder requireHashes() {
            hashesRequired = true;
            return this;
        }

        /**
         * Sets the directory that keeps installed packages. Default: {@code pybridge/packages} in the user's cache directory, which is
         * {@code XDG_CACHE_HOME} or {@code ~/.cache} on Linux, {@code ~/Library/Caches} on macOS and {@code LOCALAPPDATA} on Windows.
         *
         * @param directory made when needed; several JVMs may share it
         * @return this builder
         */
        public Builder cache(Path directory) {
            cache = directory.toAbsolutePath();
            return this;
        }

        /**
         * Sets how long an installation may take, the wait for another one of the same packages included. Default: 10 minutes.
         *
         * @param limit more than zero
         * @return this builder
         * @throws IllegalArgumentException when it is not
         */
        public Builder timeout(Duration limit) {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("timeout is " + limit + "; it has to be more than zero");
            }
            timeout = limit;
            return this;
        }

        /**
         * Sets who is told how an installation goes on. Default: the logger {@code pybridge.packages}, at level INFO.
         *
         * @param listener gets each line that the installer prints, in threads of the library
         * @return this builder
         */
        public Builder onProgress(Consumer<String> listener) {
            progress = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Ends the description.
         *
         * @return the packages
         * @throws IllegalArgumentException when there is none, or an index is both given and not to be used
         */
        public PythonPackages build() {
            if (requirements.isEmpty() && files.isEmpty()) {
                throw new IllegalArgumentException("there are no packages; name one with require or requirements");
            }
            if (!indexUsed && (index != null || !extraIndexes.isEmpty())) {
                throw new IllegalArgumentException("noIndex is set, and so is an index; leave one of them out");
            }
            if (lock != null && hashesRequired && !Files.isRegularFile(lock)) {
                throw new IllegalArgumentException("requireHashes is set, and the lock " + lock
                        + " is not there to have them; check its path, or leave requireHashes out to have it written");
            }
            return new PythonPackages(this);
        }
    }
}
