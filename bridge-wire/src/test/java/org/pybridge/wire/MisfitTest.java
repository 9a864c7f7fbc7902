package org.pybridge.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.ConversionException;

/** Values that Python has and Java has no equal of. */
class MisfitTest {
    private static final String HUGE = "decimal.Decimal('1E+99999999999')";

    private static Peer peer;

    @BeforeAll
    static void start() {
        peer = Peer.own();
    }

    @AfterAll
    static void stop() {
        peer.close();
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                arguments(HUGE, "$: Decimal 1E+99999999999 does not fit BigDecimal"),
                arguments("[1, " + HUGE + "]", "$[1]: "),
                arguments("{'a': (1, [" + HUGE + "])}", "$.a[1][0]: "),
                arguments("{'a b': {7: {" + HUGE + "}}}", "$[\"a b\"][7][0]: "),
                arguments("pathlib.PurePath('a\\0b')", "$: path a\0b does not fit Path"),
                arguments(
                        "[datetime.datetime(2024, 1, 1, tzinfo=Mars())]", "$[0]: datetime in the zone Mars/Olympus "));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void whatJavaHasNoEqualOfIsRefusedWithItsPlace(String expression, String message) {
        byte[] bytes = peer.encoded(expression);
        assertThat(catchThrowableOfType(ConversionException.class, () -> Things.read(bytes)))
                .hasMessageStartingWith(message);
    }

    @Test
    void aTimestampThatThePackageWritesOfItsOwnAccordIsRefused() {
        byte[] bytes = HexFormat.of().parseHex("92d6ff0000000101");
        assertThat(catchThrowableOfType(ConversionException.class, () -> Things.read(bytes)))
                .hasMessageStartingWith("$[0]: value of the package msgpack");
    }

    static Stream<String> equalCopies() {
        return Stream.of("{Color.RED: 1, 'RED': 2}", "{Apart(1): 1, Apart(1): 2}", "{Apart(1), Apart(1)}");
    }

    @ParameterizedTest
    @MethodSource("equalCopies")
    void keysWhoseCopiesAreEqualAreRefusedAndNotMerged(String expression) {
        byte[] bytes = peer.encodedWithFields(expression);
        assertThat(catchThrowableOfType(ConversionException.class, () -> Things.read(bytes)))
                .hasMessageContaining("keys whose copies are equal");
    }

    @Test
    void theReferencesOfAValueThatIsRefusedAreMetAllTheSame() {
        List<Long> met = new ArrayList<>();
        Imports imports = new Imports() {
            @Override
            public Object reference(long id) {
                met.add(id);
                return id;
            }

            @Override
            public Object object(long id) {
                return id;
            }
        };
        String rest =
                "{'k': ['x' * 40, 'y' * 300, 2**70, Kept(3), 1.5]}, b'', 70000, -200, 2**63, (None, Kept(4)), [1] * 40";
        byte[] value = peer.encoded("[Kept(1), [Kept(2), " + HUGE + "], " + rest + ", [None] * 20, Kept(5)]");
        ByteBuffer bytes =
                ByteBuffer.allocate(value.length + 1).put(value).put((byte) 7).flip();
        ConversionException refused =
                catchThrowableOfType(ConversionException.class, () -> new ValueReader(imports).read(bytes));
        assertThat(refused.path()).isEqualTo("$[1][1]");
        assertThat(met).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(new ValueReader(imports).read(bytes)).isEqualTo(7L);
    }
}
