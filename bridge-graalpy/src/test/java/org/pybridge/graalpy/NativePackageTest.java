package org.pybridge.graalpy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.PackageInstallException;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.internal.support.FileTree;
import org.pybridge.packages.PythonPackages;
import org.pybridge.testing.support.ChildJvm;

/** Packages with C code are announced, compiled, and used by several interpreters. */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(1)
class NativePackageTest {
    private static final String SOURCE = """
            #include <Python.h>
            static PyObject* twice(PyObject* self, PyObject* x) { return PyNumber_Add(x, x); }
            static PyMethodDef functions[] = {{"twice", twice, METH_O, "Adds to itself."}, {NULL}};
            static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "quick", NULL, -1, functions};
            PyMODINIT_FUNC PyInit_quick(void) { return PyModule_Create(&module); }
            """;

    private final List<String> progress = new CopyOnWriteArrayList<>();

    @TempDir
    private static Path directory;

    @BeforeAll
    static void needNativeModules() {
        assumeTrue(
                EngineVersion.ofThisJvm().hasNativeCode(),
                "GraalPy after 25.0 loads native modules by java.lang.foreign, which Java has from 22 on");
    }

    /** Prints what two interpreters answer at once. */
    static final class Program {
        private Program() {}

        /**
         * Runs it.
         *
         * @param arguments where the source distribution is, and a directory for the cache
         */
        public static void main(String[] arguments) {
            PythonPackages packages = PythonPackages.builder()
                    .require("quick")
                    .findLinks(arguments[0])
                    .cache(Path.of(arguments[1]))
                    .build();
            try (Python python = Python.builder(
                            GraalPy.builder().packages(packages).build())
                    .pool(pool -> pool.size(2))
                    .build()) {
                System.out.println("They say " + twiceInTwo(python));
            }
        }
    }

    @Test
    @Order(1)
    void cCodeIsAnnouncedAndCompiledAndRunsInTwoInterpretersAtOnce() throws IOException {
        sdist("quick", SOURCE);
        GraalPy backend = GraalPy.builder().packages(packages("quick")).build();
        try (Python python = Python.builder(backend).pool(pool -> pool.size(2)).build()) {
            assertThat(twiceInTwo(python)).containsExactly(42, 42);
        }
        assertThat(progress)
                .anyMatch(line -> line.contains("quick has no wheel") && line.contains("native code is compiled"))
                .anyMatch(line -> line.contains("Successfully installed quick-1.0"));
    }

    /** After the first case, whose wheel pip has in its own cache then. */
    @Test
    @Order(2)
    void patchelfIsBroughtWhereThereIsNone() throws Exception {
        sdist("quick", SOURCE);
        Path cache = directory.resolve("cache-of-its-own");
        Path programs = programsWithoutPatchelf();
        try {
            assertThat(ChildJvm.of(Program.class)
                            .environment(variables -> variables.put("PATH", programs.toString()))
                            .output(directory.toString(), cache.toString()))
                    .contains("They say [42, 42]");
        } finally {
            FileTree.delete(programs);
        }
        try (Stream<Path> files = Files.walk(cache)) {
            assertThat(files).anyMatch(file -> file.endsWith(Path.of("bin", Patchelf.NAME)));
        }
    }

    private Path programsWithoutPatchelf() throws IOException {
        Path programs = Files.createDirectory(directory.resolve("programs"));
        for (String place : System.getenv("PATH").split(File.pathSeparator)) {
            try (Stream<Path> all = !place.isEmpty() && Files.isDirectory(Path.of(place))
                    ? Files.list(Path.of(place))
                    : Stream.empty()) {
                for (Path each : (Iterable<Path>) all::iterator) {
                    Path link = programs.resolve(each.getFileName());
                    if (!link.endsWith(Patchelf.NAME) && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                        Files.createSymbolicLink(link, each);
                    }
                }
            }
        }
        return programs;
    }

