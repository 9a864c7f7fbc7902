package org.pybridge.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.graalvm.polyglot.Value;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.pybridge.Python;
import org.pybridge.TypeRef;

/** A million elements from Python to Java, as a list whose every element is then looked at, and as an array. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ListsOutBenchmark {

    /** What the elements are, and Java's types for them. */
    public enum Elements {
        /** Python ints. */
        ints(new TypeRef<List<Long>>() {}, long[].class, Value::asLong, Elements::longs),
        /** Python floats. */
        doubles(new TypeRef<List<Double>>() {}, double[].class, Value::asDouble, Elements::doubles),
        /** Short Python strings. */
        strings(new TypeRef<List<String>>() {}, String[].class, Value::asString, Elements::strings);

        private final TypeRef<? extends List<?>> list;
        private final Class<?> array;
        private final Function<Value, Object> element;
        private final Function<Value, Object> byHand;

        Elements(
                TypeRef<? extends List<?>> list,
                Class<?> array,
                Function<Value, Object> element,
                Function<Value, Object> byHand) {
            this.list = list;
            this.array = array;
            this.element = element;
            this.byHand = byHand;
        }

        private static long[] longs(Value list) {
            long[] longs = new long[(int) list.getArraySize()];
            for (int i = 0; i < longs.length; i++) {
                longs[i] = list.getArrayElement(i).asLong();
            }
            return longs;
        }

        private static double[] doubles(Value list) {
            double[] doubles = new double[(int) list.getArraySize()];
            for (int i = 0; i < doubles.length; i++) {
                doubles[i] = list.getArrayElement(i).asDouble();
            }
            return doubles;
        }

        private static String[] strings(Value list) {
            String[] strings = new String[(int) list.getArraySize()];
            for (int i = 0; i < strings.length; i++) {
                strings[i] = list.getArrayElement(i).asString();
            }
            return strings;
        }
    }

    /** What to bring. */
    @State(Scope.Thread)
    public static class Kind {
        /** The elements. */
        @Param
        public Elements elements;
    }

    /** The rival. */
    @State(Scope.Thread)
    public static class Raw {
        private RawPython python;
        private Value function;

        /** Starts Python. */
        @Setup
        public void start(Kind kind) {
            python = RawPython.alone();
            function = python.function(kind.elements.name());
        }

        /** Stops Python. */
        @TearDown
        public void stop() {
            python.close();
        }
    }

    /** The library. */
    @State(Scope.Thread)
    public static class Bridged {
        private Python python;
        private String function;

        /** Starts Python. */
        @Setup
        public void start(Kind kind) {
            python = BridgedPython.start(1);
            function = "bench:" + kind.elements.name();
        }

        /** Stops Python. */
        @TearDown
        public void stop() {
            python.close();
        }
    }

    /** The rival: a list, element by element. */
    @Benchmark
    public void rawList(Raw raw, Kind kind, Blackhole hole) {
        Value list = raw.function.execute();
        int size = (int) list.getArraySize();
        List<Object> copy = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            copy.add(kind.elements.element.apply(list.getArrayElement(i)));
        }
        copy.forEach(hole::consume);
    }

    /** The library: a list. */
    @Benchmark
    public void list(Bridged bridged, Kind kind, Blackhole hole) {
        bridged.python.call(bridged.function, List.of(), kind.elements.list).forEach(hole::consume);
    }

    /** The rival: an array, element by element. */
    @Benchmark
    public Object rawArray(Raw raw, Kind kind) {
        return kind.elements.byHand.apply(raw.function.execute());
    }

    /** The library: an array. */
    @Benchmark
    public Object array(Bridged bridged, Kind kind) {
        return bridged.python.call(bridged.function, List.of(), kind.elements.array);
    }
}
