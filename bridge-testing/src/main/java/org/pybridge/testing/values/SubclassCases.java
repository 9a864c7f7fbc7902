package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.ConversionException;
import org.pybridge.PyObject;
import org.pybridge.PyTuple;
import org.pybridge.PythonException;
import org.pybridge.PythonExitException;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.Cases;

/** Values whose classes say something else than what they keep, and values whose code raises. */
public abstract class SubclassCases extends Cases {

    /** A class that is read by its fields. */
    record Item(int a) {}

    static Stream<Arguments> subclasses() {
        return Stream.of(
                Arguments.of("EndlessList([1, 2])", List.of(1L, 2L)),
                Arguments.of("LyingBytes(b'yes')", "yes".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                Arguments.of("LyingByteArray(b'yes')", "yes".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                Arguments.of("LyingTuple((1, 2))", PyTuple.of(1L, 2L)),
                Arguments.of("LyingNamedTuple(1, 2)", PyTuple.of(1L, 2L)),
                Arguments.of("LyingSet({1})", Set.of(1L)),
                Arguments.of("LyingFrozenSet({1})", Set.of(1L)),
                Arguments.of("LyingDate(2020, 1, 2)", LocalDate.of(2020, 1, 2)),
                Arguments.of("LyingTime(1, 2, 3)", LocalTime.of(1, 2, 3)),
                Arguments.of(
                        "LyingSpan(1, 2, 3)", Duration.ofDays(1).plusSeconds(2).plusNanos(3000)),
                Arguments.of(
                        "LyingId('811ec436-5043-4505-bf6b-649fca3188d4')",
                        UUID.fromString("811ec436-5043-4505-bf6b-649fca3188d4")),
                Arguments.of("NotATime(2020, 1, 2)", null),
                Arguments.of("NotASpan(1)", null),
                Arguments.of("FineTime(2020, 1, 2, 3, 4, 5, 6)", LocalDateTime.of(2020, 1, 2, 3, 4, 5, 6123)),
                Arguments.of("FineSpan(0, 0, -1)", Duration.ofNanos(-1000 + 123)),
                Arguments.of(
                        "FineTime(2020, 1, 2, tzinfo=zone_of_java)",
                        ZonedDateTime.of(2020, 1, 2, 0, 0, 0, 123, ZoneId.of("Europe/Paris"))),
                Arguments.of("datetime.datetime(2020, 1, 2, tzinfo=NoOffset())", LocalDateTime.of(2020, 1, 2, 0, 0)),
                Arguments.of(
                        "datetime.datetime(2020, 1, 2, tzinfo=LyingZone())",
                        LocalDateTime.of(2020, 1, 2, 0, 0).atOffset(ZoneOffset.ofHours(2))));
    }

    /** On its own, in a list, and as a dict's value: each takes another way. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("subclasses")
    void whatTheClassItselfKeepsIsRead(String code, @Nullable Object expected) {
        Map<String, Object> zone =
                Map.of("moment", ZonedDateTime.of(2020, 1, 2, 0, 0, 0, 0, ZoneId.of("Europe/Paris")));
        String with = "zone_of_java = moment.tzinfo\n" + CLASSES;
        assertThat(python().eval(with + code, zone).as(Object.class)).isEqualTo(expected);
        assertThat(python().eval(with + "[" + code + ", " + code + "]", zone).as(Object.class))
                .usingRecursiveComparison()
                .isEqualTo(Arrays.asList(expected, expected));
        Map<String, Object> dict = new LinkedHashMap<>();
        dict.put("it", expected);
        assertThat(((Map<?, ?>) python().eval(with + "{'it': " + code + "}", zone)
                                .as(Map.class))
                        .get("it"))
                .isEqualTo(expected);
        assertThat(python().run(with + "it = " + code, zone).globals().get("it").as(Object.class))
                .isEqualTo(expected);
    }

    private static final String CLASSES = """
            import collections, datetime, uuid

            class EndlessList(list):
                def __iter__(self):
                    while True:
                        yield 1

            class LyingBytes(bytes):
                def __bytes__(self):
                    return b"no"

            class LyingByteArray(bytearray):
                def __bytes__(self):
                    return b"no"
                __iter__ = __len__ = None

            class LyingTuple(tuple):
                _fields = ("one", "two", "three")
                def __iter__(self):
                    return iter(())

            class LyingNamedTuple(collections.namedtuple("Pair", "a b")):
                _fields = ("a", "b", "c")
                def __iter__(self):
                    return iter((1, 2, 3))

            class LyingSet(set):
                def __iter__(self):
                    return iter("xyz")

            class LyingFrozenSet(frozenset):
                def __iter__(self):
                    return iter("xyz")

            class LyingDate(datetime.date):
                year = property(lambda self: 10**12)
                month = property(lambda self: "January")

            class LyingTime(datetime.time):
                hour = property(lambda self: 99)

            class LyingSpan(datetime.timedelta):
                days = property(lambda self: 2**62)

            class LyingId(uuid.UUID):
                def __str__(self):
                    return "no id"

            class NotATime(datetime.datetime):
                year = month = day = hour = minute = second = microsecond = property(lambda self: float("nan"))

            class NotASpan(datetime.timedelta):
                days = seconds = microseconds = property(lambda self: float("nan"))

            class FineTime(datetime.datetime):
                nanosecond = 123

            class FineSpan(datetime.timedelta):
                nanoseconds = 123

            class NoOffset(datetime.tzinfo):
                def utcoffset(self, moment):
                    return None

            class LyingZone(datetime.tzinfo):
                key = 5
                def utcoffset(self, moment):
                    return datetime.timedelta(hours=2)

            """;

    @Test
    void aNamedTupleThatLiesIsStillATuple() {
        assertThat(python().eval(CLASSES + "LyingNamedTuple(1, 2)").as(new TypeRef<List<Integer>>() {}))
                .containsExactly(1, 2);
    }

    @Test
    void anOrderedDictHasItsOwnOrder() {
        Object map = eval("""
                import collections
                d = collections.OrderedDict(a=1, b=2)
                d.move_to_end("a")
                [d]
                """);
        assertThat(((Map<?, ?>) ((List<?>) map).get(0)).keySet().toArray()).containsExactly("b", "a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class Beyond(datetime.datetime):\n    nanosecond = 10**9\nBeyond(2020, 1, 2)",
                "class Bad(datetime.tzinfo):\n    def utcoffset(self, when): return 5\n"
                        + "datetime.datetime(2020, 1, 2, tzinfo=Bad())",
                "class Worse(datetime.tzinfo):\n    def utcoffset(self, when): raise SystemExit(3)\n"
                        + "datetime.datetime(2020, 1, 2, tzinfo=Worse())",
                "class NoNumber(uuid.UUID):\n    def __init__(self): pass\nNoNumber()",
            })
    void aValueThatCannotBeReadIsRefusedWithItsPath(String code) {
        int end = code.lastIndexOf('\n') + 1;
        String nested = "import datetime, uuid\n" + code.substring(0, end) + "{'x': [1, " + code.substring(end) + "]}";
        long lost = python().statistics().died();
        assertThatThrownBy(() -> python().eval(nested))
                .isInstanceOf(ConversionException.class)
                .hasMessageStartingWith("$.x[1]: ")
                .hasCauseInstanceOf(PythonException.class);
        assertThat(python().statistics().died()).isEqualTo(lost);
    }

    @ParameterizedTest
    @ValueSource(strings = {"__getattr__", "__index__", "__int__", "__float__", "__eq__"})
    void whatTheCodeOfAValueRaisesIsTheCause(String method) {
        String code = "class Rude:\n    def " + method + "(self, *arguments): raise KeyError('no manners')\n";
        String parts = method.equals("__eq__") ? "    def __index__(self): return 1\n" : "";
        assertThatThrownBy(() -> python().eval(code + parts + "Rude()").as(int.class))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("Rude")
                .cause()
                .isInstanceOf(PythonException.class)
                .hasMessageContaining("no manners");
        assertThatThrownBy(() -> python().eval(code + parts + "[1, Rude()]").as(int[].class))
                .isInstanceOf(ConversionException.class)
                .hasMessageStartingWith("$[1]: ");
    }

    @Test
    void aValueWhoseCodeExitsIsRefused() {
        String code = """
                class Leaving:
                    def __index__(self):
                        raise SystemExit(3)
                Leaving()
                """;
        assertThatThrownBy(() -> python().eval(code).as(int.class))
                .isInstanceOf(ConversionException.class)
                .hasCauseInstanceOf(PythonExitException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"object()", "len", "int", "lambda: 1"})
    void whatHasNoElementsIsNoList(String code) {
        assertThatThrownBy(() -> python().eval(code).as(new TypeRef<List<Integer>>() {}))
                .isInstanceOf(ConversionException.class)
                .hasMessageStartingWith("$: ");
        assertThatThrownBy(() -> python().eval(code).as(int[].class)).isInstanceOf(ConversionException.class);
        assertThatThrownBy(() -> python().eval("[[1], " + code + "]").as(new TypeRef<List<List<Integer>>>() {}))
                .isInstanceOf(ConversionException.class)
                .hasMessageStartingWith("$[1]: ");
        assertThatThrownBy(() -> python().eval("[[1], " + code + "]").as(int[][].class))
                .isInstanceOf(ConversionException.class)
                .hasMessageStartingWith("$[1]: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import types\ntypes.MappingProxyType({'a': 1})",
                "import collections\ncollections.ChainMap({'a': 1}, {'a': 2})",
                "import collections\ncollections.UserDict(a=1)",
                "import collections.abc\nclass Own(collections.abc.Mapping):\n    def __len__(self): return 1\n"
                        + "    def __iter__(self): return iter(['a'])\n    def __getitem__(self, key): return 1\nOwn()",
            })
    void whatIsAMappingIsReadAsMapAndRecord(String code) {
        assertThat(python().eval(code).as(new TypeRef<Map<String, Integer>>() {}))
                .isEqualTo(Map.of("a", 1));
        assertThat(python().eval(code).as(Item.class)).isEqualTo(new Item(1));
        int end = code.lastIndexOf('\n') + 1;
        assertThat(python().eval(code.substring(0, end) + "[" + code.substring(end) + "]")
                        .as(new TypeRef<List<Item>>() {}))
                .containsExactly(new Item(1));
    }

    @Test
    void aNamespaceIsReadAsARecord() {
        assertThat(python().eval("import types\n[types.SimpleNamespace(a=1, _b=2)]")
                        .as(new TypeRef<List<Item>>() {}))
                .containsExactly(new Item(1));
        assertThat(eval("import types\ntypes.SimpleNamespace(a=1)")).isInstanceOf(PyObject.class);
    }

    @Test
    void aViewOfAnArrayIsItsNumbers() {
        String code = "import array\nmemoryview(array.array('B', [1, 200]))";
        assertThat(python().eval(code).as(int[].class)).containsExactly(1, 200);
        assertThat(python().eval(code).as(byte[].class)).containsExactly(1, (byte) 200);
        assertThat(eval("memoryview(b'ab')")).isEqualTo(new byte[] {'a', 'b'});
    }

    @Test
    void aVeryLongKeyInAPathIsItsType() {
        assertThatThrownBy(() -> python().eval("x = []\nx.append(x)\n{10**5000: x}"))
                .isInstanceOf(ConversionException.class)
                .hasMessageStartingWith("$[int][0]: ");
    }

    @Test
    void veryLongNumbersCross() {
        assertThat(python().eval("10**5000").as(java.math.BigInteger.class))
                .isEqualTo(java.math.BigInteger.TEN.pow(5000));
        assertThat(python().eval("import decimal\ndecimal.Decimal((0, (1,) * 5000, -3))")
                        .as(java.math.BigDecimal.class))
                .isEqualTo(new java.math.BigDecimal("1".repeat(5000)).movePointLeft(3));
        java.math.BigDecimal large = new java.math.BigDecimal("-" + "1".repeat(5000) + ".5");
        assertThat(python().eval("[x, x]", Map.of("x", large)).as(new TypeRef<List<java.math.BigDecimal>>() {}))
                .containsExactly(large, large);
    }

    @Test
    void anAsynchronousGeneratorIsReadLikeAnyOther() {
        String code = """
                async def naturals():
                    for i in range(3):
                        yield i
                naturals()
                """;
        assertThat(python().eval(code).as(new TypeRef<List<Integer>>() {})).containsExactly(0, 1, 2);
        try (var iterator = ((PyObject) python().eval(code)).iterator(Integer.class)) {
            assertThat(iterator.next()).isZero();
            assertThat(iterator.next()).isEqualTo(1);
        }
    }
}
