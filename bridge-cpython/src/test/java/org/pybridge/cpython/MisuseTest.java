package org.pybridge.cpython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.BridgeException;
import org.pybridge.ConversionException;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.Session;
import org.pybridge.StaleObjectException;

/** What is used wrongly, or by many at once, gets an exception: in one process, anything else would be the end of the JVM. */
class MisuseTest {
    private static final int THREADS = 32;
    private static Python python;

    @BeforeAll
    static void start() {
        python = start(1);
    }

    @AfterAll
    static void stop() {
        // Whatever happened before, calls work.
        assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
        python.close();
    }

    private static Python start(int callers) {
        return Python.builder(Pythons.builder().build())
                .pool(pool -> pool.size(1).callersPerInterpreter(callers).closeTimeout(Duration.ofMillis(200)))
                .build();
    }

    private static void atOnce(int threads, Callable<?> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch begin = new CountDownLatch(1);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(executor.submit(() -> {
                    begin.await();
                    return work.call();
                }));
            }
            begin.countDown();
            for (Future<?> each : all) {
                each.get(2, TimeUnit.MINUTES);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void anObjectOfAClosedPythonIsRefused() {
        Python own = start(1);
        Session session = own.session();
        PyObject list = session.eval("[1]");
        session.close();
        own.close();
        assertThatThrownBy(list::length).isInstanceOf(BridgeException.class);
        list.close();
        assertThatThrownBy(list::length).isInstanceOf(StaleObjectException.class);
        assertThatThrownBy(() -> own.eval("1")).isInstanceOf(BridgeException.class);
    }

    @Test
    void aFunctionOfAClosedPythonIsGone() {
        Python own = start(1);
        LongUnaryOperator next = number -> number + 1;
        own.exec("import builtins\nbuiltins.kept_function = f", Map.of("f", next));
        assertThat(python.eval("kept_function(1)").as(int.class)).isEqualTo(2);
        own.close();
        assertThatThrownBy(() -> python.eval("kept_function(1)"))
                .isInstanceOf(PythonException.class)
                .hasMessageContaining("the Java function is gone");
        python.exec("import builtins\ndel builtins.kept_function");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f.__closure__[0].cell_contents = None",
                "del f.__closure__[0].cell_contents",
                "f.__closure__[0].cell_contents = len",
                "f.__code__ = (lambda *a: invoke).__code__"
            })
    void aFunctionWhoseCellWasChangedIsAnError(String change) {
        LongUnaryOperator next = number -> number + 1;
        String code =
                "try:\n    " + change + "\n    r = f(1)\nexcept Exception as error:\n    r = type(error).__name__\nr";
        assertThat(python.eval(code, Map.of("f", next)).as(Object.class)).isIn("RuntimeError", "ValueError", 2L);
    }

    @Test
    void closingAnObjectFromManyThreadsReleasesItOnce() throws Exception {
        try (Session session = python.session()) {
            PyObject target = session.eval("import sys, builtins\nbuiltins.target = ['x']\nbuiltins.target");
            long before = references(session);
            for (int round = 0; round < 50; round++) {
                PyObject again = session.eval("target");
                atOnce(8, () -> {
                    again.close();
                    return null;
                });
            }
            assertThat(references(session)).isEqualTo(before);
            target.close();
            assertThat(references(session)).isEqualTo(before - 1);
            session.exec("import builtins\ndel builtins.target");
        }
    }

    private static long references(Session session) {
        return session.eval("import sys\nsys.getrefcount(target)").as(long.class);
    }

