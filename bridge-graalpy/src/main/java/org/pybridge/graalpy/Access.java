package org.pybridge.graalpy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What Python code may do outside of its interpreter, enforced by the engine: a preset, and single permissions and limits on top of it.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * GraalPy.builder()
 *     .access(Access.CONFINED.allowRead(Path.of("models")).allowEnvironment("TZ"))
 *     .build();
 * }</pre>
 *
 * <p>No preset is meant for hostile code. GraalPy's own policy says so: untrusted code is not supported inside a JVM, where it shares
 * memory, processor and every fault of the engine with the rest. {@link #CONFINED} is for code that is not yours and may be wrong. Code
 * that may be hostile belongs in processes of its own, held by the operating system: a user without rights, a container, limits.
 */
public final class Access {
    /**
     * All that the JVM may do. It allows files, sockets, processes, threads, native code and the whole environment, and has no limits. Java
     * classes cannot be looked up by name here either: Python sees what calls hand to it.
     */
    public static final Access TRUSTED =
            new Access(EnumSet.allOf(Permission.class), Files.EVERYTHING, Set.of(), Limits.NONE);

    /**
     * For code that is not yours. It sets:
     *
     * <ul>
     *   <li>files: only reading, and only of the language's own files and of what {@code pythonPath} and {@code resources} name; a symbolic
     *       link and {@code ..} count as what they lead to
     *   <li>sockets and name look-up: none
     *   <li>processes: none
     *   <li>threads that Python starts: none
     *   <li>native code, so {@code ctypes} and packages with compiled modules: none
     *   <li>environment variables: none of the JVM's
     *   <li>Java: no class by name, no reflection, no member of a Java object but those exposed; other languages: none
     *   <li>{@link #maxOutput}: 10 000 000 characters in a call
     *   <li>{@link #maxRecursion}: 1 000 calls deep
     *   <li>{@link #maxHeap}: 0.85 of the JVM's heap
     * </ul>
     *
     * Callbacks and Java objects that calls hand to Python work as ever, with the rights of the JVM. Time is limited by
     * {@code callTimeout}. See the class's description for what it does not protect from.
     */
    public static final Access CONFINED =
            new Access(EnumSet.noneOf(Permission.class), Files.NONE, Set.of(), Limits.CONFINED);

    private final Set<Permission> permissions;
    private final Files files;
    private final Set<String> environment;
    private final Limits limits;

    /** What is allowed as a whole or not at all. */
    enum Permission {
        SOCKETS,
        PROCESSES,
        THREADS,
        NATIVE_CODE
    }

    /**
     * The files, beside Python's own.
     *
     * @param readable files and directories for reading, as they really are, without links
     * @param writable the same for writing and reading
     */
    record Files(Set<Path> readable, Set<Path> writable) {
        static final Files NONE = new Files(Set.of(), Set.of());
        /** Told apart by identity. */
        static final Files EVERYTHING = new Files(Set.of(), Set.of());
    }

    /**
     * How much a call may take.
     *
     * @param output characters that a call may write; {@link Long#MAX_VALUE} for no limit
     * @param recursion how deep Python calls may nest; 0 for the engine's own limit
     * @param heap the share of the JVM's heap that may be in use after a collection; 1 for no limit
     * @param statements how many statements a call may run; 0 for no limit
     */
    record Limits(long output, int recursion, double heap, long statements) {
        static final Limits NONE = new Limits(Long.MAX_VALUE, 0, 1, 0);
        static final Limits CONFINED = new Limits(10_000_000, 1_000, 0.85, 0);
    }

    private Access(Set<Permission> permissions, Files files, Set<String> environment, Limits limits) {
        this.permissions = Collections.unmodifiableSet(permissions);
        this.files = files;
        this.environment = Collections.unmodifiableSet(environment);
        this.limits = limits;
    }

    /**
     * Allows reading of files and directories with all in them.
     *
     * @param paths existing files or directories; links are followed now, once
     * @return a copy that allows them
     * @throws IllegalArgumentException when one does not exist
     * @throws IllegalStateException when all files are allowed already
     */
    public Access allowRead(Path... paths) {
        refuseForTrusted("allowRead");
        Set<Path> readable = real("allowRead", files.readable, paths);
        return new Access(permissions, new Files(readable, files.writable), environment, limits);
    }

    /**
     * Allows reading and writing of files and directories with all in them: creating, changing, renaming and deleting. Links cannot be
     * made, because another interpreter could be looking at what they replace.
     *
     * @param paths existing files or directories; links are followed now, once. A directory should hold no links that lead out of it
     * @return a copy that allows them
     * @throws IllegalArgumentException when one does not exist
     * @throws IllegalStateException when all files are allowed already
     */
    public Access allowWrite(Path... paths) {
        refuseForTrusted("allowWrite");
        Set<Path> writable = real("allowWrite", files.writable, paths);
        return new Access(permissions, new Files(files.readable, writable), environment, limits);
    }

    /**
     * Allows network connections, servers, and name look-up.
     *
     * @return a copy that allows them
     * @throws IllegalStateException when they are allowed already
     */
    public Access allowSockets() {
        return allow("allowSockets", Permission.SOCKETS);
    }

    /**
     * Allows starting processes. A process has the rights of the JVM: none of the other limits holds for it.
     *
     * @return a copy that allows them
     * @throws IllegalStateException when they are allowed already
     */
    public Access allowProcesses() {
        return allow("allowProcesses", Permission.PROCESSES);
    }

    /**
     * Allows Python to start threads. They print to the call that started them, and may outlive it.
     *
     * @return a copy that allows them
     * @throws IllegalStateException when they are allowed already
     */
    public Access allowThreads() {
        return allow("allowThreads", Permission.THREADS);
    }

    /**
     * Allows {@code ctypes} and packages with compiled modules. Native code has the rights of the JVM, none of the other limits holds for
     * it, and a fault in it ends the JVM.
     *
     * @return a copy that allows it
     * @throws IllegalStateException when it is allowed already
     */
    public Access allowNativeCode() {
        return allow("allowNativeCode", Permission.NATIVE_CODE);
    }

    /**
     * Allows single environment variables of the JVM.
     *
     * @param names the variables; one that is not set stays unset
     * @return a copy that allows them
     * @throws IllegalArgumentException when a name is empty or has an equals sign in it
     * @throws IllegalStateException when the whole environment is allowed already
     */
    public Access allowEnvironment(String... names) {
        refuseForTrusted("allowEnvironment");
        Set<String> more = new LinkedHashSet<>(environment);
        for (String name : names) {
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        "allowEnvironment: \"" + name + "\" is no name of an environment variable");
            }
            more.add(name);
        }
        return new Access(permissions, files, more, limits);
    }

    /**
     * Limits what a call may write to stdout, stderr and {@code logging}, wherever it goes. Beyond it, a write ends the call with a
     * {@code PythonException} that says so, also where Python code catches it. A call that goes on for a second then is ended with its
     * interpreter.
     *
     * @param characters 1 or more
     * @return a copy with this limit
     * @throws IllegalArgumentException when the number is below 1
     */
    public Access maxOutput(long characters) {
        if (characters < 1) {
            throw new IllegalArgumentException("maxOutput: " + characters + " is below 1 character");
        }
        return with(new Limits(characters, limits.recursion, limits.heap, limits.statements));
    }

    /**
     * Limits how deep Python calls may nest. {@code sys.setrecursionlimit} refuses more, and the engine, which raises
     * {@code RecursionError} before the JVM's stack is used up, may stop earlier.
     *
     * @param calls from 50 to 100 000
     * @return a copy with this limit
     * @throws IllegalArgumentException when the number is outside of this range
     */
    public Access maxRecursion(int calls) {
        if (calls < 50 || calls > 100_000) {
            throw new IllegalArgumentException("maxRecursion: " + calls + " is not from 50 to 100 000 calls");
        }
        return with(new Limits(limits.output, calls, limits.heap, limits.statements));
    }

    /**
     * Watches the heap: when after a full collection more than this share of it is in use, which the watch asks for when a partial
     * collection leaves that much, the calls that run then are ended with an
     * {@code InterpreterLostException}, and their interpreters are replaced. It cannot tell who took the memory, so it ends all calls of
     * this backend, guilty or not. It comes after a collection, so one allocation that is larger than what is left can be faster; then
     * Python or any other thread of the JVM has an {@code OutOfMemoryError}. Who must not share this fate needs another process.
     *
     * @param share above 0, and at most 1, which is no limit
     * @return a copy with this limit
     * @throws IllegalArgumentException when the share is outside of this range
     */
    public Access maxHeap(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("maxHeap: " + share + " is no share above 0 and up to 1");
        }
        return with(new Limits(limits.output, limits.recursion, share, limits.statements));
    }

    /**
     * Limits how many statements a call may run, for engines that count them: GraalPy 25.0 in its Community edition does not, and an
     * interpreter with this limit then does not start. Beyond it, the call ends with an {@code InterpreterLostException}. Statements say
     * little about time; that is what {@code callTimeout} limits. The start of an interpreter counts as a call, and takes some thousands.
     *
     * @param statements 1 or more
     * @return a copy with this limit
     * @throws IllegalArgumentException when the number is below 1
     */
    public Access maxStatements(long statements) {
        if (statements < 1) {
            throw new IllegalArgumentException("maxStatements: " + statements + " is below 1 statement");
        }
        return with(new Limits(limits.output, limits.recursion, limits.heap, statements));
    }

    private Access with(Limits changed) {
        return new Access(permissions, files, environment, changed);
    }

    private Access allow(String option, Permission permission) {
        refuseForTrusted(option);
        if (allows(permission)) {
            throw new IllegalStateException(option + ": allowed already");
        }
        Set<Permission> more = EnumSet.of(permission);
        more.addAll(permissions);
        return new Access(more, files, environment, limits);
    }

    private void refuseForTrusted(String option) {
        if (allowsEverything()) {
            throw new IllegalStateException(option + ": TRUSTED allows everything already; begin with CONFINED");
        }
    }

    static Set<Path> real(String option, Set<Path> before, Path... paths) {
        Set<Path> real = new LinkedHashSet<>(before);
        for (Path path : paths) {
            real.add(real(option, path));
        }
        return Collections.unmodifiableSet(real);
    }

    private static Path real(String option, Path path) {
        try {
            return path.toRealPath();
        } catch (IOException missing) {
            throw new IllegalArgumentException(
                    option + ": " + path.toAbsolutePath() + " does not exist or cannot be read", missing);
        }
    }

    /**
     * Checks that modules stay as they are: whoever can change them decides what the next interpreter runs.
     *
     * @param modules where Python looks for modules
     * @throws IllegalArgumentException when Python may write there
     */
    void refuseWriting(List<Path> modules) {
        for (Path place : files.writable) {
            for (Path root : real("pythonPath", Set.of(), modules.toArray(new Path[0]))) {
                if (root.startsWith(place) || place.startsWith(root)) {
                    throw new IllegalArgumentException(
                            "allowWrite: " + place + " has Python modules in it or around it, in " + root
                                    + "; name a directory apart from them");
                }
            }
        }
    }

    boolean allowsEverything() {
        return files == Files.EVERYTHING;
    }

    boolean allows(Permission permission) {
        return permissions.contains(permission);
    }

    /** Tells whether Python may and can use memory that is not its own. */
    boolean usesNativeMemory() {
        return allows(Permission.NATIVE_CODE) && EngineVersion.ofThisJvm().hasNativeCode();
    }

    Files files() {
        return files;
    }

    Set<String> environment() {
        return environment;
    }

    Limits limits() {
        return limits;
    }
}