    /** With meson, as numpy is; the module says which Python generated a part of it, and for which one it was compiled. */
    @Test
    void aPackageOfMesonIsBuiltByCPythonForGraalPy() throws IOException {
        sdist(
                "crossed",
                Map.of(
                        "pyproject.toml", """
                        [build-system]
                        build-backend = "mesonpy"
                        requires = ["meson-python"]
                        [project]
                        name = "crossed"
                        version = "1.0"
                        """,
                        "meson.build", """
                        project('crossed', 'c')
                        py = import('python').find_installation(pure: false)
                        generated = custom_target(output: 'maker.h', input: 'make.py', command: [py, '@INPUT@', '@OUTPUT@'])
                        py.extension_module('crossed', 'crossed.c', generated, install: true)
                        """,
                        "make.py", """
                        import sys
                        open(sys.argv[1], "w").write(f'#define MAKER "{sys.implementation.name}"\\n')
                        """,
                        "crossed.c", """
                        #include <Python.h>
                        #include "maker.h"
                        static PyObject* made(PyObject* self, PyObject* none) {
                        #ifdef GRAALVM_PYTHON
                            return PyUnicode_FromString(MAKER " for GraalPy");
                        #else
                            return PyUnicode_FromString(MAKER);
                        #endif
                        }
                        static PyMethodDef functions[] = {{"made", made, METH_NOARGS, NULL}, {NULL}};
                        static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "crossed", NULL, -1, functions};
                        PyMODINIT_FUNC PyInit_crossed(void) { return PyModule_Create(&module); }
                        """));
        GraalPy backend = GraalPy.builder().packages(packages("crossed")).build();
        try (Python python = Python.builder(backend).pool(pool -> pool.size(1)).build()) {
            assertThat(python.call("crossed:made", List.of(), String.class)).isEqualTo("cpython for GraalPy");
        }
        assertThat(progress).anyMatch(line -> line.contains("crossed has no wheel") && line.contains("quick build"));
    }

    @Test
    @EnabledIfSystemProperty(
            named = "pybridge.long",
            matches = "true",
            disabledReason = "a second build; -Dpybridge.long=true runs it")
    void whatTheCompilerSaidIsInTheError() throws IOException {
        sdist("broken", "#include <no_such_header.h>\n");
        assertThatThrownBy(() -> install("broken"))
                .isInstanceOf(PackageInstallException.class)
                .hasMessageContaining("no_such_header.h: No such file or directory")
                .hasMessageContaining("install what the last lines miss");
    }

    @Test
    void whatWouldHaveToBeCompiledIsRefusedWhereOnlyWheelsAreWanted() throws IOException {
        sdist("quick", SOURCE);
        assertThatThrownBy(() -> Python.builder(GraalPy.builder()
                                .packages(builder("quick").wheelsOnly().build())
                                .build())
                        .build())
                .isInstanceOf(PackageInstallException.class)
                .hasMessageContaining("leave wheelsOnly out");
    }

    private static List<Integer> twiceInTwo(Python python) {
        try (Session first = python.session();
                Session second = python.session()) {
            return List.of(twice(first), twice(second));
        }
    }

    private static int twice(Session session) {
        return session.eval("__import__('quick').twice(21)").as(int.class);
    }

    private void install(String name) {
        PythonPackages packages = packages(name);
        new GraalPyInstaller(packages, EngineFacts.ofThisJvm(), Optional.empty())
                .install(directory.resolve("installed-" + name));
    }

    private PythonPackages packages(String name) {
        return builder(name).build();
    }

    private PythonPackages.Builder builder(String name) {
        return PythonPackages.builder()
                .require(name)
                .findLinks(directory.toString())
                .cache(directory.resolve("cache"))
                .onProgress(progress::add);
    }

    /** Writes a source distribution with one C file. */
    private void sdist(String name, String code) throws IOException {
        sdist(
                name,
                Map.of(
                        "setup.py",
                        "from setuptools import setup, Extension\n"
                                + "setup(name='" + name + "', version='1.0', ext_modules=[Extension('" + name + "', ['"
                                + name
                                + ".c'])])\n",
                        name + ".c",
                        code));
    }

    /** Writes a source distribution. Source: the format of tar, as POSIX has it. */
    private void sdist(String name, Map<String, String> files) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        String info = "Metadata-Version: 2.1\nName: " + name + "\nVersion: 1.0\n";
        entry(name + "-1.0/PKG-INFO", info.getBytes(UTF_8), tar);
        for (Map.Entry<String, String> file : files.entrySet()) {
            entry(name + "-1.0/" + file.getKey(), file.getValue().getBytes(UTF_8), tar);
        }
        tar.write(new byte[1024]);
        try (GZIPOutputStream file =
                new GZIPOutputStream(Files.newOutputStream(directory.resolve(name + "-1.0.tar.gz")))) {
            tar.writeTo(file);
        }
    }

    private static void entry(String name, byte[] content, ByteArrayOutputStream to) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, String.format("%011o", content.length));
        put(header, 136, "00000000000");
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar");
        put(header, 263, "00");
        int sum = 0;
        for (byte each : header) {
            sum += each;
        }
        put(header, 148, String.format("%06o", sum));
        to.writeBytes(header);
        to.writeBytes(content);
        to.writeBytes(new byte[(512 - content.length % 512) % 512]);
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
