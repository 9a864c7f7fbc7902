package org.pybridge.bench.cpython;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A row of the comparison: one kind of work, and the libraries that can do it. */
enum Row {
    START("start", "a whole program with one call"),
    FIRST_CALLS("firstCalls", "the first 1 000 calls"),
    CALL("call", "`add(a, b)`"),
    SESSION("session", "`add(a, b)` in a session", Library.PY4J),
    ATTRIBUTE("attribute", "an attribute of an object", Library.PY4J),
    EVAL("eval", "`x + 1` with its `x`", Library.PY4J),
    RUN("run", "a line with five variables", Library.PY4J),
    ASYNC("async", "an `async def` call", Library.RAW, Library.JEP, Library.PY4J),
    LIST("list", "a list of 1 000 ints, there and back"),
    RECORDS("records", "1 000 records, there and back"),
    INTS_OUT("intsOut", "1 000 000 ints out", Library.PY4J),
    INTS_IN("intsIn", "1 000 000 ints in", Library.PY4J),
    BYTES_OUT("bytesOut", "16 MiB of bytes out"),
    BYTES_IN("bytesIn", "16 MiB of bytes in"),
    GENERATOR("generator", "a generator of 10 000 ints", Library.JEP, Library.PY4J),
    CALLBACKS("callbacks", "1 000 callbacks"),
    FAILURE("failure", "an exception, four frames deep"),
    FOUR_THREADS("fourThreads", "the primes below 2 000, four threads at once");

    private final String method;
    private final String title;
    private final Set<Library> libraries;

    /**
     * Names a row.
     *
     * @param method the method of {@link RivalsBenchmark}; a start is the program {@link FirstResult}
     * @param title what the table calls it
     * @param without the libraries that cannot do it, or only by a round trip for each element
     */
    Row(String method, String title, Library... without) {
        this.method = method;
        this.title = title;
        this.libraries = EnumSet.allOf(Library.class);
        Set.of(without).forEach(libraries::remove);
    }

    String method() {
        return method;
    }

    String title() {
        return title;
    }

    Set<Library> libraries() {
        return libraries;
    }

    /** The name of a bound: how many times the rival's time a library may take. */
    String bound(Library library) {
        return method + "." + library.name().toLowerCase(Locale.ROOT);
    }
}
