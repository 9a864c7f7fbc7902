package org.pybridge.testing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Python;
import org.pybridge.ScriptResult;
import org.pybridge.Session;
import org.pybridge.pool.PoolBuilder;
import org.pybridge.pool.ResetPolicy;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.LosesInterpreter;
import org.pybridge.testing.support.Raises;
import org.pybridge.testing.support.Timeouts;

/** What one borrower leaves behind, and whether the next one meets it. */
@Timeout(120)
public abstract class ResetCases extends Cases {
    private Python own;

    @AfterEach
    void closeOwn() {
        if (own != null) {
            own.closeNow();
        }
    }

    private void start(ResetPolicy policy, Consumer<PoolBuilder> more) {
        if (policy != ResetPolicy.NONE) {
            needs(Capability.OWN_STATE);
        }
        own = fixture()
                .builder()
                .pool(pool -> more.accept(pool.size(1)
                        .resetPolicy(policy)
                        .initScript("class Shared: limit = 1\nimport sys; sys.shared = Shared")))
                .build();
    }

    /** What is done, and the text of an expression that shows whether it was; the text must be the same before and after. */
    private enum Setting {
        ENVIRONMENT(
                "os.environ['LEFT'] = '1'; os.environ.pop('PATH', None)",
                "('LEFT' in os.environ, os.environ.get('PATH'))"),
        DIRECTORY("os.chdir('/')", "os.getcwd()"),
        PATH("sys.path.insert(0, '/left'); sys.argv.append('left')", "(list(sys.path), list(sys.argv))"),
        PATH_REPLACED("sys.path = ['/left']", "list(sys.path)"),
        STREAMS("sys.stdout = sys.stderr = None", "(sys.stdout is None, sys.stderr is None)"),
        HOOKS(
                "sys.excepthook = print; threading.excepthook = print",
                "(sys.excepthook is print, threading.excepthook is print)"),
        RECURSION("sys.setrecursionlimit(567)", "sys.getrecursionlimit()"),
        WARNINGS("warnings.simplefilter('error')", "[each[0] for each in warnings.filters]"),
        LOGGING_HANDLER("logging.getLogger().addHandler(logging.NullHandler())", "len(logging.getLogger().handlers)"),
        LOGGING_LEVEL(
                "logging.disable(50); logging.getLogger('kit').setLevel(50); logging.getLogger().setLevel(50)",
                "(logging.root.manager.disable, logging.getLogger('kit').level, logging.root.level)"),
        LOGGING_CONFIG(
                "logging.basicConfig(level=10, force=True)", "[type(h).__name__ for h in logging.root.handlers]"),
        DECIMAL(
                "decimal.getcontext().prec = 3; decimal.getcontext().traps[decimal.FloatOperation] = True",
                "str(decimal.Decimal(1) / 3)"),
        DECIMAL_DEFAULT("decimal.DefaultContext.prec = 7", "decimal.DefaultContext.prec"),
        GARBAGE_COLLECTION("gc.disable()", "gc.isenabled()"),
        SOCKET_TIMEOUT("socket.setdefaulttimeout(5)", "socket.getdefaulttimeout()");

        private static final String IMPORTS = "import decimal, gc, logging, os, socket, sys, threading, warnings";

        private final String deed;
        private final String question;

        Setting(String deed, String question) {
            this.deed = IMPORTS + "\n" + deed;
            this.question = IMPORTS + "\nrepr(" + question + ")";
        }
    }

    @Test
    void theNextBorrowerFindsTheSettingsThatThereWereBeforeAScript() {
        start(ResetPolicy.SETTINGS, pool -> {});
        for (Setting setting : Setting.values()) {
            String before = own.eval(setting.question).as(String.class);
            own.eval(setting.deed);
            assertThat(own.eval(setting.question).as(String.class))
                    .as(setting.name())
                    .isEqualTo(before);
        }
        assertThat(own.statistics().retired() + own.statistics().died()).isZero();
    }

    /** A module that the script itself has imported counts from its documented default. */
    @Test
    void settingsOfModulesThatTheScriptImportedAreSetBackToo() {
        for (Setting setting :
                List.of(Setting.DECIMAL, Setting.LOGGING_LEVEL, Setting.LOGGING_HANDLER, Setting.SOCKET_TIMEOUT)) {
            start(ResetPolicy.SETTINGS, pool -> {});
            own.exec(setting.deed);
            String after = own.eval(setting.question).as(String.class);
            own.closeNow();
            start(ResetPolicy.SETTINGS, pool -> {});
            assertThat(after)
                    .as(setting.name())
                    .isEqualTo(own.eval(setting.question).as(String.class));
            own.closeNow();
        }
    }

