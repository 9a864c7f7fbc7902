package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PyObject;
import org.pybridge.PyTuple;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.ConversionCases;

/** Lists, tuples, sets and dicts of every kind keep their kind, their order and what is in them. */
public abstract class ContainerCases extends ConversionCases {

    static Stream<Arguments> containers() {
        return Stream.of(
                arguments("[]", List.of()),
                arguments("()", PyTuple.of()),
                arguments("set()", Set.of()),
                arguments("{}", Map.of()),
                arguments("[[], [[]], {}]", List.of(List.of(), List.of(List.of()), Map.of())),
                arguments("[None, None]", Arrays.asList(null, null)),
                arguments("[1, 'a', None, 2.5, True]", Arrays.asList(1L, "a", null, 2.5, true)),
                arguments("[(1, 2), (3,)]", List.of(PyTuple.of(1L, 2L), PyTuple.of(3L))),
                arguments("{'a': {'b': [{'c': ()}]}}", Map.of("a", Map.of("b", List.of(Map.of("c", PyTuple.of()))))),
                arguments("{1: 'int', 2.5: 'float', True + 1: 'two'}", Map.of(1L, "int", 2.5, "float", 2L, "two")),
                arguments("{(1, ('a',)): 'tuple'}", Map.of(PyTuple.of(1L, PyTuple.of("a")), "tuple")),
                arguments("{None: 'none', False: 'bool'}", mapOf(null, "none", false, "bool")),
                arguments("{frozenset([1]): 'set'}", Map.of(Set.of(1L), "set")),
                arguments("import datetime\n{datetime.date(2024, 2, 29): 1}", Map.of(LocalDate.of(2024, 2, 29), 1L)),
                arguments("import datetime\n{datetime.date(1, 1, 1)}", Set.of(LocalDate.of(1, 1, 1))),
                arguments("{1, 'a', None}", setOf(1L, "a", null)),
                arguments("frozenset([frozenset([1]), 2])", Set.of(Set.of(1L), 2L)),
                arguments("import collections\ncollections.OrderedDict(b=1, a=2)", mapOf("b", 1L, "a", 2L)),
                arguments("import collections\ncollections.Counter('aab')", Map.of("a", 2L, "b", 1L)),
                arguments(
                        "import collections\nd = collections.defaultdict(list); d['k'].append(1); d",
                        Map.of("k", List.of(1L))),
                arguments("class L(list): pass\nL([1, 2])", List.of(1L, 2L)),
                arguments("class D(dict): pass\nD(k=D())", Map.of("k", Map.of())),
                arguments("class S(set): pass\nS([1])", Set.of(1L)),
                arguments("class T(tuple): pass\nT([1, 'a'])", PyTuple.of(1L, "a")),
                arguments("import collections\ncollections.namedtuple('P', 'x y')(1, 'a')", PyTuple.of(1L, "a")));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aContainerOfPythonsIsCopiedWithAllThatIsInIt(String code, Object value) {
        assertThat(eval(code)).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("containers")
    @SuppressWarnings("unchecked") // what is put in is never there
    void aCopyCannotBeChanged(String code, Object value) {
        Object copy = eval(code);
        assertThatThrownBy(() -> {
                    if (copy instanceof Map<?, ?> map) {
                        ((Map<Object, Object>) map).put("new", 1);
                    } else {
                        ((Collection<Object>) copy).add("new");
                    }
                })
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aContainerInADictIsCopiedTheSame(String code, Object value) {
        String[] lines = code.split("\n");
        lines[lines.length - 1] = lines[lines.length - 1].replaceAll("(.*; |^)(.*)$", "$1{'k': $2}");
        assertThat(eval(String.join("\n", lines))).isEqualTo(Map.of("k", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(1, 2)", "(1, 'a')", "()", "(1.5,)", "('a',)", "(1, (2,))"})
    void aTupleIsToldFromAList(String code) {
        assertThat(eval(code)).isInstanceOf(PyTuple.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(1, 2)", "(1, 'a')", "()", "(None,)", "([], (2,))", "(..., 1)", "(..., 'ref', 0)"})
    void aTupleThatComesBackIsStillTheTuple(String code) {
        PyTuple tuple = python().eval(code).as(PyTuple.class);
        assertThat(with(tuple, "type(x) is tuple and x == " + code)).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1, 2]", "['a']", "[1, 'a']", "[]", "[1.5]"})
    void aListIsNoTuple(String code) {
        assertThat(eval(code)).isInstanceOf(List.class).isNotInstanceOf(PyTuple.class);
    }

    @Test
    void aDictKeepsItsOrder() {
        assertThat((Map<?, ?>) eval("{k: None for k in 'zyxabc'}"))
                .extracting(map -> List.copyOf(map.keySet()))
                .isEqualTo(List.of("z", "y", "x", "a", "b", "c"));
    }

    @Test
    void aMapKeepsItsOrderInPython() {
        assertThat(with(mapOf("z", 1, "a", 2), "list(x.items())"))
                .isEqualTo(List.of(PyTuple.of("z", 1L), PyTuple.of("a", 2L)));
    }

    @Test
    void aSetKeepsPythonsOrder() {
        List<?> both = (List<?>) eval("s = {'q', 'a', 'z', 'm'}\n[list(s), s]");
        assertThat(List.copyOf((Set<?>) both.get(1))).isEqualTo(both.get(0));
    }

    @Test
    void aDictOfObjectsKeepsEachKey() {
        String code = "class K:\n  def __init__(self, n): self.n = n\n{K(1): 'a', K(2): 'b'}";
        assertThat((Map<?, ?>) eval(code)).hasSize(2);
    }

    static Stream<Arguments> iterables() {
        return Stream.of(
                arguments("range(3)"),
                arguments("(i for i in range(3))"),
                arguments("iter([0, 1, 2])"),
                arguments("import collections\ncollections.deque([0, 1, 2])"),
                arguments("{0: 'a', 1: 'b', 2: 'c'}.keys()"),
                arguments("{'a': 0, 'b': 1, 'c': 2}.values()"),
                arguments("map(int, '012')"),
                arguments("(0, 1, 2)"),
                arguments("class It:\n  def __iter__(self): return iter(range(3))\nIt()"),
                arguments("class Seq:\n  def __getitem__(self, i): return [0, 1, 2][i]\nSeq()"),
                arguments("import array\narray.array('b', [0, 1, 2])"));
    }

    @ParameterizedTest
    @MethodSource("iterables")
    void whatPythonIteratesOverIsReadAsAList(String code) {
        assertThat(python().eval(code).as(new TypeRef<List<Integer>>() {})).containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @MethodSource("iterables")
    void whatPythonIteratesOverIsReadAsAnArray(String code) {
        assertThat(python().eval(code).as(long[].class)).containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"range(3)", "iter([])", "{}.keys()", "import collections\ncollections.deque()"})
    void whatIsNoContainerOfValuesStaysInPython(String code) {
        assertThat(eval(code)).isInstanceOf(PyObject.class);
    }

    @Test
    void theItemsOfADictAreTuples() {
        assertThat(python().eval("{'a': 1}.items()").as(new TypeRef<List<PyTuple>>() {}))
                .containsExactly(PyTuple.of("a", 1L));
    }

    /** A Java container, its type in Python, and Python's text of it. */
    static Stream<Arguments> javasContainers() {
        return Stream.of(
                arguments(List.of(), "[]"),
                arguments(new ArrayDeque<>(List.of(1, 2)), "[1, 2]"),
                arguments(Stream.of("a", 2), "['a', 2]"),
                arguments(IntStream.range(0, 3), "[0, 1, 2]"),
                arguments(new int[] {1, -2}, "[1, -2]"),
                arguments(new int[0], "[]"),
                arguments(new long[] {1, Long.MIN_VALUE}, "[1, -9223372036854775808]"),
                arguments(new short[] {1, Short.MIN_VALUE}, "[1, -32768]"),
                arguments(new double[] {1, -0.0}, "[1.0, -0.0]"),
                arguments(new float[] {0.5f, Float.POSITIVE_INFINITY}, "[0.5, inf]"),
                arguments(new boolean[] {true, false}, "[True, False]"),
                arguments(new char[] {'a', 'b'}, "'ab'"),
                arguments(new String[] {"a", null}, "['a', None]"),
                arguments(new int[][] {{1}, {}}, "[[1], []]"),
                arguments(List.of(new boolean[] {true}, new float[] {1}), "[[True], [1.0]]"),
                arguments(Arrays.asList(1, null, 1.0, true), "[1, None, 1.0, True]"),
                arguments(PyTuple.of(1), "(1,)"),
                arguments(PyTuple.of(), "()"),
                arguments(List.of(PyTuple.of(List.of())), "[([],)]"),
                arguments(Set.of(), "set()"),
                arguments(Set.of(PyTuple.of(1, "a")), "{(1, 'a')}"),
                arguments(Map.of(), "{}"),
                arguments(mapOf(null, 1, true, 2), "{None: 1, True: 2}"),
                arguments(Map.of(PyTuple.of(1, 2), 2.5), "{(1, 2): 2.5}"),
                arguments(Map.of(LocalDate.of(2024, 2, 29), 1), "{datetime.date(2024, 2, 29): 1}"),
                arguments(new TreeMap<>(Map.of(2, "b", 1, "a")), "{1: 'a', 2: 'b'}"),
                arguments(Collections.nCopies(2, List.of(1)), "[[1], [1]]"));
    }

    @ParameterizedTest
    @MethodSource("javasContainers")
    void aContainerOfJavasIsPythonsOwn(Object value, String text) {
        assertThat(with(value, "repr(x)")).isEqualTo(text);
    }

    @Test
    void aListOfJavasCanBeChangedInPythonAndIsACopy() {
        List<Object> list = new ArrayList<>(List.of(1, "a"));
        assertThat(with(list, "x.append(2)\nx")).isEqualTo(List.of(1L, "a", 2L));
        assertThat(list).hasSize(2);
    }

    /** Filling an array is one way to make a list, marshal another; both must give lists that grow and change type. */
    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 1000})
    void aListOfAnyLengthTakesElementsOfAnyTypeInPython(int length) {
        Object grown = with(Collections.nCopies(length, 1L), "x.append('a')\nx.append(2**70)\nlen(x), x[0], x[-2]");
        assertThat(grown).isEqualTo(PyTuple.of(length + 2L, 1L, "a"));
    }

    private static Map<Object, Object> mapOf(Object key, Object value, Object key2, Object value2) {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(key2, value2);
        return map;
    }

    private static Set<Object> setOf(Object... elements) {
        return new LinkedHashSet<>(Arrays.asList(elements));
    }
}
