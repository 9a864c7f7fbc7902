package org.pybridge.internal.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SourceTextTest {
    @TempDir
    Path directory;

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("x = '\u00e4'", "UTF-8"),
                arguments("# -*- coding: latin-1 -*-\nx = '\u00e4'", "ISO-8859-1"),
                arguments("#!/usr/bin/python3\n# vim: set fileencoding=iso-8859-15 :\nx = '\u20ac'", "ISO-8859-15"),
                arguments("\n  # coding=cp1252\nx = '\u20ac'", "windows-1252"),
                arguments("# coding: utf_8\r\nx = '\u00e4'", "UTF-8"),
                arguments("# coding: latin_1_unix\nx = '\u00e4'", "ISO-8859-1"),
                arguments("x = 1\n# coding: latin-1\ny = '\u00e4'", "UTF-8"),
                arguments("\n\n# coding: latin-1\ny = '\u00e4'", "UTF-8"),
                arguments("x = 'coding: latin-1 \u00e4'", "UTF-8"),
                arguments("", "UTF-8"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aFileIsDecodedAsPythonDoes(String text, String encoding) throws IOException {
        assertThat(SourceText.of(text.getBytes(Charset.forName(encoding)), "m.py"))
                .isEqualTo(text);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() throws IOException {
        assertThat(SourceText.of("\uFEFFx = 1".getBytes(Charset.forName("UTF-8")), "m.py"))
                .isEqualTo("x = 1");
    }

    @Test
    void aFileThatIsNotWhatItShouldBeIsNamed() throws IOException {
        Path bad = Files.write(directory.resolve("bad.py"), new byte[] {'#', (byte) 0xE4});
        ModuleTree tree = new ModuleTree(directory);
        assertThatThrownBy(() -> new OwnModules(List.of(tree), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(bad + " is not in UTF-8; save it in UTF-8, or name its encoding");
        Files.writeString(bad, "# coding: klingon\n");
        assertThatThrownBy(() -> new OwnModules(List.of(tree), false))
                .hasMessageContaining(bad + " is in the encoding \"klingon\"");
    }
}
