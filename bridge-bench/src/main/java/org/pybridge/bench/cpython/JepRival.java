package org.pybridge.bench.cpython;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;

/**
 * jep, from the directory that {@code pip install jep} made, which {@code -Dpybridge.jep} names: it has jep's jar and its native library.
 * By reflection, because no repository of Maven's has it; a method handle that is no constant costs some nanoseconds of a call.
 */
final class JepRival implements Contender {
    private static final LongUnaryOperator NEXT = number -> number + 1;

    private final MethodHandle call;
    private final MethodHandle close;
    private final AutoCloseable interpreter;
    private final Object add;
    private final Object repeat;
    private final Object lengthOfList;
    private final Object lengthOfBytes;
    private final Object ints;
    private final Object doubles;
    private final Object texts;
    private final Object block;
    private final Object grown;
    private final Object fail;
    private final Object copied;
    private final Object primes;
    private final Object thing;
    private final MethodHandle set;
    private final MethodHandle exec;
    private final MethodHandle get;
    private final MethodHandle attribute;

    JepRival() throws ReflectiveOperationException {
        ClassLoader loader = Loaded.LOADER;
        Class<?> shared = loader.loadClass("jep.SharedInterpreter");
        Class<?> callable = loader.loadClass("jep.python.PyCallable");
        interpreter = (AutoCloseable) shared.getConstructor().newInstance();
        shared.getMethod("exec", String.class)
                .invoke(
                        interpreter,
                        "import sys\nsys.path.insert(0, '" + DIRECTORY + "')\nfrom " + MODULE + " import *");
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        call = lookup.findVirtual(callable, "callAs", MethodType.methodType(Object.class, Class.class, Object[].class))
                .asType(MethodType.methodType(Object.class, Object.class, Class.class, Object[].class));
        close = lookup.findVirtual(AutoCloseable.class, "close", MethodType.methodType(void.class));
        Functions functions =
                name -> shared.getMethod("getValue", String.class, Class.class).invoke(interpreter, name, callable);
        add = functions.get("add");
        repeat = functions.get("repeat");
        lengthOfList = functions.get("length_of_list");
        lengthOfBytes = functions.get("length_of_bytes");
        ints = functions.get("ints");
        doubles = functions.get("doubles");
        texts = functions.get("texts");
        block = functions.get("block");
        grown = functions.get("grown");
        fail = functions.get("fail");
        copied = functions.get("copied");
        primes = functions.get("primes");
        Class<?> object = loader.loadClass("jep.python.PyObject");
        Class<?> plain = loader.loadClass("jep.Interpreter");
        set = lookup.findVirtual(plain, "set", MethodType.methodType(void.class, String.class, Object.class))
                .bindTo(interpreter);
        exec = lookup.findVirtual(plain, "exec", MethodType.methodType(void.class, String.class))
                .bindTo(interpreter);
        get = lookup.findVirtual(plain, "getValue", MethodType.methodType(Object.class, String.class, Class.class))
                .bindTo(interpreter);
        attribute = lookup.findVirtual(
                        object, "getAttr", MethodType.methodType(Object.class, String.class, Class.class))
                .asType(MethodType.methodType(Object.class, Object.class, String.class, Class.class));
        thing = shared.getMethod("getValue", String.class, Class.class).invoke(interpreter, "thing()", object);
    }

    /** Its classes, which configure it once; an interpreter is its thread's alone. */
    private static final class Loaded {
        private static final ClassLoader LOADER = load();

        private static ClassLoader load() {
            try {
                return loader();
            } catch (ReflectiveOperationException other) {
                throw missing("it is of another version: " + other);
            }
        }
    }

    /** Finds Python functions. */
    @FunctionalInterface
    private interface Functions {
        Object get(String name) throws ReflectiveOperationException;
    }

