package org.pybridge.testing.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.Call;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.StaleObjectException;
import org.pybridge.TypeRef;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;

/** How long an object lives, and where it can be used. */
@Timeout(120)
public abstract class ObjectLifeCases extends Cases {

    @BeforeEach
    void needObjects() {
        needs(Capability.OBJECTS);
    }

    private PyObject point() {
        return python().call("lab:Point", List.of(3, 4), PyObject.class);
    }

    @Test
    void anObjectFromThePoolIsUsedLaterInItsOwnInterpreter() {
        List<PyObject> points = List.of(point(), point(), point(), point());
        assertThat(points)
                .allSatisfy(
                        point -> assertThat(point.callMethod("manhattan_length").as(int.class))
                                .isEqualTo(7));
    }

    @Test
    void anObjectAsArgumentTakesTheCallToItsInterpreter() {
        try (Session busy = python().session()) {
            PyObject point = point();
            busy.close();
            assertThat(python().call("lab:same", List.of(point, point), boolean.class))
                    .isTrue();
        }
    }

    @Test
    void anObjectInAListTakesTheCallToItsInterpreter() {
        for (PyObject point : List.of(objectOf(0), objectOf(1))) {
            PyObject second = python().call("lab:second", List.of(List.of(1, point)), PyObject.class);
            assertThat(second.isEqualTo(point)).isTrue();
        }
    }

    @Test
    void anObjectInAMapTakesTheCallToItsInterpreter() {
        for (PyObject point : List.of(objectOf(0), objectOf(1))) {
            assertThat(python().eval("d['p'].x", Map.of("d", Map.of("p", point)))
                            .as(int.class))
                    .isEqualTo(3);
        }
    }

    @Test
    void anObjectAsNamedArgumentTakesTheCallToItsInterpreter() {
        for (PyObject point : List.of(objectOf(0), objectOf(1))) {
            List<Object> two = python().call(Call.of("lab:two")
                    .keyword("first", point)
                    .keyword("second", 1)
                    .returning(new TypeRef<List<Object>>() {}));
            assertThat(((PyObject) two.get(0)).isEqualTo(point)).isTrue();
        }
    }

    @Test
    void anObjectPassedBackIsTheSameInPython() {
        PyObject home = python().eval("import lab\nlab.home").as(PyObject.class);
        assertThat(python().eval("import lab\np is lab.home", Map.of("p", home)).as(boolean.class))
                .isTrue();
    }

    @Test
    void objectsOfTwoInterpretersCannotMeetInOneCall() {
        needs(Capability.OWN_STATE);
        PyObject one = objectOf(0);
        PyObject other = objectOf(1);
        assertThatThrownBy(() -> python().call("lab:same", List.of(one, other)))
                .isInstanceOf(StaleObjectException.class)
                .hasMessageContaining("another interpreter");
    }

    @Test
    void objectsOfTwoInterpretersAreNeverEqual() {
        assertThat(objectOf(0)).isNotEqualTo(objectOf(1));
    }

    @Test
    void aSessionRefusesAnObjectOfAnotherInterpreter() {
        PyObject other = objectOf(1);
        try (Session session = sessionIn(0)) {
            assertThatThrownBy(() -> session.call("lab:same", List.of(other, other)))
                    .isInstanceOf(StaleObjectException.class);
        }
    }

    @Test
    void aClosedObjectIsStale() {
        PyObject point = point();
        point.close();
        assertThatThrownBy(() -> point.attribute("x"))
                .isInstanceOf(StaleObjectException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aClosedObjectCannotBePassed() {
        PyObject point = point();
        point.close();
        assertThatThrownBy(() -> python().call("lab:same", List.of(point, point)))
                .isInstanceOf(StaleObjectException.class);
    }

    @Test
    void closingAnObjectTwiceIsHarmless() {
        PyObject point = point();
        point.close();
        point.close();
        assertThat(point.toString()).contains("closed");
    }

    @Test
    void aClosedObjectHasJavasEqualsAndHashCode() {
        PyObject point = point();
        point.close();
        assertThat(Set.of(point)).contains(point).doesNotContain(point());
    }

    @Test
    void closingOneHandleLeavesAnotherOfTheSameObject() {
        PyObject list = python().call("builtins:list", List.of(List.of(List.of())), PyObject.class);
        PyObject inner = list.getItem(0);
        list.getItem(0).close();
        assertThat(inner.length()).isZero();
    }

    @Test
    void anObjectOfASessionDiesWithIt() {
        PyObject point;
        try (Session session = python().session()) {
            point = session.eval("import lab\nlab.Point(1)");
        }
        assertThatThrownBy(() -> point.attribute("x"))
                .isInstanceOf(StaleObjectException.class)
                .hasMessageContaining("session");
    }

    @Test
    void anObjectOfAClosedSessionCannotBePassedToThePool() {
        PyObject point;
        try (Session session = python().session()) {
            point = session.eval("import lab\nlab.Point(1)");
        }
        assertThatThrownBy(() -> python().call("lab:same", List.of(point, point)))
                .isInstanceOf(StaleObjectException.class)
                .hasMessageContaining("session");
    }

    @Test
    void anObjectOfAnOpenSessionIsRefusedByThePool() {
        try (Session session = python().session()) {
            PyObject point = session.eval("import lab\nlab.Point(1)");
            assertThatThrownBy(() -> python().call("lab:same", List.of(point, point)))
                    .isInstanceOf(StaleObjectException.class)
                    .hasMessageContaining("session");
        }
    }

    @Test
    void anObjectOfAClosedPythonIsStale() {
        PyObject object;
        try (Python own = fixture().builder().pool(pool -> pool.size(1)).build()) {
            object = own.call("builtins:list", List.of(), PyObject.class);
        }
        assertThatThrownBy(object::length).isInstanceOf(StaleObjectException.class);
        assertThat(Set.of(object)).contains(object);
    }

    @Test
    void anObjectOfAnotherPythonIsStale() {
        try (Python own = fixture().builder().pool(pool -> pool.size(1)).build()) {
            PyObject foreign = own.call("builtins:list", List.of(), PyObject.class);
            assertThatThrownBy(() -> python().call("lab:same", List.of(foreign, foreign)))
                    .isInstanceOf(StaleObjectException.class)
                    .hasMessageContaining("another Python");
        }
    }

    @Test
    void anObjectThatJavaForgetsIsCollected() {
        try (Session session = python().session()) {
            watchAndForget(session);
            Background.until(() -> {
                System.gc();
                return session.call("lab:is_watched_gone", List.of(), boolean.class);
            });
        }
    }

    private static void watchAndForget(Session session) {
        session.call("lab:watch", List.of(session.eval("import lab\nlab.Point(1)")));
    }

    /** A point in the first or the second interpreter of the shared Python. */
    private PyObject objectOf(int interpreter) {
        try (Session session = sessionIn(1 - interpreter)) {
            return point();
        }
    }

    /** A session in the first or the second interpreter, told by a number that it keeps. */
    private Session sessionIn(int interpreter) {
        Session one = python().session();
        Session other = python().session();
        boolean found = one.call("lab:numbered", List.of(0), int.class) == interpreter;
        other.call("lab:numbered", List.of(1));
        (found ? other : one).close();
        return found ? one : other;
    }
}