    @Test
    void manyThreadsCallOneInterpreter() throws Exception {
        try (Python own = start(THREADS)) {
            AtomicLong sum = new AtomicLong();
            LongUnaryOperator add = sum::addAndGet;
            atOnce(THREADS, () -> {
                for (int i = 0; i < 200; i++) {
                    own.eval("f(1)", Map.of("f", add)).as(long.class);
                    assertThat(own.eval("sum(x)", Map.of("x", List.of(i, 1))).as(int.class))
                            .isEqualTo(i + 1);
                }
                return null;
            });
            assertThat(sum).hasValue(THREADS * 200L);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callbacksIntoAClosingPythonEnd(boolean isolated) throws Exception {
        CPython.Builder builder = Pythons.builder();
        Python own = Python.builder((isolated ? builder.isolated() : builder).build())
                .pool(pool -> pool.size(1).closeTimeout(Duration.ofMillis(100)))
                .build();
        CountDownLatch running = new CountDownLatch(100);
        Runnable count = running::countDown;
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<Throwable> call =
                    executor.submit(() -> catchThrowable(() -> own.exec("while True:\n    f()", Map.of("f", count))));
            assertThat(running.await(1, TimeUnit.MINUTES)).isTrue();
            own.close();
            assertThat(call.get(1, TimeUnit.MINUTES)).isInstanceOf(BridgeException.class);
        } finally {
            executor.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udfff", "\udc00\ud800", "\u00e9\ud83d", "\ud83d\ude00\ud83d", ""})
    void loneSurrogatesCross(String text) {
        UnaryOperator<String> same = given -> given + given;
        assertThat(python.eval("x", Map.of("x", text)).as(String.class)).isEqualTo(text);
        assertThat(python.eval("[{x: x}]", Map.of("x", text)).as(Object.class)).isEqualTo(List.of(Map.of(text, text)));
        assertThat(python.eval("f(x)", Map.of("f", same, "x", text)).as(String.class))
                .isEqualTo(text + text);
        assertThatThrownBy(() -> python.eval("raise ValueError(x)", Map.of("x", text)))
                .isInstanceOf(PythonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class A(list):\n    def __len__(self): return 1 << 40\nA([1, 2])",
                "class A(list):\n    def __len__(self): return 0\n    def __iter__(self): return iter([9] * 5)\nA([1, 2])",
                "class A(tuple):\n    def __getitem__(self, i): raise KeyError\nA((1, 2))",
                "class A(dict):\n    def __len__(self): return 5\n    def items(self): return [1]\nA(a=1)",
                "class A(int):\n    def __index__(self): return 7\n    def __int__(self): return 'x'\nA(3)",
                "class A(str):\n    def __len__(self): return 100\n    def __str__(self): return 5\nA('abc')",
                "class A(bytes):\n    def __len__(self): return 100\nA(b'abc')",
                "class A(float):\n    def __float__(self): return 'x'\nA(1.5)",
                "class A(set):\n    def __len__(self): return -1\nA([1])",
                "class A:\n    def __hash__(self): return id(self) ^ 1\n    def __eq__(self, o): raise ValueError\n{A(): 1}",
                "class A:\n    def __hash__(self): raise ValueError\n    def __eq__(self, o): return True\n[A()]",
                "class A:\n    def __len__(self): return 1 << 70\n    def __getitem__(self, i): return self\nA()",
                "class A:\n    def __buffer__(self, flags): return 5\nA()",
                "class M(type):\n    def __getattribute__(self, n): raise ValueError\nclass A(metaclass=M): pass\nA()",
                "a = []\na.append(a)\na",
                "a = {}\na['a'] = a\na"
            })
    void whatLiesAboutItselfIsReadOrRefused(String code) {
        Throwable thrown = catchThrowable(() -> {
            Object read = python.eval(code).as(Object.class);
            if (read instanceof PyObject live) {
                live.close();
            }
        });
        assertThat(thrown)
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        refused -> assertThat(refused).isInstanceOf(ConversionException.class),
                        raised -> assertThat(raised).isInstanceOf(PythonException.class));
        LongUnaryOperator next = number -> number;
        Throwable inCallback =
                catchThrowable(() -> python.exec(code.replaceAll("\n([^\n ]+.*)$", "\nf($1)"), Map.of("f", next)));
        assertThat(inCallback == null || inCallback instanceof BridgeException).isTrue();
    }

    @Test
    void anObjectIsReleasedByAThreadInAnotherInterpreter() throws Exception {
        try (Python first = Python.builder(Pythons.builder().isolated().build()).build();
                Python second =
                        Python.builder(Pythons.builder().isolated().build()).build();
                Session one = first.session()) {
            one.exec("import builtins\nbuiltins.target = ['x']");
            long before = references(one);
            for (int i = 0; i < 20; i++) {
                PyObject object = one.eval("target");
                Runnable close = object::close;
                second.exec("f()", Map.of("f", close));
                assertThatThrownBy(() -> second.eval("o", Map.of("o", object))).isInstanceOf(BridgeException.class);
            }
            assertThat(references(one)).isEqualTo(before);
        }
    }

    /** No debug build counts all references here, so the blocks that Python has allocated are counted. */
    @Test
    void mixedOperationsLeaveNothingBehind() throws InterruptedException {
        int rounds = Integer.getInteger("pybridge.operations", 100_000) / 10;
        mixed(rounds / 10);
        long before = blocks();
        mixed(rounds);
        assertThat(blocks() - before).isLessThan(rounds / 10);
    }

    /** After Java has given up what it had forgotten: its collector finds that, and a call gives it up. */
    private static long blocks() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(50);
            python.exec("import gc\ngc.collect()");
        }
        return python.eval("import sys\nsys.getallocatedblocks()").as(long.class);
    }

    private static void mixed(int rounds) {
        LongUnaryOperator next = number -> number + 1;
        UnaryOperator<String> failing = text -> {
            throw new IllegalStateException(text);
        };
        for (int i = 0; i < rounds; i++) {
            python.call("builtins:abs", List.of(-1000L - i), long.class);
            python.call("builtins:len", List.of(List.of(1L << 40, 1.5, "text " + i, Map.of("k", i))), int.class);
            python.eval("[x, (x, 'a' * 50), {x: 1.5, 'n': None}, {x}]", Map.of("x", i))
                    .as(Object.class);
            python.eval("f(x)", Map.of("f", next, "x", i)).as(long.class);
            assertThatThrownBy(() -> python.eval("f('a')", Map.of("f", failing)))
                    .isNotNull();
            assertThatThrownBy(() -> python.eval("[][1]")).isInstanceOf(PythonException.class);
            python.eval("x", Map.of("x", new byte[100])).as(byte[].class);
            python.eval("x", Map.of("x", java.math.BigInteger.TEN.pow(30))).as(Object.class);
            python.eval("len(x)", Map.of("x", CPython.allocate(org.pybridge.ItemType.LONG, 3)))
                    .as(int.class);
            try (Session session = python.session();
                    PyObject object = session.eval("object()")) {
                object.str();
            }
        }
    }
}
