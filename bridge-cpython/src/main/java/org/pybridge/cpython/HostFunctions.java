package org.pybridge.cpython;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;
import org.pybridge.internal.runtime.ElsewhereInJava;
import org.pybridge.internal.support.DiagnosticContext;
import org.pybridge.spi.Callback;
import org.pybridge.spi.Host;
import org.pybridge.spi.WrongArguments;

/**
 * What an interpreter's streams, {@code logging} and threads reach in Java. Any Python code can find and call these, so each takes any
 * arguments, and does nothing when they are not its own.
 */
final class HostFunctions {
    private static final int LOGGER = 0;
    private static final int LEVEL = 1;
    private static final int MESSAGE = 2;
    private static final int TRACEBACK = 3;
    private static final int WORK_OF_LOG = 4;

    private final EmbeddedInterpreter python;
    private final Output fallback = Output.toLog();
    private volatile @Nullable Host latest;

    HostFunctions(EmbeddedInterpreter python) {
        this.python = python;
    }

    /** Says who takes what is logged by threads that no call started. */
    void serve(Host host) {
        latest = host;
    }

    /** Says that a host is no more. */
    void leave(Host host) {
        if (latest == host) {
            latest = null;
        }
    }

    /** Something that Java does for Python, without its lock. */
    @FunctionalInterface
    interface Task {
        void run() throws Throwable;
    }

    /** Takes text, and the work of a thread that Python started or None. */
    Upcalls.Function printing(boolean toStderr) {
        return (arguments, count) -> {
            if (count != 2 || Types.of(argument(arguments, 0)) != Types.STR) {
                return Types.NONE;
            }
            String text = Texts.read(argument(arguments, 0));
            PythonThread here = python.threads().current();
            Work work = work(argument(arguments, 1));
            Output own = here.output();
            Output to = own != null ? own : work != null ? work.output() : fallback;
            return unlocked(here, toStderr ? () -> to.stderr(text) : () -> to.stdout(text));
        };
    }

    /** Takes a record of {@code logging}: logger, level, message, traceback or None, and the thread's work or None. */
    long log(long arguments, int count) {
        if (count != WORK_OF_LOG + 1
                || Types.of(argument(arguments, LOGGER)) != Types.STR
                || Types.of(argument(arguments, LEVEL)) != Types.INT
                || Types.of(argument(arguments, MESSAGE)) != Types.STR) {
            return Types.NONE;
        }
        PythonThread here = python.threads().current();
        String logger = Texts.read(argument(arguments, LOGGER));
        int level = (int) Numbers.read(argument(arguments, LEVEL), here.scratch, 0);
        String message = Texts.read(argument(arguments, MESSAGE));
        long last = argument(arguments, TRACEBACK);
        String traceback = Types.of(last) == Types.STR ? Texts.read(last) : null;
        Work work = work(argument(arguments, WORK_OF_LOG));
        CPythonInterpreter mine = here.interpreter();
        Host host =
                mine != null ? mine.host() : work != null ? work.interpreter().host() : latest;
        DiagnosticContext context = mine == null && work != null ? work.context() : DiagnosticContext.EMPTY;
        return host == null
                ? Types.NONE
                : unlocked(here, () -> {
                    context.enter();
                    try {
                        host.log(logger, level, message, traceback);
                    } finally {
                        context.leave();
                    }
                });
    }

    /** Takes the work of the current thread or None, and gives what a thread that it starts works for. */
    long work(long arguments, int count) {
        if (count != 1) {
            return Types.NONE;
        }
        PythonThread here = python.threads().current();
        CPythonInterpreter interpreter = here.interpreter();
        Output output = here.output();
        if (interpreter == null || output == null) {
            ObjectApi.incRef(argument(arguments, 0));
            return argument(arguments, 0);
        }
        interpreter.startsThread();
        return JavaHandles.capsule(interpreter, new Work(interpreter, output, DiagnosticContext.current()));
    }

    /** Takes seconds, and waits as a callback does, so that an interrupt ends the call and not only the wait; False where no call is. */
    long sleep(long arguments, int count) {
        PythonThread here = python.threads().current();
        CPythonInterpreter interpreter = here.interpreter();
        if (count != 1 || Types.of(argument(arguments, 0)) != Types.FLOAT || interpreter == null) {
            return Types.FALSE;
        }
        double seconds = NativeMemory.getDouble(argument(arguments, 0) + ObjectLayout.FLOAT);
        Callback sleeping = (positional, named) -> {
            here.sleep((long) (seconds * 1e9));
            return null;
        };
        unlocked(here, () -> interpreter.host().run(sleeping, List.of(), Map.of()));
        return Types.TRUE;
    }

    /** Has the thread interrupted again at its next step, as long as it is in a call that is to end. */
    long insist(long arguments, int count) {
        PythonThread here = python.threads().current();
        if (here.isToBeInterrupted()) {
            ThreadApi.raiseIn(here.ident(), python.library().callInsisted());
        }
        return Types.NONE;
    }

    /** Returns what the current thread works for, which Python started; null when no call did. */
    @Nullable
    Work inherited(Scratch scratch) {
        long token = Calls.call(python.library().work(), scratch);
        try {
            return work(token);
        } finally {
            ObjectApi.decRef(token);
        }
    }

    /** Returns Python's numbers of the threads that the calls of an interpreter have started. */
    List<Long> started(CPythonInterpreter interpreter, Scratch scratch) {
        List<Long> started = new ArrayList<>();
        long list = Calls.call(python.library().started(), scratch);
        long items = NativeMemory.getLong(list + ObjectLayout.LIST_ITEMS);
        for (int i = 0; i < NativeMemory.getLong(list + ObjectLayout.SIZE); i++) {
            long pair = argument(items, i) + ObjectLayout.TUPLE_ITEMS;
            Work work = work(argument(pair, 1));
            if (work != null && work.interpreter() == interpreter) {
                started.add(Numbers.read(argument(pair, 0), scratch, 0));
            }
        }
        ObjectApi.decRef(list);
        return started;
    }

    private static @Nullable Work work(long token) {
        return token != Types.NONE && JavaHandles.of(token) instanceof Work work ? work : null;
    }

    /** Does something without Python's lock, and gives None. What it throws is raised in Python. */
    private long unlocked(PythonThread here, Task task) {
        Throwable failure = null;
        long before = here.pause();
        try {
            task.run();
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            here.resume(before);
        }
        if (failure != null) {
            throw raised(failure, here);
        }
        return Types.NONE;
    }

    /** Sets the exception for what Java threw: that of Python's own that a call of the callback has raised, or one of Java's. */
    PythonRaised raised(Throwable thrown, PythonThread here) {
        long own = here.raisedAs(thrown);
        if (own != 0) {
            ObjectApi.incRef(own);
            RaisedException.set(
                    Calls.call(python.library().passed(), here.scratch, own, JavaHandles.capsule(python, thrown)));
        } else {
            RaisedException.set(error(thrown, here.scratch));
        }
        return new PythonRaised();
    }

    private long error(Throwable thrown, Scratch scratch) {
        String message = thrown.getMessage();
        return Calls.call(
                python.library().javaError(),
                scratch,
                Texts.make(ElsewhereInJava.nameOf(thrown), scratch),
                Texts.make(message == null ? "" : message, scratch),
                JavaHandles.capsule(python, thrown),
                thrown instanceof WrongArguments ? Types.TRUE : Types.FALSE);
    }

    private static long argument(long arguments, int index) {
        return NativeMemory.getLong(arguments + (long) index * Long.BYTES);
    }
}
