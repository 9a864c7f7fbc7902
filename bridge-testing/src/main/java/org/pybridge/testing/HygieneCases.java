package org.pybridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.pool.Hygiene;
import org.pybridge.pool.PoolBuilder;
import org.pybridge.spi.Capability;

/** What one borrower leaves behind, and whether the next one meets it. */
@Timeout(120)
abstract class HygieneCases extends Cases {
    private static final String IMPORTS =
            "import asyncio, builtins, decimal, gc, json, locale, logging, os, random, socket, sys, tempfile, threading, time, warnings";

    private Python own;

    @AfterEach
    void closeOwn() {
        if (own != null) {
            own.closeNow();
        }
    }

    private void start(Hygiene level, Consumer<PoolBuilder> more) {
        own = contract()
                .builder()
                .pool(pool -> more.accept(pool.size(1)
                        .hygiene(level)
                        .initScript(IMPORTS + "\nclass Shared: limit = 1\nsys.shared = Shared")))
                .build();
    }

    /** What is done, and the text of an expression that shows whether it was; the text must be the same before and after. */
    private enum Trace {
        MODULE_FUNCTION("json.dumps = None", "json.dumps is None"),
        MODULE_ATTRIBUTE_ADDED("json.extra = 1", "hasattr(json, 'extra')"),
        MODULE_ATTRIBUTE_DELETED("del json.loads", "hasattr(json, 'loads')"),
        MODULE_SETATTR("setattr(json, 'dumps', None)", "json.dumps is None"),
        MODULE_DICT(
                "vars(json)['dumps'] = None; json.__dict__.update(extra=2)",
                "(json.dumps is None, hasattr(json, 'extra'))"),
        MODULE_REPLACED("sys.modules['json'] = None", "sys.modules['json'] is None"),
        MODULE_REMOVED("sys.modules.pop('json')", "'json' in sys.modules"),
        LATER_IMPORT("import colorsys; colorsys.ONE_THIRD = 7", "__import__('colorsys').ONE_THIRD"),
        CLASS_METHOD("json.JSONEncoder.encode = None", "json.JSONEncoder.encode is None"),
        CLASS_ATTRIBUTE("sys.shared.limit = 2", "sys.shared.limit"),
        FUNCTION_DEFAULTS("json.dumps.__kwdefaults__ = {}", "json.dumps.__kwdefaults__ == {}"),
        BUILTIN("builtins.max = builtins.min", "max(1, 2)"),
        ENVIRONMENT(
                "os.environ['LEFT'] = '1'; os.environ.pop('PATH', None)",
                "('LEFT' in os.environ, os.environ.get('PATH'))"),
        DIRECTORY("os.chdir('/')", "os.getcwd()"),
        PATH("sys.path.insert(0, '/left'); sys.argv.append('left')", "(list(sys.path), list(sys.argv))"),
        STREAMS("sys.stdout = sys.stderr = None", "(sys.stdout is None, sys.stderr is None)"),
        HOOKS(
                "sys.excepthook = print; threading.excepthook = print",
                "(sys.excepthook is print, threading.excepthook is print)"),
        RECURSION("sys.setrecursionlimit(567)", "sys.getrecursionlimit()"),
        WARNINGS("warnings.simplefilter('error')", "[each[0] for each in warnings.filters]"),
        LOGGING_HANDLER("logging.getLogger().addHandler(logging.NullHandler())", "len(logging.getLogger().handlers)"),
        LOGGING_LEVEL(
                "logging.disable(50); logging.getLogger('kit').setLevel(50)",
                "(logging.root.manager.disable, logging.getLogger('kit').level)"),
        DECIMAL("decimal.getcontext().prec = 3", "decimal.getcontext().prec"),
        LOCALE_DIRECTORY("tempfile.tempdir = '/left'", "tempfile.tempdir"),
        SOCKET_TIMEOUT("socket.setdefaulttimeout(5)", "socket.getdefaulttimeout()"),
        THREAD("threading.Thread(target=time.sleep, args=(2,), daemon=True).start()", "threading.active_count()"),
        TASK(
                "async def later():\\n    global t\\n    t = asyncio.ensure_future(asyncio.sleep(9))\\n    sys.shared.task = t\\nlater()"
                        .replace("\\n", "\n"),
                "getattr(sys.shared, 'task', None)");

        private final String deed;
        private final String question;

        Trace(String deed, String question) {
            this.deed = IMPORTS + "\n" + deed;
            this.question = IMPORTS + "\nrepr(" + question + ")";
        }
    }

    static Stream<Arguments> traces() {
        return Arrays.stream(Hygiene.values())
                .filter(level -> level != Hygiene.SHARED_STATE && level != Hygiene.FRESH)
                .map(Arguments::of);
    }

    /** All in one interpreter, because a start can cost seconds. */
    @ParameterizedTest
    @MethodSource("traces")
    void theNextBorrowerDoesNotSeeWhatAScriptLeft(Hygiene level) {
        start(level, pool -> {});
        for (Trace trace : Trace.values()) {
            String before = own.eval(trace.question).as(String.class);
            own.eval(trace.deed);
            assertThat(own.eval(trace.question).as(String.class))
                    .as(trace.name())
                    .isEqualTo(before);
        }
        assertThat(own.statistics().recycled())
                .as("replaced for the thread alone")
                .isEqualTo(1);
    }