    @Test
    void theNextBorrowerFindsTheSettingsThatThereWereBeforeASession() {
        start(ResetPolicy.SETTINGS, pool -> {});
        for (Setting setting : Setting.values()) {
            String before = own.eval(setting.question).as(String.class);
            try (Session session = own.session()) {
                session.exec(setting.deed);
                assertThat(session.eval(setting.question).as(String.class))
                        .as(setting.name())
                        .isNotEqualTo(before);
            }
            assertThat(own.eval(setting.question).as(String.class))
                    .as(setting.name())
                    .isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAFunctionChangesStaysAsThePolicySays(ResetPolicy policy) {
        start(policy, pool -> {});
        int before = own.call("sys:getrecursionlimit", List.of(), int.class);
        own.call("sys:setrecursionlimit", List.of(789));
        int limit = own.call("sys:getrecursionlimit", List.of(), int.class);
        own.call("sys:setrecursionlimit", List.of(before));
        assertThat(limit == 789).isEqualTo(policy == ResetPolicy.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoSettingStaysAsThePolicySays(ResetPolicy policy) {
        start(policy, pool -> {});
        own.exec("import sys; sys.shared.limit = 2");
        assertThat(own.eval("import sys; sys.shared.limit").as(int.class))
                .isEqualTo(policy == ResetPolicy.FRESH ? 1 : 2);
    }

    /** Whatever becomes of the interpreter afterwards, the caller has what the script has made. */
    @ParameterizedTest
    @EnumSource
    void noPolicyChangesWhatACallerGets(ResetPolicy policy) {
        start(policy, pool -> {});
        ScriptResult run = own.run("""
                import sys
                m = [[0, 0], [0, 0]]
                m[0][0] = 1
                d = {'x': []}
                d['x'].append(1)
                class Stack:
                    def __init__(self): self.items = []
                    def push(self, x): self.items.append(x)
                s = Stack(); s.push(1); s.push(2)
                items = s.items
                sys.path.append('/mine'); path = sys.path[-1]
                print('printed')
                m
                """);
        assertThat(run.as(Object.class)).isEqualTo(List.of(List.of(1L, 0L), List.of(0L, 0L)));
        assertThat(run.globals().get("d").as(Object.class)).isEqualTo(Map.of("x", List.of(1L)));
        assertThat(run.globals().get("items").as(Object.class)).isEqualTo(List.of(1L, 2L));
        assertThat(run.globals().get("path").as(String.class)).isEqualTo("/mine");
        assertThat(run.stdout()).isEqualTo("printed\n");
    }

    /** What libraries do every day: parse dates, look at the locale, leave threads and context variables. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "import datetime; datetime.datetime.strptime('2026-11-29', '%Y-%m-%d').year",
                "import time; time.strptime('2026', '%Y').tm_year",
                "import locale; locale.getlocale(); 2026",
                "import threading, time; threading.Thread(target=time.sleep, args=(0.5,), daemon=True).start(); 2026",
                "import threading; t = threading.Timer(0.5, int); t.daemon = True; t.start(); 2026",
                "import contextvars; contextvars.ContextVar('left').set(1); 2026"
            })
    void everydayCodeKeepsItsInterpreter(String code) {
        for (ResetPolicy policy : List.of(ResetPolicy.NONE, ResetPolicy.SETTINGS)) {
            start(policy, pool -> {});
            assertThat(own.eval(code).as(int.class)).isEqualTo(2026);
            assertThat(own.run(code).as(int.class)).isEqualTo(2026);
            assertThat(own.statistics().died() + own.statistics().retired()).isZero();
            own.closeNow();
        }
    }

    @Test
    void aSettingThatCannotBeSetBackHasTheInterpreterReplaced() {
        start(ResetPolicy.SETTINGS, pool -> {});
        own.exec("import logging\nlogging.getLogger('kit').setLevel(50)\nlogging.getLogger('kit').setLevel = None");
        assertThat(own.eval("import logging\nlogging.getLogger('kit').level").as(int.class))
                .isZero();
        assertThat(own.statistics().retired()).isEqualTo(1);
        assertThat(own.statistics().died()).isZero();
    }

    @LosesInterpreter
    @Test
    void aSettingThatTakesTooLongToSetBackHasTheInterpreterReplaced() {
        needs(Capability.INTERRUPT);
        start(ResetPolicy.SETTINGS, pool -> pool.maintenanceTimeout(Timeouts.LIMIT));
        own.exec("""
                import logging
                def hang(level):
                    while True: pass
                logger = logging.getLogger("kit")
                logger.setLevel(50)
                logger.setLevel = hang
                """);
        assertThat(own.eval("import logging\nlogging.getLogger('kit').level").as(int.class))
                .isZero();
        assertThat(own.statistics().died()).isEqualTo(1);
    }

    @Test
    void aFreshInterpreterComesFromTheSpares() {
        needs(Capability.OWN_STATE);
        start(ResetPolicy.FRESH, pool -> pool.spares(1));
        Background.until(() -> own.statistics().spares() == 1);
        own.exec("import sys\nsys.left = 1");
        assertThat(own.eval("import sys\nhasattr(sys, 'left')").as(boolean.class))
                .isFalse();
        assertThat(own.statistics().retired()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void aModuleThatAScriptImportedStaysLoaded() {
        start(ResetPolicy.SETTINGS, pool -> {});
        own.exec("import colorsys");
        assertThat(own.eval("import sys\n'colorsys' in sys.modules").as(boolean.class))
                .isTrue();
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
    void callsGoOnWhateverBuiltinsTheirSessionHasReplaced() {
        needs(Capability.OWN_STATE);
        start(ResetPolicy.NONE, pool -> {});
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
            assertThat(Raises.assertRaises(() -> session.eval("len('abc')")).message())
                    .isEqualTo("a borrower has replaced it");
            assertThat(session.call("operator:add", List.of(1, 2), int.class)).isEqualTo(3);
        }
        assertThat(own.statistics().died()).isZero();
    }
}
