package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.ConversionException;
import org.pybridge.PyIterator;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.Raises;

/** Generators and other iterators, read step by step. */
@Timeout(60)
public abstract class GeneratorCases extends Cases {
    private final List<String> notes = new CopyOnWriteArrayList<>();

    @BeforeEach
    void needObjects() {
        needs(Capability.OBJECTS);
    }

    /** A generator that notes each step; the notes are taken by a callback. */
    private PyObject noted(int count) {
        needs(Capability.CALLBACKS);
        Consumer<String> note = notes::add;
        return python().call("lab:noted", List.of(note, count), PyObject.class);
    }

    private PyObject generator(String function, Object... arguments) {
        return python().call("lab:" + function, List.of(arguments), PyObject.class);
    }

    @Test
    void aGeneratorRunsNoFurtherThanItIsRead() {
        PyIterator<Integer> iterator = noted(5).iterator(int.class);
        iterator.next();
        iterator.next();
        assertThat(notes).containsExactly("makes 0", "makes 1");
    }

    @Test
    void aGeneratorDoesNotBeginBeforeItIsRead() {
        noted(5).iterator(int.class);
        assertThat(notes).isEmpty();
    }

    @Test
    void askingAgainWhetherThereIsMoreDoesNotStep() {
        PyIterator<Integer> iterator = noted(5).iterator(int.class);
        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(notes).containsExactly("makes 0");
    }

    @Test
    void closingEarlyRunsTheFinally() {
        try (PyIterator<Integer> iterator = noted(5).iterator(int.class)) {
            iterator.next();
        }
        assertThat(notes).containsExactly("makes 0", "finally");
    }

    @Test
    void closingEarlyEndsTheIterator() {
        PyIterator<Integer> iterator = noted(5).iterator(int.class);
        iterator.next();
        iterator.close();
        assertThat(iterator.hasNext()).isFalse();
    }

    @Test
    void closingAfterLookingAheadEndsTheIteratorToo() {
        PyIterator<PyObject> iterator = noted(5).iterator();
        assertThat(iterator.hasNext()).isTrue();
        iterator.close();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void closingTwiceRunsTheFinallyOnce() {
        PyIterator<PyObject> iterator = noted(5).iterator();
        iterator.next();
        iterator.close();
        iterator.close();
        assertThat(notes).containsOnlyOnce("finally");
    }

    @Test
    void readingToTheEndRunsTheFinally() {
        noted(2).iterator(int.class).forEachRemaining(any -> {});
        assertThat(notes).containsExactly("makes 0", "makes 1", "finally");
    }

    @Test
    void closingAStreamRunsTheFinally() {
        try (Stream<Integer> stream = noted(5).stream(int.class)) {
            assertThat(stream.findFirst()).contains(0);
        }
        assertThat(notes).endsWith("finally");
    }

    @Test
    void aStreamReadsOnlyWhatIsNeeded() {
        try (Stream<Integer> stream = noted(100).stream(int.class)) {
            assertThat(stream.filter(n -> n > 2).findFirst()).contains(3);
        }
        assertThat(notes).hasSize(5);
    }

    @Test
    void anInfiniteGeneratorIsReadInPart() {
        try (Stream<Long> naturals = generator("naturals").stream(long.class)) {
            assertThat(naturals.skip(10).limit(3)).containsExactly(10L, 11L, 12L);
        }
    }

    @Test
    void whatAGeneratorRaisesMidwayReachesTheReader() {
        PyIterator<Integer> iterator = generator("breaks_after", 1).iterator(int.class);
        iterator.next();
        assertThat(Raises.assertRaises(iterator::hasNext).message()).isEqualTo("the generator broke");
    }

    @Test
    void aGeneratorThatRaisedHasEnded() {
        PyIterator<Integer> iterator = generator("breaks_after", 0).iterator(int.class);
        assertThatThrownBy(iterator::hasNext).isInstanceOf(PythonException.class);
        assertThat(iterator.hasNext()).isFalse();
    }

    @Test
    void theEndIsANoSuchElement() {
        PyIterator<Integer> iterator = noted(0).iterator(int.class);
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void anElementThatDoesNotFitIsAConversionException() {
        PyIterator<Byte> iterator =
                python().eval("iter([1, 300])").as(PyObject.class).iterator(byte.class);
        iterator.next();
        assertThatThrownBy(iterator::next).isInstanceOf(ConversionException.class);
    }

    @Test
    void noneIsAnElementAndNotTheEnd() {
        PyIterator<String> iterator =
                python().eval("iter([None, 'a'])").as(PyObject.class).iterator(String.class);
        assertThat(iterator).toIterable().containsExactly(null, "a");
    }

    @Test
    void twoIteratorsOverOneListAreIndependent() {
        PyObject list = python().call("builtins:list", List.of("ab"), PyObject.class);
        PyIterator<String> one = list.iterator(String.class);
        PyIterator<String> other = list.iterator(String.class);
        assertThat(one.next() + one.next() + other.next()).isEqualTo("aba");
    }

    @Test
    void generatorsOfTwoCallsAreReadInTurns() {
        PyIterator<Long> one = generator("naturals").iterator(long.class);
        PyIterator<Long> other = generator("naturals").iterator(long.class);
        one.next();
        assertThat(List.of(other.next(), one.next(), other.next())).containsExactly(0L, 1L, 1L);
    }

    @Test
    void elementsStayInPythonWhenNoTypeIsGiven() {
        PyIterator<PyObject> iterator = generator("naturals").iterator();
        iterator.next();
        assertThat(iterator.next().repr()).isEqualTo("1");
    }

    @Test
    void closingAnIteratorOfAClosedPythonIsHarmless() {
        PyIterator<Long> iterator;
        try (Python own = fixture().builder().pool(pool -> pool.size(1)).build()) {
            iterator = own.call("lab:naturals", List.of(), PyObject.class).iterator(long.class);
            iterator.next();
        }
        iterator.close();
        assertThat(iterator.hasNext()).isFalse();
    }
}
