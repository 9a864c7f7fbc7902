package org.pybridge.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Health;
import org.pybridge.PyIterator;
import org.pybridge.PyModule;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.process.PythonProcess;

/** What a client can do on a server that allows entry points and no code, and what it cannot. */
class AllowedEntryPointsTest {
    private static final String PRICING = """
            import os
            from os import system
            from os import path

            RATE = 3

            def total(prices):
                return sum(prices)

            def _secret():
                return "secret"

            def ticks():
                yield from (1, 2, 3)

            def cart():
                return Cart()

            def itself():
                import pricing
                return pricing

            def kinds():
                return [Cart]

            async def later():
                return 5

            def fail():
                raise LookupError("nothing there")

            class Cart:
                tools = os
                def __init__(self):
                    self.items = [1, 2]
                    self._owner = "me"
                def add(self, item):
                    self.items.append(item)
                    return self
                def twice(self, function):
                    return function(function(2))
                def show(self, function):
                    return function(os)
            """;

    private static Python served;
    private static PythonServer server;
    private static Python python;

    @BeforeAll
    static void start() {
        served = Python.builder(PythonProcess.at("python3"))
                .module("pricing", PRICING)
                .pool(pool -> pool.size(2))
                .build();
        server = PythonServer.builder(served)
                .allow("pricing:*", "pricing:Cart.*", "math:sqrt")
                .start();
        python = Python.builder(RemotePython.at("localhost:" + server.port())).build();
    }

    @AfterAll
    static void stop() {
        python.close();
        server.close();
        served.close();
    }

    @Test
    void whatIsAllowedIsCalled() {
        assertThat(python.call("pricing:total", List.of(List.of(1, 2, 3)), int.class))
                .isEqualTo(6);
        assertThat(python.call("math:sqrt", List.of(9), double.class)).isEqualTo(3);
        assertThat(python.callAll("pricing:total", List.of(List.of(List.of(1)), List.of(List.of(2))), int.class))
                .containsExactly(1, 2);
    }

    @PyModule("pricing")
    interface Pricing {
        int total(List<Integer> prices);
    }

    @Test
    void anInterfaceIsBoundToWhatIsAllowed() {
        assertThat(python.bind(Pricing.class).total(List.of(4, 5))).isEqualTo(9);
    }

    @Test
    void anObjectThatAnAllowedFunctionReturnedIsUsedByItsPublicNames() {
        try (PyObject cart = python.call("pricing:cart", List.of(), PyObject.class)) {
            cart.callMethod("add", 3).close();
            assertThat(cart.attribute("items").as(int[].class)).containsExactly(1, 2, 3);
            assertThat(cart.attribute("items").getItem(0).as(int.class)).isEqualTo(1);
            assertThat(cart.hasAttribute("nothing")).isFalse();
            assertThat(cart.callMethod("twice", (java.util.function.IntUnaryOperator) x -> x + 5)
                            .as(int.class))
                    .isEqualTo(12);
        }
        try (PyObject ticks = python.call("pricing:ticks", List.of(), PyObject.class);
                PyIterator<Integer> each = ticks.iterator(Integer.class)) {
            assertThat(each.next()).isEqualTo(1);
        }
    }

    @Test
    void anExceptionOfAnAllowedFunctionArrivesWhole() {
        assertThatExceptionOfType(PythonException.class)
                .isThrownBy(() -> python.call("pricing:fail", List.of(), int.class))
                .satisfies(raised -> assertThat(raised.error().frames()).isNotEmpty())
                .withMessage("LookupError: nothing there");
    }

