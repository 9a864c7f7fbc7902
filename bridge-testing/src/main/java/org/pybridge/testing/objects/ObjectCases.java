package org.pybridge.testing.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Call;
import org.pybridge.PyObject;
import org.pybridge.PythonException;
import org.pybridge.Script;
import org.pybridge.testing.support.Raises;

/** What can be done with an object that stays in Python. */
public abstract class ObjectCases extends SessionCases {

    @Test
    void whatASessionEvaluatesOrImportsIsLive() {
        assertThat(object("[1]").isLive()).isTrue();
        assertThat(session()
                        .eval(new Script("x * 2", "twice.py"), Map.of("x", 2))
                        .as(int.class))
                .isEqualTo(4);
        assertThat(session().importModule("lab").attribute("__name__").as(String.class))
                .isEqualTo("lab");
    }

    @Test
    void anAttributeIsReadAsAnObject() {
        assertThat(object("lab.Point(3, 4)").attribute("y").as(int.class)).isEqualTo(4);
    }

    @Test
    void anAttributeThatIsSetIsSeenInPython() {
        PyObject point = object("p = lab.Point(3, 4)\np");
        point.setAttribute("x", List.of(1, 2));
        assertThat(object("p.x == [1, 2]").isTrue()).isTrue();
    }

    @Test
    void anAttributeCanBeSetToNone() {
        PyObject point = object("lab.Point(3)");
        point.setAttribute("x", null);
        assertThat(point.attribute("x").isNone()).isTrue();
    }

    @Test
    void aDeletedAttributeIsGone() {
        PyObject point = object("lab.Point(3)");
        point.deleteAttribute("x");
        assertThat(point.hasAttribute("x")).isFalse();
    }

    @Test
    void anAttributeOfTheClassIsThereToo() {
        assertThat(object("lab.Point(3)").hasAttribute("unit")).isTrue();
    }

