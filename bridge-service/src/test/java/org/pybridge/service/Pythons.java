package org.pybridge.service;

import java.nio.file.Path;
import org.pybridge.Python;
import org.pybridge.PythonBuilder;
import org.pybridge.graalpy.GraalPy;
import org.pybridge.process.PythonProcess;
import org.pybridge.spi.Backend;

/** The Pythons of the tests. */
public final class Pythons {
    private Pythons() {}

    public static Python workers() {
        return of(PythonProcess.at("python3"), 2);
    }

    /** Workers that have Google's package. */
    public static Python withProtobuf() {
        return of(
                PythonProcess.builder()
                        .packages("protobuf==7.36.2", "googleapis-common-protos")
                        .build(),
                2);
    }

    /** One interpreter, which remembers what it was told. */
    public static Python single() {
        return of(PythonProcess.at("python3"), 1);
    }

    public static Python graalPy() {
        return of(GraalPy.builder().build(), 2);
    }

    private static Python of(Backend backend, int size) {
        return with(backend).pool(pool -> pool.size(size)).build();
    }

    /** Begins a Python that finds the tests' modules. */
    static PythonBuilder with(Backend backend) {
        return Python.builder(backend)
                .modules(Path.of("src/test/python"))
                .modules(Path.of("target/generated-test-sources/protobuf"));
    }
}
