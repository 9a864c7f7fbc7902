package org.pybridge.bench.cpython;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyHashMap;
import org.pybridge.bench.RawPython;

/** GraalPy as it comes: a context that threads share, its values read element by element. */
final class RawRival implements Contender {
    private final RawPython python = RawPython.pooled(MODULE);
    private final Value bindings;
    private final ProxyExecutable next = arguments -> arguments[0].asLong() + 1;
    private final Value add;
    private final Value thing;

    RawRival() {
        bindings = python.context().getBindings("python");
        add = python.function("add");
        thing = call("thing");
    }

    private Value call(String function, Object... arguments) {
        return python.function(function).execute(arguments);
    }

    @Override
    public int add(int a, int b) {
        return add.execute(a, b).asInt();
    }

    @Override
    public long callbacks(int times) {
        return call("repeat", next, times).asLong();
    }

    @Override
    public int take(long[] numbers) {
        return call("length_of_list", (Object) numbers).asInt();
    }

    @Override
    public int take(double[] numbers) {
        return call("length_of_list", (Object) numbers).asInt();
    }

    @Override
    public int take(List<String> texts) {
        return call("length_of_list", ProxyArray.fromList(new ArrayList<>(texts)))
                .asInt();
    }

    private static long[] longs(Value list) {
        long[] numbers = new long[(int) list.getArraySize()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.getArrayElement(i).asLong();
        }
        return numbers;
    }

    @Override
    public Object ints(int count) {
        return longs(call("ints", count));
    }

    @Override
    public Object doubles(int count) {
        Value list = call("doubles", count);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = list.getArrayElement(i).asDouble();
        }
        return numbers;
    }

    @Override
    public Object texts(int count) {
        Value list = call("texts", count);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(list.getArrayElement(i).asString());
        }
        return texts;
    }

    @Override
    public int takeBytes(byte[] block) {
        return call("length_of_bytes", (Object) block).asInt();
    }

    @Override
    public byte[] bytes() {
        Value block = call("block");
        byte[] bytes = new byte[(int) block.getBufferSize()];
        block.readBuffer(0, bytes, 0, bytes.length);
        return bytes;
    }

    @Override
    public Object records(Map<String, Map<String, Object>> cities) {
        ProxyHashMap given = ProxyHashMap.from(proxies(cities));
        Value list = call("grown", given);
        List<Map<String, Object>> records = new ArrayList<>();
        for (long i = 0; i < list.getArraySize(); i++) {
            Value record = list.getArrayElement(i);
            records.add(Map.of(
                    "name", record.getHashValue("name").asString(),
                    "country", record.getHashValue("country").asString(),
                    "population", record.getHashValue("population").asLong(),
                    "area", record.getHashValue("area").asDouble()));
        }
        return records;
    }

    private static Map<Object, Object> proxies(Map<String, Map<String, Object>> cities) {
        Map<Object, Object> all = new LinkedHashMap<>();
        cities.forEach((name, city) -> all.put(name, ProxyHashMap.from(new LinkedHashMap<>(city))));
        return all;
    }

    @Override
    public Throwable failure() {
        try {
            call("fail");
            throw new AssertionError("nothing was raised");
        } catch (PolyglotException raised) {
            for (PolyglotException.StackFrame frame : raised.getPolyglotStackTrace()) {
                frame.getSourceLocation();
            }
            return raised;
        }
    }

    @Override
    public Object thereAndBack(List<Integer> numbers) {
        return longs(call("copied", ProxyArray.fromList(new ArrayList<>(numbers))));
    }

    @Override
    public long generated(int count) {
        Value generator = call("generated", count).getIterator();
        long sum = 0;
        while (generator.hasIteratorNextElement()) {
            sum += generator.getIteratorNextElement().asLong();
        }
        return sum;
    }

    @Override
    public int evaluated(int x) {
        bindings.putMember("x", x);
        return python.context().eval("python", "x + 1").asInt();
    }

    @Override
    public int run(Map<String, Integer> variables) {
        variables.forEach(bindings::putMember);
        python.context().eval("python", "total = a + b + c + d + e");
        return bindings.getMember("total").asInt();
    }

    @Override
    public int attribute() {
        return thing.getMember("size").asInt();
    }

    @Override
    public int addInSession(int a, int b) {
        return add(a, b);
    }

    @Override
    public int primes(int limit) {
        return call("primes", limit).asInt();
    }

    @Override
    public void close() {
        python.close();
    }
}
