package org.pybridge.testing.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.PyContext;
import org.pybridge.PyObject;
import org.pybridge.testing.support.Raises;

/** Objects whose protocol methods raise, and context managers. */
public abstract class RudeObjectCases extends SessionCases {

    @ParameterizedTest(name = "{0}")
    @MethodSource("protocols")
    void aProtocolMethodThatRaisesIsAPythonException(String name, Function<PyObject, Object> use) {
        PyObject rude = object("lab.Rude()");
        assertThat(Raises.assertRaises(() -> use.apply(rude)).message()).isEqualTo("no manners");
    }

    static Stream<Arguments> protocols() {
        return Stream.of(
                protocol("__eq__", rude -> rude.isEqualTo(rude.type())),
                protocol("__hash__", PyObject::hash),
                protocol("__repr__", PyObject::repr),
                protocol("__str__", PyObject::str),
                protocol("__len__", PyObject::length),
                protocol("__bool__", PyObject::isTrue),
                protocol("__contains__", rude -> rude.contains(1)),
                protocol("__iter__", PyObject::iterator),
                protocol("__enter__", PyObject::enter));
    }

    private static Arguments protocol(String name, Function<PyObject, Object> use) {
        return Arguments.of(name, use);
    }

    @Test
    void anObjectWhoseProtocolsRaiseIsStillUsable() {
        assertThat(object("lab.Rude()").type().attribute("__name__").as(String.class))
                .isEqualTo("Rude");
    }

    @Test
    void enteringGivesWhatPythonsWithGives() {
        try (PyContext entered = object("lab.Door()").enter()) {
            assertThat(entered.value().as(String.class)).isEqualTo("welcome");
        }
    }

    @Test
    void closingAContextExitsIt() {
        PyObject door = object("lab.Door()");
        door.enter().close();
        assertThat(door.attribute("diary").as(Object.class)).isEqualTo(List.of("in", "out"));
    }

    @Test
    void closingAContextTwiceExitsItOnce() {
        PyObject door = object("lab.Door()");
        PyContext entered = door.enter();
        entered.close();
        entered.close();
        assertThat(door.attribute("diary").length()).isEqualTo(2);
    }

    @Test
    void aContextIsExitedWhenTheBodyThrows() {
        PyObject door = object("lab.Door()");
        assertThatThrownBy(() -> {
                    try (PyContext entered = door.enter()) {
                        entered.value().attribute("nothing");
                    }
                })
                .hasMessageContaining("nothing");
        assertThat(door.attribute("diary").as(Object.class)).isEqualTo(List.of("in", "out"));
    }

    @Test
    void anExceptionAtExitIsThrownByClose() {
        PyContext entered = object("lab.Door(fails_at_exit=True)").enter();
        assertThat(Raises.assertRaises(entered::close).message()).isEqualTo("the door is stuck");
    }

    @Test
    void anObjectThatIsNoContextManagerCannotBeEntered() {
        PyObject number = object("7");
        assertThat(Raises.assertRaises(number::enter).type()).isIn("AttributeError", "TypeError");
    }
}
