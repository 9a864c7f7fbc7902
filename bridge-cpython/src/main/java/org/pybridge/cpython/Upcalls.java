package org.pybridge.cpython;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How CPython calls Java: two functions for all. Nothing escapes from them, because an exception that does ends the JVM. Static, because
 * they live as long as the process.
 */
@SuppressWarnings("restricted") // what the module is there for
final class Upcalls {
    private static final Logger LOG = LoggerFactory.getLogger(CPython.class);

    /** What {@code METH_FASTCALL} is: the function gets its arguments as an array. */
    private static final int FASTCALL = 0x80;

    /** Deletes a capsule. */
    static final long DESTRUCTOR =
            stub("release", MethodType.methodType(void.class, long.class), FunctionDescriptor.ofVoid(JAVA_LONG));

    private static final long DEFINITION = definition(stub(
            "call",
            MethodType.methodType(long.class, long.class, long.class, long.class),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG)));

    private Upcalls() {}

    /** How CPython calls a Python function that is Java's, see {@link DirectFunctions}. */
    static final long VECTORCALL = stub(
            "callDirectly",
            MethodType.methodType(long.class, long.class, long.class, long.class, long.class),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));

    /** A Java function as Python calls it, with the lock held. */
    @FunctionalInterface
    interface Function {
        /**
         * Runs.
         *
         * @param arguments where the addresses of the arguments are
         * @param count how many there are
         * @return a new reference
         * @throws PythonRaised when an exception is set
         */
        long call(long arguments, int count);
    }

    /**
     * Makes a Python function of a Java one, a new reference.
     *
     * @param owner the interpreter with which it ends
     */
    static long function(Object owner, Function function) {
        long capsule = JavaHandles.capsule(owner, function);
        try {
            return PythonRaised.required(ObjectApi.builtin(DEFINITION, capsule, 0, 0));
        } finally {
            ObjectApi.decRef(capsule);
        }
    }

    private static long stub(String name, MethodType type, FunctionDescriptor descriptor) {
        try {
            return Linker.nativeLinker()
                    .upcallStub(
                            MethodHandles.lookup().findStatic(Upcalls.class, name, type), descriptor, Arena.global())
                    .address();
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Lays out a {@code PyMethodDef}: name, function, flags, documentation. */
    private static long definition(long function) {
        Arena arena = Arena.global();
        MemorySegment definition = arena.allocate(MemoryLayout.sequenceLayout(4, JAVA_LONG));
        definition.setAtIndex(JAVA_LONG, 0, arena.allocateFrom("java_function").address());
        definition.setAtIndex(JAVA_LONG, 1, function);
        definition.setAtIndex(JAVA_LONG, 2, FASTCALL);
        return definition.address();
    }

    @SuppressWarnings("unused") // CPython calls it
    private static long call(long self, long arguments, long count) {
        try {
            if (JavaHandles.of(self) instanceof Function function) {
                return function.call(arguments, (int) count);
            }
            return failed("the Java function is gone");
        } catch (PythonRaised raised) {
            return 0;
        } catch (Throwable unexpected) {
            return failed(unexpected.toString());
        }
    }

    @SuppressWarnings("unused") // CPython calls it
    private static long callDirectly(long function, long arguments, long count, long names) {
        try {
            if (JavaHandles.of(DirectFunctions.capsule(function)) instanceof CallbackFunction callback) {
                return callback.callDirectly(arguments, (int) count, names);
            }
            return failed("the Java function is gone");
        } catch (PythonRaised raised) {
            return 0;
        } catch (Throwable unexpected) {
            return failed(unexpected.toString());
        }
    }

    private static long failed(String why) {
        try (Arena arena = Arena.ofConfined()) {
            long error = NativeMemory.getLong(PythonLibrary.variable("PyExc_RuntimeError"));
            ObjectApi.setErrorText(error, arena.allocateFrom(why).address());
        }
        return 0;
    }

    @SuppressWarnings("unused") // CPython calls it
    private static void release(long capsule) {
        try {
            JavaHandles.release(capsule);
        } catch (Throwable unexpected) {
            LOG.warn("a Java object that Python has done with could not be let go", unexpected);
        }
    }
}
