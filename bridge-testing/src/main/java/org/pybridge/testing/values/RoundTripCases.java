package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PyTuple;
import org.pybridge.testing.support.ConversionCases;

/** The table of conversions, row by row: what a value is in Python, and what comes back. */
public abstract class RoundTripCases extends ConversionCases {

    static Stream<Arguments> rows() {
        LocalDateTime when = LocalDateTime.of(2024, 2, 29, 1, 2, 3, 4_000);
        OffsetDateTime offset = OffsetDateTime.parse("2024-02-29T01:02:03.000004+05:00");
        ZonedDateTime zoned = when.atZone(ZoneId.of("Asia/Tokyo"));
        UUID id = new UUID(1, 2);
        return Stream.of(
                arguments(null, "NoneType", null),
                arguments(true, "bool", true),
                arguments((byte) -1, "int", -1L),
                arguments((short) -1, "int", -1L),
                arguments(7, "int", 7L),
                arguments(BigInteger.TEN, "int", 10L),
                arguments(BigInteger.TEN.pow(30), "int", BigInteger.TEN.pow(30)),
                arguments(1.5f, "float", 1.5),
                arguments(new BigDecimal("1.50"), "Decimal", new BigDecimal("1.50")),
                arguments("text", "str", "text"),
                arguments('c', "str", "c"),
                arguments(List.of(1L, "a"), "list", List.of(1L, "a")),
                arguments(PyTuple.of(1L, "a"), "tuple", PyTuple.of(1L, "a")),
                arguments(
                        new LinkedHashSet<>(Arrays.asList(1L, "a")),
                        "set",
                        new LinkedHashSet<>(Arrays.asList(1L, "a"))),
                arguments(Map.of("k", 1L), "dict", Map.of("k", 1L)),
                arguments(Optional.of("x"), "str", "x"),
                arguments(Optional.empty(), "NoneType", null),
                arguments(when.toLocalDate(), "date", when.toLocalDate()),
                arguments(when.toLocalTime(), "time", when.toLocalTime()),
                arguments(when, "datetime", when),
                arguments(offset, "datetime", offset),
                arguments(zoned, "datetime", zoned),
                arguments(Duration.ofMillis(-1), "timedelta", Duration.ofMillis(-1)),
                arguments(id, "UUID", id),
                arguments(URI.create("http://x/y"), "str", "http://x/y"),
                arguments(TimeUnit.DAYS, "str", "DAYS"));
    }

    record Account(BigInteger balance, List<BigInteger> moves) {}

    /** Whatever the number of digits, and wherever it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "18446744073709551616",
                "-1606938044258990275541962092341162602522202993782792835301376",
                "7"
            })
    void aBigIntegerIsAnExactIntWhereverItIs(String digits) {
        BigInteger big = new BigInteger(digits);
        Object back = big.bitLength() < Long.SIZE ? (Object) big.longValue() : big;
        String number = "(type(n) is int and str(n) == '" + digits + "')";
        assertThat(with(big, "[" + number + " for n in [x]]")).isEqualTo(List.of(true));
        assertThat(with(List.of(big, "a"), "[" + number + " for n in x[:1]]")).isEqualTo(List.of(true));
        assertThat(with(new BigInteger[] {big, big}, "[" + number + " for n in x]"))
                .isEqualTo(List.of(true, true));
        assertThat(with(Set.of(big), "[" + number + " for n in x]")).isEqualTo(List.of(true));
        assertThat(with(PyTuple.of(1, big), "[" + number + " for n in x[1:]]")).isEqualTo(List.of(true));
        assertThat(with(Map.of(big, big), "[" + number + " for n in (*x, *x.values())]"))
                .isEqualTo(List.of(true, true));
        assertThat(with(Map.of("a", List.of(Map.of(PyTuple.of(big), 1))), "[" + number + " for n, in x['a'][0]]"))
                .isEqualTo(List.of(true));
        assertThat(with(
                        new Account(big, List.of(big, BigInteger.ONE)),
                        "[" + number + " for n in (x['balance'], x['moves'][0])]"))
                .isEqualTo(List.of(true, true));
        assertThat(returned(Map.of(big, List.of(big)))).isEqualTo(Map.of(back, List.of(back)));
    }

    @Test
    void aBigIntegerOfManyDigitsIsExact() {
        BigInteger many = BigInteger.ONE.shiftLeft(200_000).subtract(BigInteger.TEN);
        assertThat(with(many, "x == (1 << 200000) - 10")).isEqualTo(true);
        assertThat(with(List.of(many.negate()), "x[0] == 10 - (1 << 200000)")).isEqualTo(true);
        assertThat(returned(many)).isEqualTo(many);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aValueIsOfItsPythonType(Object value, String type, Object back) {
        assertThat(kind(value)).isEqualTo(type);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aValueComesBackAsTheTableSays(Object value, String type, Object back) {
        assertThat(returned(value)).isEqualTo(back);
    }

    /** A Path is a Pure path of the machine's kind, and so it has its own test. */
    static Stream<Path> paths() {
        return Stream.of(Path.of("a/b"), Path.of("/a b/\u00e4"), Path.of(""));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aPathThatTouchesNoFilesComesBack(Path path) {
        assertThat(with(path, "(x, type(x).__name__.startswith('Pure'))"))
                .isEqualTo(PyTuple.of(path.toString().isEmpty() ? Path.of(".") : path, true));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aValueInsideAListComesBackAsTheTableSays(Object value, String type, Object back) {
        assertThat(returned(Arrays.asList(value, LocalDate.EPOCH, LocalTime.NOON)))
                .isEqualTo(Arrays.asList(back, LocalDate.EPOCH, LocalTime.NOON));
    }
}
