package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PyObject;
import org.pybridge.testing.support.ConversionCases;

/** Numbers cross exactly, with their type, at every edge of every range. */
public abstract class NumberCases extends ConversionCases {
    private static final BigInteger TWO_TO_63 = BigInteger.ONE.shiftLeft(63);
    private static final String SUBCLASSES = "class F(float): pass\nclass I(int): pass\n";

    static Stream<Arguments> numbers() {
        return Stream.of(
                arguments("2**31 - 1", (long) Integer.MAX_VALUE),
                arguments("2**31", 1L << 31),
                arguments("-2**31 - 1", Integer.MIN_VALUE - 1L),
                arguments("2**63 - 1", Long.MAX_VALUE),
                arguments("2**63", TWO_TO_63),
                arguments("-2**63", Long.MIN_VALUE),
                arguments("-2**63 - 1", TWO_TO_63.negate().subtract(BigInteger.ONE)),
                arguments("2**100", BigInteger.ONE.shiftLeft(100)),
                arguments("-3**2000", BigInteger.valueOf(3).pow(2000).negate()),
                arguments("float('nan')", Double.NaN),
                arguments("float('inf')", Double.POSITIVE_INFINITY),
                arguments("float('-inf')", Double.NEGATIVE_INFINITY),
                arguments("-0.0", -0.0),
                arguments("100000.0", 100_000.0),
                arguments("1e300", 1e300),
                arguments("5e-324", Double.MIN_VALUE),
                arguments("1.7976931348623157e308", Double.MAX_VALUE),
                arguments("False", false));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aNumberOfPythonsKeepsItsTypeAndValue(String code, Object value) {
        assertThat(eval(code)).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aListOfOneKindOfNumberKeepsTypesAndValues(String code, Object value) {
        assertThat(eval("[" + code + ", " + code + "]")).isEqualTo(List.of(value, value));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aNumberAmongOtherThingsKeepsItsTypeAndValue(String code, Object value) {
        assertThat(eval("{'a': ['x', " + code + "]}")).isEqualTo(Map.of("a", List.of("x", value)));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aNumberThatIsPassedIsPythonsOwn(String code, Object value) {
        // repr tells -0.0 from 0.0 and finds NaN equal.
        assertThat(with(value, "(type(x) is type(" + code + ")) and repr(x) == repr(" + code + ")"))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aNumberThatIsPassedInAMixedListIsPythonsOwn(String code, Object value) {
        assertThat(with(Arrays.asList(null, value), "repr(x) == repr([None, " + code + "])"))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"F(100000.0)", "F(3.0)", "F(1e300)", "F(9007199254740992.0)", "F(-0.0)"})
    void aFloatSubclassStaysAFloat(String code) {
        Object value = Double.valueOf(code.substring(2, code.length() - 1));
        assertThat(eval(SUBCLASSES + code)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[F(100000.0)]", "[F(100000.0), 100000.0]", "[100000.0, F(100000.0)]", "(F(1e5), 1e5)"})
    void aFloatSubclassInAListStaysAFloat(String code) {
        assertThat((List<?>) eval(SUBCLASSES + code)).allMatch(element -> element.equals(100_000.0));
    }

    static Stream<Arguments> intSubclasses() {
        return Stream.of(
                arguments("I(5)", 5L),
                arguments("I(100000)", 100_000L),
                arguments("I(2**40)", 1L << 40),
                arguments("I(2**63)", TWO_TO_63));
    }

    @ParameterizedTest
    @MethodSource("intSubclasses")
    void anIntSubclassIsTheIntThatItIs(String code, Object value) {
        assertThat(eval(SUBCLASSES + code)).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("intSubclasses")
    void anIntSubclassAmongIntsIsTheIntThatItIs(String code, Object value) {
        assertThat(eval(SUBCLASSES + "[1, " + code + "]")).isEqualTo(List.of(1L, value));
    }

    @Test
    void anIntSubclassCannotLieAboutItsValue() {
        assertThat(eval("class Liar(int):\n  def __int__(self): return 1\n  def __index__(self): return 2\n[Liar(7)]"))
                .isEqualTo(List.of(7L));
    }

    @Test
    void equalNumbersOfDifferentTypesStayApartInOneList() {
        assertThat(eval("[1, True, 1.0]")).isEqualTo(List.of(1L, true, 1.0));
    }

    @Test
    void boolsInAListStayBools() {
        assertThat(eval("[True, False, True]")).isEqualTo(List.of(true, false, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.50", "1E+3", "-0", "0E-10", "123456789012345678901234567890.123456789"})
    void aDecimalComesBackWithTheDigitsThatPythonShows(String digits) {
        assertThat(eval("from decimal import Decimal\nstr(Decimal('" + digits + "'))"))
                .isEqualTo(digits);
        assertThat(eval("from decimal import Decimal\nDecimal('" + digits + "')"))
                .isEqualTo(new BigDecimal(digits));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.50", "1E+3", "1E-20", "0E-10", "-0.000000000000000000000000000001"})
    void aBigDecimalIsTheDecimalOfTheSameDigits(String digits) {
        assertThat(with(new BigDecimal(digits), "x.as_tuple()"))
                .isEqualTo(eval("from decimal import Decimal\nDecimal('" + digits + "').as_tuple()"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Decimal('Infinity')", "Decimal('-Infinity')", "Decimal('NaN')", "Decimal('sNaN')"})
    void aDecimalThatIsNoNumberOfJavasStaysInPython(String code) {
        assertThat(eval("from decimal import Decimal\n" + code)).isInstanceOf(PyObject.class);
    }

    static Stream<Arguments> exactNumbers() {
        return Stream.of(
                arguments("Fraction(1, 4)", double.class, 0.25),
                arguments("Fraction(6, 2)", int.class, 3),
                arguments("Fraction(6, 2)", BigInteger.class, BigInteger.valueOf(3)),
                arguments("complex(2, 0)", double.class, 2.0),
                arguments("Decimal('-Infinity')", double.class, Double.NEGATIVE_INFINITY),
                arguments("2**62", double.class, 0x1p62),
                arguments("7", BigDecimal.class, BigDecimal.valueOf(7)),
                arguments("0.5", float.class, 0.5f),
                arguments("float('nan')", float.class, Float.NaN));
    }

    @ParameterizedTest
    @MethodSource("exactNumbers")
    void aNumberOfAnotherKindFitsWhereItIsExact(String code, Class<?> type, Object value) {
        String block = "from decimal import Decimal\nfrom fractions import Fraction\n" + code;
        assertThat((Object) python().eval(block).as(type)).isEqualTo(value);
    }

    static Stream<Arguments> inexactNumbers() {
        return Stream.of(
                arguments("Fraction(1, 3)", double.class),
                arguments("Fraction(1, 2)", long.class),
                arguments("complex(1, 2)", double.class),
                arguments("complex(2, 0)", int.class),
                arguments("2**53 + 1", double.class),
                arguments("2**2000", double.class),
                arguments("0.1", float.class),
                arguments("1e39", float.class),
                arguments("2**24 + 1", float.class),
                arguments("0.5", BigDecimal.class));
    }

    @ParameterizedTest
    @MethodSource("inexactNumbers")
    void aNumberThatWouldBeRoundedDoesNotFit(String code, Class<?> type) {
        assertThat(misfit("from fractions import Fraction\n" + code, type).path())
                .isEqualTo("$");
    }
}
