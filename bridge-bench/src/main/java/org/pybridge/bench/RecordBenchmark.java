package org.pybridge.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyHashMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.pybridge.Python;
import org.pybridge.TypeRef;

/** A map of a thousand records to Python, which makes a list of new ones, and back. The rival passes proxies and traverses the result. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordBenchmark {
    private static final int SIZE = 1000;

    /**
     * A small record.
     *
     * @param name a name
     * @param country a country
     * @param population a number of people
     * @param area square kilometres
     */
    public record City(String name, String country, long population, double area) {
        private static City of(int number) {
            return new City("city " + number, "country " + number % 50, 1000L * number, number * 0.25);
        }

        private Object asProxy() {
            Map<Object, Object> fields = new HashMap<>();
            fields.put("name", name);
            fields.put("country", country);
            fields.put("population", population);
            fields.put("area", area);
            return ProxyHashMap.from(fields);
        }

        private static City of(Value dict) {
            return new City(
                    dict.getHashValue("name").asString(),
                    dict.getHashValue("country").asString(),
                    dict.getHashValue("population").asLong(),
                    dict.getHashValue("area").asDouble());
        }
    }

    /** The records. */
    @State(Scope.Thread)
    public static class Given {
        private final Map<String, City> cities = new LinkedHashMap<>();

        /** Makes them. */
        @Setup
        public void fill() {
            for (int i = 0; i < SIZE; i++) {
                City city = City.of(i);
                cities.put(city.name(), city);
            }
        }
    }

    /** The rival. */
    @State(Scope.Thread)
    public static class Raw {
        private RawPython python;
        private Value grown;

        /** Starts Python. */
        @Setup
        public void start() {
            python = RawPython.alone();
            grown = python.function("grown");
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
        private final TypeRef<List<City>> type = new TypeRef<>() {};
        private Python python;

        /** Starts Python. */
        @Setup
        public void start() {
            python = BridgedPython.start(1);
        }

        /** Stops Python. */
        @TearDown
        public void stop() {
            python.close();
        }
    }

    /** The rival. */
    @Benchmark
    public List<City> raw(Raw raw, Given given) {
        Map<Object, Object> proxies = new LinkedHashMap<>();
        given.cities.forEach((name, city) -> proxies.put(name, city.asProxy()));
        Value list = raw.grown.execute(ProxyHashMap.from(proxies));
        int size = (int) list.getArraySize();
        List<City> cities = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            cities.add(City.of(list.getArrayElement(i)));
        }
        return cities;
    }

    /** The library. */
    @Benchmark
    public List<City> records(Bridged bridged, Given given) {
        return bridged.python.call("bench:grown", List.of(given.cities), bridged.type);
    }
}