    @Test
    void aMissingAttributeIsAnAttributeError() {
        PyObject point = object("lab.Point(3)");
        assertThat(Raises.assertRaises(() -> point.attribute("z")).type()).isEqualTo("AttributeError");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [10, 20, 30]      | 1
            {1: 20}           | 1
            (10, 20)          | 1
            b'\\x0a\\x14'     | 1
            range(0, 100, 20) | 1
            """)
    void anItemIsReadFromAnySubscriptable(String code, int key) {
        assertThat(object(code).getItem(key).as(int.class)).isEqualTo(20);
    }

    @Test
    void aKeyIsConvertedLikeAnArgument() {
        PyObject dict = object("{None: 'none', ('a', 1): 'tuple'}");
        assertThat(dict.getItem(null).as(String.class)).isEqualTo("none");
    }

    @Test
    void anItemThatIsSetIsSeenInPython() {
        PyObject list = object("xs = [1, 2, 3]\nxs");
        list.setItem(-1, "last");
        assertThat(object("xs[2] == 'last'").isTrue()).isTrue();
    }

    @Test
    void aDeletedItemIsGone() {
        PyObject dict = object("{'a': 1, 'b': 2}");
        dict.deleteItem("a");
        assertThat(dict.as(Object.class)).isEqualTo(Map.of("b", 2L));
    }

    @ParameterizedTest
    @CsvSource({"[1], 5, IndexError", "{}, 5, KeyError", "7, 5, TypeError"})
    void aMissingItemIsPythonsError(String code, int key, String error) {
        PyObject object = object(code);
        assertThat(Raises.assertRaises(() -> object.getItem(key)).type()).isEqualTo(error);
    }

    @Test
    void aMethodIsCalledByName() {
        assertThat(object("'a,b'").callMethod("split", ",").as(Object.class)).isEqualTo(List.of("a", "b"));
    }

    @Test
    void aMethodIsCalledWithNamedArguments() {
        PyObject list = object("xs = [1, 3, 2]\nxs");
        list.callMethod(Call.of("sort").keyword("reverse", true));
        assertThat(list.as(Object.class)).isEqualTo(List.of(3L, 2L, 1L));
    }

    @Test
    void aMethodOfAnAttributeIsCalledByItsDottedName() {
        PyObject lab = object("lab");
        assertThat(lab.callMethod(Call.of("home.manhattan_length").returning(int.class)))
                .isEqualTo(7);
    }

    @Test
    void anObjectIsCalledItself() {
        assertThat(object("lambda a, b=1: a - b").call(5, 2).as(int.class)).isEqualTo(3);
    }

    @Test
    void anObjectThatIsNotCallableIsATypeError() {
        PyObject number = object("7");
        assertThatThrownBy(number::call)
                .isInstanceOf(PythonException.class)
                .hasMessageContaining("'int' object is not callable");
    }

    @Test
    void nullIsPassedToAMethodAsNone() {
        PyObject list = object("[]");
        list.callMethod("append", (Object) null);
        assertThat(list.as(Object.class)).isEqualTo(Arrays.asList((Object) null));
    }

    @ParameterizedTest
    @CsvSource({"'{1, 2}', 2, true", "'[1, 2]', 3, false", "'{2: 0}', 2, true", "'range(3)', 3, false"})
    void containmentIsPythonsIn(String code, int value, boolean expected) {
        assertThat(object(code).contains(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"'[1, 2]', 2", "str(), 0", "'{}', 0"})
    void theLengthIsPythonsLen(String code, long expected) {
        assertThat(object(code).length()).isEqualTo(expected);
    }

    @Test
    void anObjectWithoutLengthIsATypeError() {
        PyObject number = object("7");
        assertThatThrownBy(number::length)
                .isInstanceOf(PythonException.class)
                .hasMessageContaining(isPyPy() ? "has no len" : "has no len()");
    }

    @ParameterizedTest
    @CsvSource({"[], false", "[0], true", "0.0, false", "None, false", "lab, true"})
    void truthIsPythons(String code, boolean expected) {
        assertThat(object(code).isTrue()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "lab.Point(1), lab.Point(1), true",
        "lab.Point(1), lab.Point(2), false",
        "1, 1.0, true",
        "'''a''', None, false",
        "float('nan'), 1, false"
    })
    void equalityIsPythons(String one, String other, boolean expected) {
        assertThat(object(one).isEqualTo(object(other))).isEqualTo(expected);
    }

    @Test
    void equalObjectsHaveTheSameHash() {
        assertThat(object("lab.Point(1)").hash())
                .isEqualTo(object("lab.Point(1)").hash());
    }

    /** As a debugger or a collection may do at any time, without a lease: whatever they are in Python, and while it is busy. */
    @ParameterizedTest
    @ValueSource(strings = {"lab.Point(1)", "[]", "lab"})
    void objectsAreThemselvesInJavasCollections(String code) {
        PyObject object = object(code);
        PyObject other = object(code);
        long leases = python().statistics().leases();
        assertThat(new HashSet<>(List.of(object, other, object))).containsExactlyInAnyOrder(object, other);
        assertThat(object.toString()).startsWith("PyObject@").isNotEqualTo(other.toString());
        assertThat(python().statistics().leases()).isEqualTo(leases);
    }

    @Test
    void anUnhashableObjectSaysSo() {
        PyObject list = object("[]");
        assertThatThrownBy(list::hash)
                .isInstanceOf(PythonException.class)
                .hasMessageContaining("unhashable type: 'list'");
    }

    @Test
    void theTextIsPythonsStr() {
        assertThat(object("lab.Point(1, 2)").str()).isEqualTo("(1, 2)");
    }

    @Test
    void theRepresentationIsPythonsRepr() {
        assertThat(object("lab.Point(1, 2)").repr()).isEqualTo("Point(1, 2)");
    }

    @Test
    void theTypeIsTheClassItself() {
        assertThat(object("lab.Point(1)").type().isEqualTo(object("lab.Point"))).isTrue();
    }

    @Test
    void theDirectoryListsMethodsAndAttributesSorted() {
        assertThat(object("lab.Point(1)").dir())
                .contains("x", "y", "scaled", "unit", "__init__")
                .isSorted();
    }

    @Test
    void anElementKeepsItsIdentityWhenItIsIteratedOver() {
        PyObject list = object("[lab.home]");
        PyObject element = list.iterator().next();
        assertThat(session().call("lab:same", List.of(element, object("lab.home")), boolean.class))
                .isTrue();
    }

    @Test
    void elementsAreConvertedWhenTheirTypeIsGiven() {
        assertThat(object("{'a': 1, 'b': 2}").iterator(String.class))
                .toIterable()
                .containsExactly("a", "b");
    }

    @Test
    void anObjectThatIsNotIterableIsATypeError() {
        PyObject number = object("7");
        assertThatThrownBy(number::iterator)
                .isInstanceOf(PythonException.class)
                .hasMessageContaining("'int' object is not iterable");
    }

    @Test
    void noneIsAnObjectThatSaysSo() {
        assertThat(object("None").isNone()).isTrue();
    }
}
