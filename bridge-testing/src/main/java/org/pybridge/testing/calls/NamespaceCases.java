package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PyCallback;
import org.pybridge.PyFrame;
import org.pybridge.PyObject;
import org.pybridge.PyValue;
import org.pybridge.PythonException;
import org.pybridge.Script;
import org.pybridge.ScriptResult;
import org.pybridge.Session;
import org.pybridge.StaleObjectException;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.Raises;

/** Which names code sees and leaves behind. */
public abstract class NamespaceCases extends Cases {
    private static final int INTERPRETERS = 2;

    @Test
    void theNamesThatABlockBindsComeOutInTheirOrder() {
        assertThat(python().run("b = 1\na = 2\nc = 3").globals().keySet()).containsExactly("b", "a", "c");
    }

    @Test
    void aScriptIsEvaluatedUnderItsName() {
        assertThat(python().eval(new Script("x + 1", "more.py"), Map.of("x", 1)).as(int.class))
                .isEqualTo(2);
        assertThat(Raises.assertRaises(() -> python().eval(new Script("1 / 0", "zero.py")))
                        .frames())
                .extracting(PyFrame::file)
                .contains("zero.py");
    }

    @Test
    void aSessionForAPieceOfWorkIsClosedAfterIt() {
        needs(Capability.OBJECTS);
        PyObject[] leaked = new PyObject[1];
        int counted = python().withSession(session -> {
            session.exec("count = 1");
            session.exec("count += 1");
            leaked[0] = session.eval("count");
            return leaked[0].as(int.class);
        });
        assertThat(counted).isEqualTo(2);
        assertThatThrownBy(() -> leaked[0].as(int.class)).isInstanceOf(StaleObjectException.class);
        assertThat(python().statistics().active()).isZero();
        assertThatThrownBy(() -> python().useSession(session -> session.exec("1 / 0")))
                .isInstanceOf(PythonException.class);
        assertThat(python().statistics().active()).isZero();
    }

    @Test
    void theGlobalsThatWentInComeOutWithTheirLastValues() {
        ScriptResult run = python().run("x += 1", Map.of("x", 1));
        assertThat(run.globals().get("x").as(int.class)).isEqualTo(2);
    }

    @Test
    void builtinsAreNotAmongTheGlobals() {
        assertThat(python().run("x = len('abc')").globals()).containsOnlyKeys("x");
    }

    @Test
    void aNameThatTheBlockDeletedDoesNotComeOut() {
        assertThat(python().run("del x\ny = 1", Map.of("x", 1)).globals()).containsOnlyKeys("y");
    }

    @Test
    void noneIsAGlobalLikeOthers() {
        assertThat(python().run("x = None").globals().get("x").isNone()).isTrue();
    }

    @Test
    void aGlobalThatContainsItselfStaysInPython() {
        needs(Capability.OBJECTS);
        PyValue cycle = python().run("x = []\nx.append(x)").globals().get("x");
        assertThat(cycle)
                .isInstanceOfSatisfying(
                        PyObject.class, object -> assertThat(object.length()).isOne());
    }

    @Test
    void theGlobalsOfAnEvaluationCannotBeChanged() {
        Map<String, PyValue> globals = python().run("x = 1").globals();
        assertThat(Raises.assertRaises(globals::clear, RuntimeException.class))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leaked = 1",
                "import json as leaked",
                "def leaked(): pass",
                "class leaked: pass",
                "for leaked in range(1): pass",
                "global leaked\nleaked = 1",
                "globals()['leaked'] = 1",
                "import __main__\n__main__.leaked = 1"
            })
    void aNameBoundByOneEvaluationIsNotSeenByAnother(String code) {
        for (int i = 0; i < INTERPRETERS; i++) {
            python().exec(code);
        }
        assertThat(raised("leaked").error().type()).isEqualTo("NameError");
    }

    @Test
    void aGlobalGivenToOneEvaluationIsNotSeenByAnother() {
        python().exec("given", Map.of("given", 1));
        python().exec("given", Map.of("given", 1));
        assertThat(raised("given").error().message()).contains("'given' is not defined");
    }

    @Test
    void aSessionKeepsItsNames() {
        try (Session session = python().session()) {
            session.exec("import math\ndef area(r):\n    return math.floor(r * r * 3)\nr = 2");
            assertThat(session.eval("area(r)").as(int.class)).isEqualTo(12);
        }
    }

    @Test
    void aSessionIsNotSeenByAnotherOne() {
        try (Session one = python().session();
                Session other = python().session()) {
            one.exec("private = 1");
            assertThat(Raises.assertRaises(() -> other.exec("private"), PythonException.class)
                            .error()
                            .type())
                    .isEqualTo("NameError");
        }
    }

    @Test
    void aSessionIsNotSeenByTheEvaluationsAfterIt() {
        for (int i = 0; i < INTERPRETERS; i++) {
            try (Session session = python().session()) {
                session.exec("private = 1");
            }
        }
        assertThat(raised("private").error().type()).isEqualTo("NameError");
    }

    @Test
    void aSessionOutlivesAnErrorInIt() {
        try (Session session = python().session()) {
            session.exec("x = 1");
            Raises.assertRaises(() -> session.exec("x = 2\n1 / 0"), PythonException.class);
            assertThat(session.eval("x").as(int.class)).isEqualTo(2);
        }
    }

    @Test
    void anEvaluationNestedInACallbackHasItsOwnNames() {
        assumeTrue(fixture().backend().capabilities().contains(Capability.CALLBACKS));
        PyCallback nested =
                (arguments, named) -> python().eval("x = 'inner'\nx").as(String.class);
        assertThat(python().eval("x = 'outer'\n[nested(), x]", Map.of("nested", nested))
                        .as(Object.class))
                .isEqualTo(List.of("inner", "outer"));
    }

    @Test
    void anEvaluationNestedInACallbackLeavesTheOutersMainModuleInPlace() {
        assumeTrue(fixture().backend().capabilities().contains(Capability.CALLBACKS));
        PyCallback nested = (arguments, named) -> python().eval("2").as(int.class);
        String code = "nested()\nimport __main__\nmarked = 3\n__main__.marked";
        assertThat(python().eval(code, Map.of("nested", nested)).as(int.class)).isEqualTo(3);
    }

    @Test
    void aFunctionKeepsTheGlobalsOfTheEvaluationThatDefinedIt() {
        try (Session session = python().session()) {
            PyObject read = session.eval("secret = 1\nlambda: secret");
            python().exec("secret = 2");
            assertThat(read.call().as(int.class)).isEqualTo(1);
        }
    }
}