    private static ClassLoader loader() throws ReflectiveOperationException {
        Path directory = directory();
        try (Stream<Path> files = Files.list(directory)) {
            Optional<Path> jar =
                    files.filter(each -> each.toString().endsWith(".jar")).findFirst();
            URL[] path = {
                jar.orElseThrow(() -> missing(directory + " has no jar"))
                        .toUri()
                        .toURL()
            };
            ClassLoader loader = new URLClassLoader(path);
            loader.loadClass("jep.MainInterpreter")
                    .getMethod("setJepLibraryPath", String.class)
                    .invoke(null, directory.resolve("libjep.so").toString());
            // Its own Python modules are beside it.
            Class<?> settings = loader.loadClass("jep.JepConfig");
            Object found = settings.getMethod("addIncludePaths", String[].class)
                    .invoke(settings.getConstructor().newInstance(), (Object)
                            new String[] {directory.resolveSibling("").toString()});
            loader.loadClass("jep.SharedInterpreter")
                    .getMethod("setConfig", settings)
                    .invoke(null, found);
            return loader;
        } catch (MalformedURLException impossible) {
            throw new AssertionError(impossible);
        } catch (java.io.IOException unreadable) {
            throw missing(directory + " cannot be read: " + unreadable);
        }
    }

    private static Path directory() {
        String named = System.getProperty("pybridge.jep", "");
        if (named.isEmpty()) {
            throw missing("no jep is named");
        }
        return Path.of(named);
    }

    private static IllegalStateException missing(String why) {
        return new IllegalStateException("jep is left out, " + why
                + ": pip install jep==4.3.2 for a Python with a shared library, and give its directory with the jar and libjep.so"
                + " by -Dbench.jvmArgs=\"-Dpybridge.jep=...\", and the same Python by -Dpybridge.cpython");
    }

    private <T> T call(Object function, Class<T> type, Object... arguments) throws Throwable {
        return type.cast((Object) call.invokeExact(function, (Class<?>) type, arguments));
    }

    @Override
    public int add(int a, int b) throws Throwable {
        return call(add, Integer.class, a, b);
    }

    @Override
    public long callbacks(int times) throws Throwable {
        return call(repeat, Long.class, NEXT, times);
    }

    @Override
    public int take(long[] numbers) throws Throwable {
        return call(lengthOfList, Integer.class, numbers);
    }

    @Override
    public int take(double[] numbers) throws Throwable {
        return call(lengthOfList, Integer.class, numbers);
    }

    @Override
    public int take(List<String> given) throws Throwable {
        return call(lengthOfList, Integer.class, given);
    }

    @Override
    public Object ints(int count) throws Throwable {
        return call(ints, List.class, count);
    }

    @Override
    public Object doubles(int count) throws Throwable {
        return call(doubles, List.class, count);
    }

    @Override
    public Object texts(int count) throws Throwable {
        return call(texts, List.class, count);
    }

    @Override
    public int takeBytes(byte[] bytes) throws Throwable {
        return call(lengthOfBytes, Integer.class, (Object) bytes);
    }

    @Override
    public byte[] bytes() throws Throwable {
        return call(block, byte[].class);
    }

    @Override
    public Object records(Map<String, Map<String, Object>> cities) throws Throwable {
        return call(grown, List.class, cities);
    }

    @Override
    public Throwable failure() throws Throwable {
        try {
            call(fail, Object.class);
            throw new AssertionError("nothing was raised");
        } catch (InvocationTargetException impossible) {
            throw impossible;
        } catch (Exception raised) {
            return raised;
        }
    }

    @Override
    public Object thereAndBack(List<Integer> numbers) throws Throwable {
        return call(copied, List.class, numbers);
    }

    @Override
    public int evaluated(int x) throws Throwable {
        set.invoke("x", (Object) x);
        return (int) get.invoke("x + 1", Integer.class);
    }

    @Override
    public int run(Map<String, Integer> variables) throws Throwable {
        for (Map.Entry<String, Integer> variable : variables.entrySet()) {
            set.invoke(variable.getKey(), (Object) variable.getValue());
        }
        exec.invoke("total = a + b + c + d + e");
        return (int) get.invoke("total", Integer.class);
    }

    @Override
    public int attribute() throws Throwable {
        return (int) attribute.invoke(thing, "size", Integer.class);
    }

    @Override
    public int addInSession(int a, int b) throws Throwable {
        return add(a, b);
    }

    @Override
    public int primes(int limit) throws Throwable {
        return call(primes, Integer.class, limit);
    }

    @Override
    public void close() {
        try {
            close.invoke(interpreter);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }
}
