package org.pybridge.testing.calls;

import java.util.List;

/**
 * A small script of the corpus. Immutable.
 *
 * @param name its topic and what it is about
 * @param code its text
 * @param minor the least version of Python 3 that compiles it
 * @param imports the modules that it cannot do without
 */
public record CorpusScript(String name, String code, int minor, List<String> imports) {

    /** A script that every Python runs. */
    static CorpusScript of(String name, String code) {
        return new CorpusScript(name, code, 0, List.of());
    }

    @Override
    public String toString() {
        return name;
    }
}
