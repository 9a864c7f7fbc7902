package org.pybridge.testing.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.PyIterator;
import org.pybridge.PyModule;
import org.pybridge.PyName;
import org.pybridge.PyObject;
import org.pybridge.PythonException;
import org.pybridge.Session;
import org.pybridge.StaleObjectException;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.Raises;

/** Java interfaces that Python implements. */
@Timeout(60)
public abstract class BindingCases extends Cases {

    /** The module {@code lab}, as much of it as a Java program might want. */
    @PyModule("lab")
    interface Lab {
        String greet(String name, Optional<String> greeting, Optional<String> punctuation);

        @PyName("greet")
        String greetWith(String name, @PyName("punctuation") String mark);

        String everything(int a, int b, Object... rest);

        int keywordOnly(@PyName("width") int width);

        List<Integer> two(int first, int second);

        Stream<Long> naturals();

        @PyName("breaks_after")
        Iterator<Integer> untilItBreaks(int count);

        @PyName("breaks_after")
        PyIterator<Integer> closeable(int count);

        CompletableFuture<Integer> asyncAdd(int a, int b);

        @PyName("two")
        CompletableFuture<List<Integer>> twoLater(int first, int second);

        @PyName("async_add")
        int addNow(int a, int b);

        @PyName("async_fail")
        CompletableFuture<Void> failLater(String message);

        int answer();

        @PyName("Point")
        PyObject newPoint(int x, int y);

        default int twiceTheAnswer() {
            return 2 * answer();
        }
    }

    /** An object of the class {@code Point}. */
    interface Point extends AutoCloseable {
        int x();

        int manhattanLength();

        Point scaled(int factor);

        @Override
        void close();
    }

    /** The object {@code home} of the module. */
    @PyModule("lab:home")
    public interface Home {
        int y();

        int manhattanLength();
    }

    /** A point that is scaled by what is no number. */
    interface Fragile {
        PyObject scaled(String factor, String offset);
    }

    /** What a session defines. */
    @PyModule("__main__")
    interface Main {
        int of(int a, int b);
    }

    /** Any function of two numbers. */
    @FunctionalInterface
    interface Sum {
        int of(int a, int b);
    }

    private Lab lab;

    @BeforeEach
    void bind() {
        lab = python().bind(Lab.class);
    }

    @Test
    void anEmptyOptionalLeavesPythonsDefault() {
        assertThat(lab.greet("Ann", Optional.empty(), Optional.empty())).isEqualTo("Hello Ann!");
    }

    @Test
    void aGivenOptionalAfterAnEmptyOneIsPassedByName() {
        assertThat(lab.greet("Ann", Optional.empty(), Optional.of("?"))).isEqualTo("Hello Ann?");
    }

    @Test
    void aParameterWithPyNameIsPassedByName() {
        assertThat(lab.greetWith("Ann", ".")).isEqualTo("Hello Ann.");
    }

    @Test
    void varargsBecomeStarArgs() {
        assertThat(lab.everything(1, 2, "x", null)).isEqualTo("(1, 2, ('x', None), 3, {})");
    }

    @Test
    void noVarargsBecomeNoStarArgs() {
        assertThat(lab.everything(1, 2)).isEqualTo("(1, 2, (), 3, {})");
    }

    @Test
    void aKeywordOnlyParameterIsMetByPyName() {
        assertThat(lab.keywordOnly(7)).isEqualTo(71);
    }

    @Test
    void aListIsReadWithItsElementType() {
        assertThat(lab.two(1, 2)).containsExactly(1, 2);
    }

    @Test
    void aStreamReadsAGeneratorLazily() {
        try (Stream<Long> naturals = lab.naturals()) {
            assertThat(naturals.limit(3)).containsExactly(0L, 1L, 2L);
        }
    }

    @Test
    void anIteratorReadsAGeneratorLazily() {
        Iterator<Integer> iterator = lab.untilItBreaks(1);
        iterator.next();
        assertThat(Raises.assertRaises(iterator::hasNext).message()).isEqualTo("the generator broke");
    }

    @Test
    void aPyIteratorIsClosedByItsReader() {
        PyIterator<Integer> iterator = lab.closeable(5);
        iterator.next();
        iterator.close();
        assertThat(iterator.hasNext()).isFalse();
    }

    @Test
    void aFutureRunsACoroutine() throws Exception {
        assertThat(Background.result(lab.asyncAdd(1, 2))).isEqualTo(3);
    }

    @Test
    void aFutureRunsAPlainFunction() throws Exception {
        assertThat(Background.result(lab.twoLater(1, 2))).containsExactly(1, 2);
    }

    @Test
    void aCoroutineIsRunToItsEndWhenNoFutureIsWanted() {
        assertThat(lab.addNow(1, 2)).isEqualTo(3);
    }

    @Test
    void aFailedFutureHoldsThePythonException() throws Exception {
        assertThat(Background.failure(lab.failLater("key"))).isInstanceOf(PythonException.class);
    }

    @Test
    void aMethodWithoutParametersReadsAValue() {
        assertThat(lab.answer()).isEqualTo(42);
    }

    @Test
    void aDefaultMethodRunsAsJava() {
        assertThat(lab.twiceTheAnswer()).isEqualTo(84);
    }

    @Test
    void aClassIsCalledByItsName() {
        assertThat(lab.newPoint(1, 2).repr()).isEqualTo("Point(1, 2)");
    }

    @Test
    void anObjectOfAModuleIsBoundByTheAnnotation() {
        Home home = python().bind(Home.class);
        assertThat(home.manhattanLength() + home.y()).isEqualTo(11);
    }

    @Test
    void anObjectIsBoundWithItsAttributesAndMethods() {
        Point point = lab.newPoint(3, 4).bind(Point.class);
        assertThat(point.x() + point.manhattanLength()).isEqualTo(10);
    }

    @Test
    void aResultOfABoundObjectCanBeBoundToo() {
        Point point = lab.newPoint(3, 4).bind(Point.class);
        assertThat(point.scaled(2).manhattanLength()).isEqualTo(14);
    }

    @Test
    void closingABoundObjectReleasesIt() {
        PyObject object = lab.newPoint(3, 4);
        object.bind(Point.class).close();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(object::repr))
                .isInstanceOf(StaleObjectException.class);
    }

    @Test
    void aFunctionalInterfaceIsBoundToAFunction() {
        PyObject add = python().eval("lambda a, b: a + b").as(PyObject.class);
        assertThat(add.bind(Sum.class).of(20, 22)).isEqualTo(42);
    }

    @Test
    void aBoundInterfaceSaysWhatItIsBoundTo() {
        assertThat(lab.toString()).isEqualTo("Lab bound to module lab");
    }

    @Test
    void aBoundInterfaceEqualsItselfOnly() {
        assertThat(Set.of(lab)).contains(lab).doesNotContain(python().bind(Lab.class));
    }

    @Test
    void whatPythonRaisesReachesTheCallerOfAMethod() {
        assertThat(Raises.assertRaises(
                                () -> lab.newPoint(1, 2).bind(Fragile.class).scaled("x", null))
                        .type())
                .isEqualTo("TypeError");
    }

    @Test
    void aFunctionOfASessionIsBoundThroughMain() {
        try (Session session = python().session()) {
            session.exec("def of(a, b): return a - b");
            assertThat(session.bind(Main.class).of(3, 1)).isEqualTo(2);
        }
    }
}