    @Test
    void theNextBorrowerDoesNotSeeWhatASessionLeft() {
        start(Hygiene.RESET, pool -> {});
        for (Trace trace : Trace.values()) {
            String before = own.eval(trace.question).as(String.class);
            try (Session session = own.session()) {
                session.exec(trace.deed);
            }
            assertThat(own.eval(trace.question).as(String.class))
                    .as(trace.name())
                    .isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatALevelPromisesHoldsForFewTraces(Hygiene level) {
        start(level, pool -> {});
        own.eval(Trace.ENVIRONMENT.deed);
        boolean left = own.eval(IMPORTS + "\n'LEFT' in os.environ").as(boolean.class);
        assertThat(left).isEqualTo(level == Hygiene.SHARED_STATE);
    }

    @Test
    void aSessionKeepsItsChangesUntilItEnds() {
        start(Hygiene.RESET, pool -> {});
        try (Session session = own.session()) {
            session.exec("import json\njson.dumps = 5");
            assertThat(session.eval("json.dumps").as(int.class)).isEqualTo(5);
        }
        assertThat(own.eval("import json\njson.dumps([1])").as(String.class)).isEqualTo("[1]");
    }

    @Test
    void whatCannotBeUndoneHasTheInterpreterReplaced() {
        start(Hygiene.RESET, pool -> {});
        own.eval(Trace.THREAD.deed);
        assertThat(own.eval("1 + 1").as(int.class)).isEqualTo(2);
        assertThat(own.statistics().recycled()).isEqualTo(1);
        assertThat(own.statistics().lost()).isZero();
    }

    @Test
    void whatTakesTooLongToUndoHasTheInterpreterReplaced() {
        needs(Capability.INTERRUPT);
        start(Hygiene.RESET, pool -> pool.upkeepTimeout(Late.LIMIT));
        own.exec(IMPORTS + """

                def hang(level):
                    while True: pass
                logger = logging.getLogger("kit")
                logger.setLevel(50)
                logger.setLevel = hang
                """);
        assertThat(own.eval("import logging\nlogging.getLogger('kit').level").as(int.class))
                .isZero();
        assertThat(own.statistics().lost()).isEqualTo(1);
    }

    /** Replaces all builtins that a script can call. */
    private static final String BREAK_BUILTINS = """
            import builtins
            def broken(*arguments, **named):
                raise RuntimeError("a borrower has replaced it")
            vars(builtins).update({
                name: broken
                for name, value in vars(builtins).items()
                if name[0] != "_" and callable(value) and not (isinstance(value, type) and issubclass(value, BaseException))
            })
            """;

    @Test
    void builtinsThatABorrowerReplacedAreThereAgainForTheNext() {
        start(Hygiene.RESET, pool -> {});
        own.exec(BREAK_BUILTINS);
        assertThat(own.eval("[len('abc'), max(1, 2), sorted({2, 1}), str(None)]")
                        .as(Object.class))
                .isEqualTo(List.of(3L, 2L, List.of(1L, 2L), "None"));
        assertThat(own.statistics().recycled()).isZero();
        assertThat(own.statistics().lost()).isZero();
    }

    @Test
    void callsGoOnWhateverBuiltinsTheirSessionHasReplaced() {
        start(Hygiene.SHARED_STATE, pool -> {});
        try (Session session = own.session()) {
            session.exec(BREAK_BUILTINS);
            assertThat(session.eval("[1, 2.5, 'x', b'y', None, {'a': (True, {3})}]")
                            .as(Object.class))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .hasSize(6)
                    .startsWith(1L, 2.5, "x");
            assertThat(session.eval("given", Map.of("given", List.of(1, Map.of("a", "b"))))
                            .as(Object.class))
                    .isEqualTo(List.of(1L, Map.of("a", "b")));
            assertThat(Raised.by(() -> session.eval("len('abc')")).message()).isEqualTo("a borrower has replaced it");
            assertThat(session.call("operator:add", List.of(1, 2), int.class)).isEqualTo(3);
        }
        assertThat(own.statistics().lost()).isZero();
    }

    @Test
    void aModuleThatAScriptImportedStaysLoaded() {
        start(Hygiene.RESET, pool -> {});
        own.exec("import colorsys");
        assertThat(own.eval("import sys\n'colorsys' in sys.modules").as(boolean.class))
                .isTrue();
    }

    @Test
    void aSeedIsForgotten() {
        start(Hygiene.RESET, pool -> {});
        String seeded = "import random\nrandom.seed(1)\nrandom.random()";
        double first = own.eval(seeded).as(double.class);
        assertThat(own.eval("import random\nrandom.random()").as(double.class)).isNotEqualTo(0.8474337369372327);
        assertThat(own.eval(seeded).as(double.class)).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"SHARED_STATE, true", "RESET, true", "RESET_EVERY_CALL, false", "FRESH, false"})
    void whatAPlainCallChangesStaysAsTheLevelSays(Hygiene level, boolean stays) {
        start(level, pool -> {});
        own.call("sys:setrecursionlimit", List.of(789));
        int limit = own.call("sys:getrecursionlimit", List.of(), int.class);
        assertThat(limit == 789).isEqualTo(stays);
    }

    @Test
    void aFreshInterpreterComesFromTheSpares() {
        start(Hygiene.FRESH, pool -> pool.spares(1));
        Background.until(() -> own.statistics().spares() == 1);
        own.exec("import sys\nsys.left = 1");
        assertThat(own.eval("import sys\nhasattr(sys, 'left')").as(boolean.class))
                .isFalse();
        assertThat(own.statistics().recycled()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void aFreshInterpreterLivesUntilAllThatARunLeftIsThere() {
        start(Hygiene.FRESH, pool -> {});
        assertThat(own.run("print('x')\ny = 7").globals().get("y").as(int.class))
                .isEqualTo(7);
    }
}
