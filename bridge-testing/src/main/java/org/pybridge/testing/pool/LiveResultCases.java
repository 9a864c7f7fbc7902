package org.pybridge.testing.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pybridge.Call;
import org.pybridge.PyIterator;
import org.pybridge.PyModule;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.StaleObjectException;
import org.pybridge.pool.PoolBuilder;
import org.pybridge.pool.ResetPolicy;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Cases;

/** Objects, generators and iterators that Java holds, in pools that replace their interpreters. */
@Timeout(120)
public abstract class LiveResultCases extends Cases {
    private static final int ELEMENTS = 100;

    @PyModule("counting")
    interface Counting {
        Iterator<Integer> count(int to);

        Stream<Integer> counted(int to);
    }

    /** What may have an interpreter replaced while a result is in use. */
    private enum Limit {
        ONE_USE(pool -> pool.maxUses(1)),
        FEW_USES(pool -> pool.maxUses(3)),
        AGE(pool -> pool.maxAge(Duration.ofMillis(1))),
        FRESH(pool -> pool.resetPolicy(ResetPolicy.FRESH)),
        SETTINGS(pool -> pool.resetPolicy(ResetPolicy.SETTINGS)),
        SPARE(pool -> pool.maxUses(1).spares(1));

        private final Consumer<PoolBuilder> set;

        Limit(Consumer<PoolBuilder> set) {
            this.set = set;
        }
    }

    private Python own;

    @Test
    void whatIsCopiedIsNotLiveAndAModuleIs() {
        assertThat(python().eval("[1]").isLive()).isFalse();
        try (PyObject math = python().importModule("math")) {
            assertThat(math.isLive()).isTrue();
            assertThat(math.callMethod("sqrt", 16).as(double.class)).isEqualTo(4);
            assertThat(math.attribute("sqrt").call(9).as(double.class)).isEqualTo(3);
        }
        assertThatThrownBy(() -> python().importModule("no_such_module"))
                .isInstanceOf(PythonException.class)
                .hasMessageContaining("ModuleNotFoundError");
    }

    @AfterEach
    void closeOwn() {
        if (own != null) {
            own.closeNow();
        }
    }

    private void start(Limit limit) {
        if (limit == Limit.FRESH || limit == Limit.SETTINGS) {
            needs(Capability.OWN_STATE);
        }
        start(limit.set);
    }

    private void start(Consumer<PoolBuilder> options) {
        own = fixture()
                .builder()
                .module("counting", """
                        def count(to):
                            yield from range(to)
                        counted = count
                        """)
                .pool(pool -> options.accept(pool.size(1)))
                .build();
    }

    private static List<Integer> rest(Iterator<Integer> iterator) {
        List<Integer> all = new ArrayList<>();
        iterator.forEachRemaining(all::add);
        return all;
    }

    private static List<Integer> numbers() {
        return Stream.iterate(0, each -> each + 1).limit(ELEMENTS).toList();
    }

    @ParameterizedTest
    @EnumSource
    void aBoundIteratorIsReadToItsEnd(Limit limit) {
        start(limit);
        assertThat(rest(own.bind(Counting.class).count(ELEMENTS))).isEqualTo(numbers());
        assertThat(own.statistics().died()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aBoundStreamIsReadToItsEnd(Limit limit) {
        start(limit);
        try (Stream<Integer> stream = own.bind(Counting.class).counted(ELEMENTS)) {
            assertThat(stream.toList()).isEqualTo(numbers());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIteratorOfObjectsIsReadToItsEnd(Limit limit) {
        start(limit);
        PyObject generator = own.call(Call.of("counting:count").with(ELEMENTS).returning(PyObject.class));
        List<Integer> all = new ArrayList<>();
        try (PyIterator<PyObject> objects = generator.iterator()) {
            objects.forEachRemaining(each -> all.add(each.as(int.class)));
        }
        assertThat(all).isEqualTo(numbers());
    }

    @ParameterizedTest
    @EnumSource
    void anObjectIsUsedAsOftenAsItIsNeeded(Limit limit) {
        start(limit);
        PyObject list = own.call("builtins:list", List.of(List.of()), PyObject.class);
        for (int i = 0; i < ELEMENTS; i++) {
            list.callMethod("append", i);
        }
        assertThat(list.as(Object.class))
                .isEqualTo(numbers().stream().map(Long::valueOf).toList());
    }

    /** Steps of an iterator are no uses, so the limit is one of borrowers. */
    @Test
    void stepsDoNotCountAsUses() {
        start(pool -> pool.maxUses(10).jitter(0));
        rest(own.bind(Counting.class).count(ELEMENTS));
        assertThat(own.statistics().retired()).isZero();
    }

    /** Another interpreter takes its place at once; the results are used beside it. */
    @ParameterizedTest
    @EnumSource(names = {"ONE_USE", "FRESH", "SPARE"})
    void aHeldResultHoldsUpNobody(Limit limit) {
        needs(Capability.OWN_STATE);
        start(limit);
        PyObject sys = own.call("importlib:import_module", List.of("sys"), PyObject.class);
        sys.setAttribute("left", 1);
        assertThat(own.eval("import sys; hasattr(sys, 'left')").as(boolean.class))
                .isFalse();
        assertThat(sys.attribute("left").as(int.class)).isEqualTo(1);
        assertThat(own.call("builtins:repr", List.of(sys), String.class)).startsWith("<module 'sys'");
        sys.close();
        assertThat(own.eval("1 + 1").as(int.class)).isEqualTo(2);
        assertThat(own.statistics().died()).isZero();
    }

    /** What runs leave is mostly forgotten, and never closed. */
    @Test
    void theOldestResultsMakeRoom() {
        needs(Capability.OWN_STATE);
        start(pool -> pool.resetPolicy(ResetPolicy.FRESH));
        List<PyObject> modules = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            modules.add((PyObject) own.run("import math").globals().get("math"));
        }
        assertThatThrownBy(() -> modules.get(0).attribute("pi")).isInstanceOf(StaleObjectException.class);
        assertThat(modules.get(7).attribute("pi").as(double.class)).isEqualTo(Math.PI);
    }

    @Test
    void aHeldResultKeepsItsInterpreterForTheStatedTimeOnly() {
        start(pool -> pool.maxUses(1).liveResultTimeout(Duration.ZERO));
        PyObject list = own.call("builtins:list", List.of(List.of()), PyObject.class);
        assertThatThrownBy(list::length).isInstanceOf(StaleObjectException.class);
    }
}
