package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.ConversionException;
import org.pybridge.Python;
import org.pybridge.TimePrecision;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.ConversionCases;
import org.pybridge.testing.support.Raises;

/** The types of Java's own that Python has no twin of: what they are in Python, and that they come back. */
public abstract class JavaTypeCases extends ConversionCases {
    private static final Instant MOMENT = Instant.parse("2024-02-29T01:02:03.456Z");

    static Stream<Arguments> types() throws Exception {
        TimeZone tokyo = TimeZone.getTimeZone("Asia/Tokyo");
        GregorianCalendar calendar = GregorianCalendar.from(MOMENT.atZone(tokyo.toZoneId()));
        BitSet bits = BitSet.valueOf(new long[] {0b1001});
        return Stream.of(
                arguments(
                        Date.from(MOMENT),
                        "x == datetime.datetime(2024, 2, 29, 1, 2, 3, 456000, datetime.timezone.utc)"),
                arguments(
                        Timestamp.from(MOMENT.plusNanos(1_000)),
                        "x == datetime.datetime(2024, 2, 29, 1, 2, 3, 456001, datetime.timezone.utc)"),
                arguments(java.sql.Date.valueOf("2024-02-29"), "x == datetime.date(2024, 2, 29)"),
                arguments(java.sql.Time.valueOf("01:02:03"), "x == datetime.time(1, 2, 3)"),
                arguments(calendar, "x.tzinfo.key == 'Asia/Tokyo' and x.hour == 10"),
                arguments(Year.of(2024), "x == 2024"),
                arguments(YearMonth.of(2024, 2), "x == '2024-02'"),
                arguments(MonthDay.of(2, 29), "x == '--02-29'"),
                arguments(Period.of(1, 2, 3), "x == 'P1Y2M3D'"),
                arguments(ZoneId.of("Europe/Berlin"), "x == 'Europe/Berlin'"),
                arguments(ZoneOffset.ofHours(2), "x == '+02:00'"),
                arguments(tokyo, "x == 'Asia/Tokyo'"),
                arguments(Currency.getInstance("EUR"), "x == 'EUR'"),
                arguments(Locale.GERMANY, "x == 'de-DE'"),
                arguments(StandardCharsets.UTF_8, "x == 'UTF-8'"),
                arguments(InetAddress.getByName("192.0.2.1"), "x == '192.0.2.1'"),
                arguments(InetAddress.getByName("2001:db8::1"), "x == '2001:db8:0:0:0:0:0:1'"),
                arguments(URI.create("http://x/y?z"), "x == 'http://x/y?z'"),
                arguments(new URL("http://x/y?z"), "x == 'http://x/y?z'"),
                arguments(TimeUnit.DAYS, "x == 'DAYS'"),
                arguments(Map.entry("k", 1L), "x == ('k', 1) and dict([x]) == {'k': 1}"),
                arguments(bits, "x == {0, 3}"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aValueIsThisInPython(Object value, String condition) {
        assertThat(with(
                        value,
                        "__import__('builtins').eval(\"" + condition.replace("\"", "\\\"")
                                + "\", {'x': x, 'datetime': __import__('datetime')})"))
                .isEqualTo(true);
    }

    /** The type that a value is asked for as: the one in the signature of a method, not the class behind it. */
    private static Class<?> asked(Object value) {
        for (Class<?> type : List.of(
                Map.Entry.class, ZoneOffset.class, ZoneId.class, InetAddress.class, TimeZone.class, Charset.class)) {
            if (type.isInstance(value)) {
                return type;
            }
        }
        return value.getClass();
    }

    @ParameterizedTest
    @MethodSource("types")
    void aValueComesBackAsItsType(Object value, String condition) {
        assertThat((Object) python().eval("x", Map.of("x", value)).as(asked(value)))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("types")
    void aValueComesBackInsideAList(Object value, String condition) {
        Object array = java.lang.reflect.Array.newInstance(asked(value), 0);
        assertThat((Object[]) python().eval("[x, None]", Map.of("x", value)).as((Class<?>) array.getClass()))
                .containsExactly(value, null);
    }

    @Test
    void whatHoldsAValueIsThatValue() {
        assertThat(with(
                        List.of(
                                new AtomicInteger(1),
                                new AtomicLong(2),
                                new AtomicBoolean(true),
                                new AtomicReference<>(LocalDate.EPOCH),
                                new StringBuilder("a"),
                                new StringBuffer("b"),
                                String.class,
                                Pattern.compile("a+"),
                                Collections.enumeration(List.of(1L))),
                        "x"))
                .isEqualTo(List.of(1L, 2L, true, LocalDate.EPOCH, "a", "b", "java.lang.String", "a+", List.of(1L)));
    }

    @Test
    void whatHoldsAValueIsReadFromIt() {
        assertThat(python().eval("3").as(AtomicInteger.class)).hasValue(3);
        assertThat(python().eval("2**40").as(AtomicLong.class)).hasValue(1L << 40);
        assertThat(python().eval("True").as(AtomicBoolean.class)).isTrue();
        assertThat(python().eval("[1]").as(new TypeRef<AtomicReference<List<Integer>>>() {}))
                .hasValue(List.of(1));
        assertThat(String.valueOf(python().eval("'ab'").as(StringBuilder.class)))
                .isEqualTo("ab");
        assertThat(python().eval("'a+'").as(Pattern.class).matcher("aa").matches())
                .isTrue();
        assertThat(python().eval("'ab'").as(char[].class)).containsExactly('a', 'b');
    }

    static Stream<Arguments> collections() {
        return Stream.of(
                arguments("{'b': 1, 'a': 2}", new TypeRef<ConcurrentMap<String, Integer>>() {}, Map.of("a", 2, "b", 1)),
                arguments("{'b': 1}", new TypeRef<ConcurrentNavigableMap<String, Long>>() {}, Map.of("b", 1L)),
                arguments("{'b': 1}", new TypeRef<ConcurrentHashMap<String, Long>>() {}, Map.of("b", 1L)),
                arguments("{'b': 1}", new TypeRef<SortedMap<String, Long>>() {}, new TreeMap<>(Map.of("b", 1L))),
                arguments("{'DAYS': 1}", new TypeRef<EnumMap<TimeUnit, Long>>() {}, Map.of(TimeUnit.DAYS, 1L)),
                arguments("{'DAYS'}", new TypeRef<EnumSet<TimeUnit>>() {}, Set.of(TimeUnit.DAYS)),
                arguments("{'b': 'c'}", new TypeRef<Properties>() {}, Map.of("b", "c")));
    }

    @ParameterizedTest
    @MethodSource("collections")
    void anInterfaceOfACollectionIsReadAsOneOfItsClasses(String code, TypeRef<?> type, Object expected) {
        assertThat((Object) python().eval(code).as(type)).isEqualTo(expected);
    }

    @Test
    void aQueueOfThreadsIsFilled() {
        BlockingQueue<Integer> queue = python().eval("[1, 2]").as(new TypeRef<BlockingQueue<Integer>>() {});
        assertThat(queue).containsExactly(1, 2);
        Enumeration<Integer> enumeration = python().eval("[1, 2]").as(new TypeRef<Enumeration<Integer>>() {});
        assertThat(Collections.list(enumeration)).containsExactly(1, 2);
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                arguments("'xx'", Currency.class),
                arguments("'no zone'", ZoneId.class),
                arguments("'no locale!'", Locale.class),
                arguments("'localhost'", InetAddress.class),
                arguments("'('", Pattern.class),
                arguments("'2024-13'", YearMonth.class),
                arguments("'java.lang.String'", Class.class),
                arguments("('a', 1, 2)", Map.Entry.class),
                arguments("__import__('datetime').datetime(2024, 1, 1)", Date.class),
                arguments("0.1", float.class),
                arguments("0.1", java.math.BigDecimal.class),
                arguments("{'a': 1}", Thread.class));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void whatDoesNotFitSaysWhy(String code, Class<?> type) {
        ConversionException misfit = misfit(code, type);
        assertThat(misfit.to()).isEqualTo(type.getSimpleName());
        assertThat(misfit.getMessage()).contains(": ", " does not fit ").matches("(?s).*does not fit [^:]+: .+");
    }

    static Stream<Arguments> nanoseconds() {
        Instant moment = Instant.parse("2024-02-29T01:02:03.123456789Z");
        Instant cut = Instant.parse("2024-02-29T01:02:03.123456Z");
        return Stream.of(
                arguments(moment, cut.atOffset(ZoneOffset.UTC)),
                arguments(moment.atOffset(ZoneOffset.ofHours(5)), cut.atOffset(ZoneOffset.ofHours(5))),
                arguments(moment.atZone(ZoneId.of("Asia/Tokyo")), cut.atZone(ZoneId.of("Asia/Tokyo"))),
                arguments(
                        LocalDateTime.ofInstant(moment, ZoneOffset.UTC), LocalDateTime.ofInstant(cut, ZoneOffset.UTC)),
                arguments(LocalTime.of(1, 2, 3, 999_999_999), LocalTime.of(1, 2, 3, 999_999_000)),
                arguments(Timestamp.from(moment), cut.atOffset(ZoneOffset.UTC)),
                arguments(Duration.ofNanos(1_999), Duration.ofNanos(1_000)),
                arguments(Duration.ofNanos(-1_999), Duration.ofNanos(-1_000)));
    }

    @ParameterizedTest
    @MethodSource("nanoseconds")
    void nanosecondsAreCutToMicroseconds(Object time, Object expected) {
        assertThat(returned(time)).isEqualTo(expected);
    }

    @Test
    void nowCrosses() {
        for (Object now : List.of(
                Instant.now(), OffsetDateTime.now(), LocalTime.now(), LocalDateTime.now(), ZonedDateTime.now())) {
            assertThat(with(now, "x is not None")).isEqualTo(true);
        }
    }

    @Test
    void digitsThatAreNotKeptAreRefusedWherePrecisionIsExact() {
        try (Python python =
                fixture().builder().timePrecision(TimePrecision.EXACT).build()) {
            for (Object time : nanoseconds().map(each -> each.get()[0]).toList()) {
                Map<String, Object> x = Map.of("x", List.of(time));
                ConversionException misfit = Raises.assertRaises(() -> python.eval("x", x), ConversionException.class);
                assertThat(List.of(misfit.path(), misfit.mayHaveRun())).isEqualTo(List.of("$.x[0]", false));
            }
            String code = "import datetime as d\nd.datetime(2024, 1, 1, 0, 0, 0, 1, d.timezone.utc)";
            assertThat(Raises.assertRaises(() -> python.eval(code).as(Date.class), ConversionException.class))
                    .hasMessageContaining("it keeps milliseconds");
        }
    }

    @Test
    void aPatternWithFlagsAndALocaleWithoutTagAreRefused() {
        assertThat(refused(Pattern.compile("a", Pattern.CASE_INSENSITIVE))).hasMessageContaining("(?i)");
        assertThat(refused(new Locale("a", "b"))).hasMessageContaining("language tag");
    }

    @Test
    void aTypeThatHasNoClassToMakeIsRefusedBeforeAnythingIsRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> python().eval("[1]").as(Exotic.class))
                .withMessageContaining("ask for List");
    }

    /** A list that nothing of Java's implements. */
    interface Exotic extends List<Integer> {}

    /** What a converter of the user's says wins over all rules. */
    @Test
    void aConverterReplacesTheFormOfAType() {
        try (Python python = fixture()
                .builder()
                .toPython(Currency.class, Currency::getNumericCode)
                .build()) {
            assertThat(python.eval("x", Map.of("x", Currency.getInstance("EUR")))
                            .as(int.class))
                    .isEqualTo(978);
        }
    }
}
