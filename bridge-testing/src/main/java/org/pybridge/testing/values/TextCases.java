package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.testing.support.ConversionCases;

/** Text of any Unicode crosses unit by unit, never normalized and never replaced. */
public abstract class TextCases extends ConversionCases {
    private static final int MIB = 1 << 20;

    /** Python's text in ASCII, and Java's. */
    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("''", ""),
                arguments("'\\x00'", "\0"),
                arguments("'a\\x00b'", "a\0b"),
                arguments("'\\xe4\\u4e2d'", "\u00e4\u4e2d"),
                arguments("'\\U0001f600'", "\ud83d\ude00"),
                arguments("'\\U0010ffff'", "\udbff\udfff"),
                arguments("'e\\u0301'", "e\u0301"),
                arguments("'\\xe9'", "\u00e9"),
                arguments("'\\ufeffa'", "\ufeffa"),
                arguments("'\\ud800'", "\ud800"),
                arguments("'a\\udfff'", "a\udfff"),
                arguments("'\\udc00\\ud800'", "\udc00\ud800"),
                arguments("'\\U0001f600\\ud800z'", "\ud83d\ude00\ud800z"),
                arguments("'\\r\\n\\t'", "\r\n\t"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextOfPythonsIsTheSameInJava(String code, String text) {
        assertThat(eval(code)).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextOfPythonsInAListOfTextsIsTheSame(String code, String text) {
        assertThat(eval("['a', " + code + "]")).isEqualTo(List.of("a", text));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextOfPythonsAsAKeyIsTheSame(String code, String text) {
        assertThat(eval("{" + code + ": 1}")).isEqualTo(Map.of(text, 1L));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextOfJavasIsTheSameInPython(String code, String text) {
        assertThat(with(text, "x == " + code + " and len(x) == len(" + code + ")"))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextOfJavasInAListIsTheSame(String code, String text) {
        assertThat(with(Arrays.asList(text, null), "x == [" + code + ", None]")).isEqualTo(true);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextOfJavasAsAKeyIsFoundInPython(String code, String text) {
        assertThat(with(Map.of(text, 7), "x[" + code + "]")).isEqualTo(7L);
    }

    static Stream<String> longTexts() {
        return Stream.of("a".repeat(MIB), "\u4e2d".repeat(MIB), "\ud83d\ude00".repeat(MIB / 2), "\udead".repeat(MIB));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("longTexts")
    void aMebibyteOfTextComesBack(String text) {
        assertThat(text.equals(returned(text))).isTrue();
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("longTexts")
    void aMebibyteOfTextComesBackFromInsideADict(String text) {
        assertThat(Map.of("k", text).equals(returned(Map.of("k", text)))).isTrue();
    }

    @Test
    void aCharIsATextOfOne() {
        assertThat(with('\u00e4', "(type(x).__name__, x)")).isEqualTo(List.of("str", "\u00e4"));
    }

    @Test
    void halfOfAPairIsAChar() {
        assertThat(python().eval("'\\ud800'").as(char.class)).isEqualTo('\ud800');
    }

    @ParameterizedTest
    @MethodSource("subclassesOfText")
    void aSubclassOfTextIsTheTextThatItIs(String code, Object text) {
        assertThat(eval("class Name(str):\n  def __str__(self): return 'a lie'\n" + code))
                .isEqualTo(text);
    }

    static Stream<Arguments> subclassesOfText() {
        return Stream.of(
                arguments("Name('n')", "n"),
                arguments("[Name('n')]", List.of("n")),
                arguments("['a', Name('n')]", List.of("a", "n")),
                arguments("{'k': Name('n')}", Map.of("k", "n")),
                arguments("{Name('n'): 1}", Map.of("n", 1L)));
    }

    @Test
    void aTextIsNoListOfItsCharacters() {
        assertThat(misfit("'abc'", String[].class).from()).isEqualTo("str abc");
    }
}
