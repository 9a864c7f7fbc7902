package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.Call;
import org.pybridge.Exposed;
import org.pybridge.Output;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.PythonBuilder;
import org.pybridge.Script;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.Cases;

/** Null where it has no meaning. */
public abstract class BadInputCases extends Cases {

    @ParameterizedTest(name = "{0}")
    @MethodSource("nulls")
    void nullIsRefusedBeforeAnythingRuns(String what, Consumer<Python> use) {
        long before = python().statistics().leases();
        assertThatThrownBy(() -> use.accept(python())).isInstanceOf(NullPointerException.class);
        assertThat(python().statistics().leases()).isEqualTo(before);
    }

    static Stream<Arguments> nulls() {
        return Stream.of(
                use("eval: code", python -> python.eval((String) null)),
                use("eval: globals", python -> python.eval("1", null)),
                use("run: code", python -> python.run((String) null)),
                use("run: script", python -> python.run((Script) null, Map.of())),
                use("exec: code", python -> python.exec((String) null)),
                use("exec: script", python -> python.exec((Script) null, Map.of())),
                use("call: call", python -> python.call((Call<?>) null)),
                use("call: function", python -> python.call(null, List.of())),
                use("call: arguments", python -> python.call("kit:add", null)),
                use("call: type", python -> python.call("kit:add", List.of(1, 2), (Class<?>) null)),
                use("call: generic type", python -> python.call("kit:add", List.of(1, 2), (TypeRef<?>) null)),
                use("bind: type", python -> python.bind(null)),
                use("async eval: code", python -> python.async().eval((String) null, Map.of())),
                use("async run: script", python -> python.async().run((Script) null, Map.of())),
                use("async call: call", python -> python.async().call((Call<?>) null)),
                use("async call: function", python -> python.async().call(null, List.of(), int.class)),
                use("Call: target", python -> Call.of(null)),
                use("Call: argument list", python -> Call.of("a:b").arguments(null)),
                use("Call: name", python -> Call.of("a:b").keyword(null, 1)),
                use("Call: type", python -> Call.of("a:b").returning((Class<?>) null)),
                use("Call: generic type", python -> Call.of("a:b").returning((TypeRef<?>) null)),
                use("Call: output", python -> Call.of("a:b").output(null)),
                use("Script: code", python -> new Script(null, "name")),
                use("Script: file name", python -> new Script("1", null)),
                use("Exposed: type", python -> new Exposed(null, "x")),
                use("Exposed: object", python -> Exposed.of(Runnable.class, null)),
                use("Output: stdout", python -> Output.to(null, System.err)),
                use("Output: stderr", python -> Output.to(System.out, null)),
                use("builder: backend", python -> Python.builder(null)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("builderNulls")
    void nullIsRefusedByTheBuilder(String what, Consumer<PythonBuilder> use) {
        assertThatThrownBy(() -> use.accept(fixture().builder())).isInstanceOf(NullPointerException.class);
    }

    static Stream<Arguments> builderNulls() {
        return Stream.of(
                change("pool", builder -> builder.pool(null)),
                change("output", builder -> builder.output(null)),
                change("toPython: type", builder -> builder.toPython(null, any -> 1)),
                change("toPython: converter", builder -> builder.toPython(String.class, null)),
                change("fromPython: type", builder -> builder.fromPython(null, any -> 1)),
                change("fromPython: converter", builder -> builder.fromPython(String.class, null)),
                change("acquireTimeout", builder -> builder.pool(pool -> pool.acquireTimeout(null))),
                change("closeTimeout", builder -> builder.pool(pool -> pool.closeTimeout(null))),
                change("initScript", builder -> builder.pool(pool -> pool.initScript((Script) null))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("objectNulls")
    void nullIsRefusedByAnObject(String what, Consumer<PyObject> use) {
        PyObject object = python().call("builtins:list", List.of(), PyObject.class);
        assertThatThrownBy(() -> use.accept(object)).isInstanceOf(NullPointerException.class);
    }

    static Stream<Arguments> objectNulls() {
        return Stream.of(
                ofObject("attribute", object -> object.attribute(null)),
                ofObject("setAttribute", object -> object.setAttribute(null, 1)),
                ofObject("deleteAttribute", object -> object.deleteAttribute(null)),
                ofObject("hasAttribute", object -> object.hasAttribute(null)),
                ofObject("callMethod: method", object -> object.callMethod((String) null)),
                ofObject("callMethod: call", object -> object.callMethod((Call<?>) null)),
                ofObject("as: class", object -> object.as((Class<?>) null)),
                ofObject("as: generic type", object -> object.as((TypeRef<?>) null)),
                ofObject("iterator: type", object -> object.iterator((Class<?>) null)),
                ofObject("stream: type", object -> object.stream((Class<?>) null)),
                ofObject("bind: type", object -> object.bind(null)));
    }

    private static Arguments use(String what, Consumer<Python> use) {
        return Arguments.of(what, use);
    }

    private static Arguments change(String what, Consumer<PythonBuilder> use) {
        return Arguments.of(what, use);
    }

    private static Arguments ofObject(String what, Consumer<PyObject> use) {
        return Arguments.of(what, use);
    }
}
