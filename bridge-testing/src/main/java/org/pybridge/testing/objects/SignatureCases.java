package org.pybridge.testing.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pybridge.PyModule;
import org.pybridge.PyName;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.testing.support.Cases;

/** Functions of which Python says something else than what they take, and names that are nearly right. */
public abstract class SignatureCases extends Cases {

    /** Builtin functions with parameters that can be left out. */
    @PyModule("builtins")
    interface Builtins {
        List<Integer> sorted(List<Integer> numbers);

        int sum(List<Integer> numbers);

        int max(Object... numbers);

        @PyName("sum")
        int sumFrom(List<Integer> numbers, @PyName("start") int start);

        double pow(double base, double exponent);
    }

    /** The same of the standard library. */
    @PyModule("math")
    interface Maths {
        boolean isclose(double a, double b);

        double prod(List<Double> factors);

        double sqrt(double square);
    }

    /** Functions behind decorators. */
    @PyModule("decorated")
    interface Decorated {
        String query(String sql);

        String logged(String text, Optional<String> suffix);

        String patched(String text);
    }

    /** A method with ways for several types. */
    interface Dispatching {
        String kind(Object value);
    }

    /** One method, whose name is written otherwise. */
    @PyModule("logging")
    interface Loggers {
        PyObject getLogger(String name);
    }

    /** More than one. */
    @PyModule("collections")
    interface Collections {
        PyObject counter(String letters);

        PyObject nothingOfTheKind();
    }

    /** The only method of the interface is default but for one. */
    interface Doubler {
        int apply(int number);

        default int twice(int number) {
            return apply(apply(number));
        }

        default String joined(String first, int... more) {
            return first + more.length;
        }
    }

    @Test
    void builtinFunctionsAreBoundWithoutWhatCanBeLeftOut() {
        Builtins builtins = python().bind(Builtins.class);
        assertThat(builtins.sorted(List.of(3, 1, 2))).containsExactly(1, 2, 3);
        assertThat(builtins.sum(List.of(1, 2))).isEqualTo(3);
        assertThat(builtins.sumFrom(List.of(1, 2), 10)).isEqualTo(13);
        assertThat(builtins.max(1, 5, 2)).isEqualTo(5);
        assertThat(builtins.pow(2, 3)).isEqualTo(8);
        Maths maths = python().bind(Maths.class);
        assertThat(maths.isclose(1, 1)).isTrue();
        assertThat(maths.prod(List.of(2.0, 3.0))).isEqualTo(6);
        assertThat(maths.sqrt(9)).isEqualTo(3);
    }

    @Test
    void aDecoratedFunctionTakesWhatItTakesOrWhatIsInside() {
        String source = """
                import functools
                from unittest import mock

                def with_database(f):
                    @functools.wraps(f)
                    def wrapper(*arguments, **named):
                        return f("db", *arguments, **named)
                    return wrapper

                def logging(f):
                    @functools.wraps(f)
                    def wrapper(*arguments, **named):
                        return f(*arguments, **named)
                    return wrapper

                @with_database
                def query(db, sql):
                    return db + ":" + sql

                @logging
                def logged(text, suffix="!", *, more=""):
                    return text + suffix

                @mock.patch("os.getcwd")
                def patched(text, getcwd):
                    return text + type(getcwd).__name__

                class Dispatching:
                    @functools.singledispatchmethod
                    def kind(self, value):
                        return "any"

                    @kind.register
                    def _(self, value: int):
                        return "int"
                """;
        try (Python python = fixture()
                .builder()
                .pool(pool -> pool.size(1))
                .module("decorated", source)
                .build()) {
            Decorated decorated = python.bind(Decorated.class);
            assertThat(decorated.query("select")).isEqualTo("db:select");
            assertThat(decorated.logged("text", Optional.empty())).isEqualTo("text!");
            assertThat(decorated.logged("text", Optional.of("?"))).isEqualTo("text?");
            assertThat(decorated.patched("a ")).isEqualTo("a MagicMock");
            Dispatching dispatching =
                    python.eval("import decorated\ndecorated.Dispatching()").as(Dispatching.class);
            assertThat(dispatching.kind(1)).isEqualTo("int");
            assertThat(dispatching.kind("x")).isEqualTo("any");
        }
    }

    @Test
    void aNameThatIsWrittenOtherwiseIsNamed() {
        assertThatThrownBy(() -> python().bind(Loggers.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no 'get_logger' in Python")
                .hasMessageContaining("'getLogger' is there")
                .hasMessageContaining("@PyName");
        assertThatThrownBy(() -> python().bind(Collections.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no 'counter' in Python; 'Counter' is there")
                .hasMessageContaining("there is no 'nothing_of_the_kind' in Python");
    }

    @Test
    void theDefaultMethodsOfAHiddenInterfaceAreJavas() {
        Doubler doubler = python().eval("lambda number: 2 * number").as(Doubler.class);
        assertThat(doubler.twice(5)).isEqualTo(20);
        assertThat(doubler.joined("x", 1, 2)).isEqualTo("x2");
    }
}