    @Test
    void healthIsToldWithoutPermissionToRunCode() {
        assertThat(python.health(java.time.Duration.ofSeconds(10)).status()).isEqualTo(Health.Status.UP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "builtins:eval",
                "builtins:exec",
                "builtins:open",
                "builtins:getattr",
                "builtins:__import__",
                "operator:attrgetter",
                "operator:methodcaller",
                "operator:call",
                "functools:partial",
                "os:system",
                "subprocess:run",
                "importlib:import_module",
                "pickle:loads",
                "pricing:os.system",
                "pricing:os",
                "pricing:path",
                "pricing:system",
                "pricing:_secret",
                "pricing:total.__globals__",
                "pricing:Cart.__init__.__globals__.get",
                "pricing:Cart.tools.system",
                "pricing:__builtins__",
                "pricing:RATE",
                "_pybridge:apply",
                "_pybridge:run_coroutine",
                "_pybridge:finish",
                "_pybridge_scripts:run",
                "_pybridge_scripts:open_namespace",
                "_pybridge_buffers:store",
                "_pybridge_modules:offer",
                "_pybridge_wire:decode",
                "sys:exit"
            })
    void whatIsNotAllowedIsRefused(String entryPoint) {
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> python.call(entryPoint, List.of("1"), Object.class))
                .satisfies(refused -> assertThat(refused.mayHaveRun()).isFalse())
                .withMessageContaining("refused");
    }

    static Stream<Named<Consumer<PyObject>>> escapes() {
        return Stream.of(
                Named.of("__class__", cart -> cart.attribute("__class__")),
                Named.of("subclasses", cart -> cart.callMethod("__class__.__base__.__subclasses__")),
                Named.of("globals of a method", cart -> cart.attribute("add.__globals__")),
                Named.of("function of a method", cart -> cart.attribute("add").attribute("__func__")),
                Named.of("__dict__", cart -> cart.attribute("__dict__")),
                Named.of("a private name", cart -> cart.attribute("_owner")),
                Named.of("looking for a private name", cart -> cart.hasAttribute("_owner")),
                Named.of("a private name by a path", cart -> cart.attribute("items.__len__")),
                Named.of("a module that a class has", cart -> cart.attribute("tools")),
                Named.of("a function of that module", cart -> cart.callMethod("tools._exit", 1)),
                Named.of("the type", PyObject::type),
                Named.of("the type of the type", cart -> python.call("builtins:type", List.of(cart), PyObject.class)),
                Named.of("setting", cart -> cart.setAttribute("items", List.of())),
                Named.of("deleting", cart -> cart.deleteAttribute("items")),
                Named.of("setting an item", cart -> cart.attribute("items").setItem(0, 5)),
                Named.of(
                        "getattr", cart -> python.call("builtins:getattr", List.of(cart, "__class__"), PyObject.class)),
                Named.of("vars", cart -> python.call("builtins:vars", List.of(cart), PyObject.class)),
                Named.of(
                        "str.format",
                        cart -> python.call(
                                "_pybridge:call_method",
                                List.of("{0.__class__.__init__.__globals__}", "format", cart),
                                String.class)),
                Named.of(
                        "str.format_map",
                        cart -> python.call(
                                "_pybridge:call_method",
                                List.of("{c.__class__}", "format_map", Map.of("c", cart)),
                                String.class)),
                Named.of(
                        "a generator's frame",
                        cart -> python.call("pricing:ticks", List.of(), PyObject.class)
                                .attribute("gi_frame.f_builtins")),
                Named.of(
                        "a generator's code",
                        cart -> python.call("pricing:ticks", List.of(), PyObject.class)
                                .attribute("gi_code")),
                Named.of(
                        "a module that a function returns",
                        cart -> python.call("pricing:itself", List.of(), PyObject.class)),
                Named.of(
                        "classes that a function returns",
                        cart -> python.call("pricing:kinds", List.of(), PyObject.class)
                                .getItem(0)),
                Named.of(
                        "more arguments than str has",
                        cart -> python.call("builtins:str", List.of(cart, "utf8"), String.class)),
                Named.of(
                        "signature of a private member",
                        cart -> python.call("_pybridge:member", List.of(cart, "__init__"), Object.class)),
                Named.of(
                        "member of another module",
                        cart -> python.call("_pybridge:member_of", List.of("os", "", "system"), Object.class)),
                Named.of("resolve", cart -> python.call("_pybridge:resolve", List.of("os", "system"), PyObject.class)),
                Named.of("a module itself", cart -> python.importModule("pricing")),
                Named.of(
                        "importing",
                        cart -> python.call(
                                "_pybridge:import_all", List.of(List.of("antigravity"), true), Object.class)),
                Named.of(
                        "call_all",
                        cart -> python.call(
                                "_pybridge:call_all",
                                List.of("os", "getenv", List.of(List.of("PATH")), Map.of(), true),
                                Object.class)),
                Named.of(
                        "a module that a callback is given",
                        cart -> cart.callMethod("show", (java.util.function.Function<Object, Object>) shown -> 1)),
                Named.of("eval", cart -> python.eval("1 + 2")),
                Named.of("a probe with more in it", cart -> python.eval("1 + 1", Map.of("x", 1))),
                Named.of("run", cart -> python.run("x = 1")),
                Named.of("a session", cart -> python.session().close()));
    }

    @ParameterizedTest
    @MethodSource("escapes")
    void whatLeadsBeyondAnObjectIsRefused(Consumer<PyObject> escape) {
        try (PyObject cart = python.call("pricing:cart", List.of(), PyObject.class)) {
            assertThatExceptionOfType(AccessRefusedException.class)
                    .isThrownBy(() -> escape.accept(cart))
                    .withMessageContaining("refused");
            assertThat(cart.attribute("items").length()).isEqualTo(2);
        }
    }

    @Test
    void anInitScriptOfTheClientIsRefused() {
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> Python.builder(RemotePython.at("localhost:" + server.port()))
                        .pool(pool -> pool.initScript("x = 1"))
                        .build());
    }
}
