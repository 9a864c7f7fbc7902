package org.pybridge.bench.cpython;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.pybridge.BridgeException;
import org.pybridge.Python;
import org.pybridge.packages.PythonPackages;
import org.pybridge.process.PythonProcess;

/**
 * Compares the library's homes with raw GraalPy, jep and Py4J: the libraries take turns in each row, and all rows in each round. Writes the table
 * and the picture of docs/performance.md, and fails where a home has become slower against its rival than its bound says.
 */
public final class Rivals {
    private static final String PY4J = "py4j==0.10.9.9";
    private static final PythonPackages ALL = PythonPackages.of("jep==4.3.2", PY4J);
    private static final PythonPackages WITHOUT_JEP = PythonPackages.of(PY4J);

    private final List<String> jvmArguments = new ArrayList<>();
    private final Set<Library> libraries = EnumSet.allOf(Library.class);
    private final Results results = new Results();

    private Rivals() {
        jvmArguments.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    /**
     * Runs the comparison.
     *
     * @param args the directory of the documentation, how many rounds, and a regular expression of the rows, which are all without one;
     *     only of all rows the documentation is written
     */
    public static void main(String... args) throws Exception {
        Path docs = Path.of(args[0]);
        int rounds = Integer.parseInt(args[1]);
        Optional<Pattern> chosen = Stream.of(args).skip(2).findFirst().map(Pattern::compile);
        Rivals rivals = new Rivals();
        rivals.install(System.getProperty("pybridge.cpython", "python3"));
        List<Row> rows = Stream.of(Row.values())
                .filter(row ->
                        chosen.isEmpty() || chosen.get().matcher(row.method()).find())
                .toList();
        for (int round = 1; round <= rounds; round++) {
            System.out.println("round " + round + " of " + rounds);
            rivals.run(rows);
        }
        Report report = new Report(rivals.results, rivals.libraries);
        System.out.println(report.table());
        if (chosen.isEmpty()) {
            report.writeTo(docs);
        }
        List<String> worse = Bounds.read().broken(rivals.results);
        worse.forEach(System.err::println);
        if (!worse.isEmpty()) {
            System.exit(1);
        }
    }

    /** Installs the rivals for a Python, which all libraries use that do not bring one. */
    private void install(String python) {
        String executable;
        try {
            executable = environment(python, ALL);
            jvmArguments.add("-Dpybridge.jep=" + directoryOf("jep", executable));
        } catch (BridgeException missing) {
            System.err.println("jep is left out; it is built when it is installed, with JAVA_HOME and a C compiler: "
                    + missing.getMessage());
            libraries.remove(Library.JEP);
            executable = environment(python, WITHOUT_JEP);
        }
        jvmArguments.add("-Dpybridge.cpython=" + executable);
    }

    private static String environment(String python, PythonPackages packages) {
        PythonProcess backend =
                PythonProcess.builder().executable(python).packages(packages).build();
        try (Python installed = Python.builder(backend).build()) {
            return installed.eval("import sys\nsys.executable").as(String.class);
        }
    }

    private static String directoryOf(String module, String executable) {
        try (Python python = Python.builder(PythonProcess.at(executable)).build()) {
            return python.eval(
                            "import importlib.util\nimportlib.util.find_spec(name).submodule_search_locations[0]",
                            Map.of("name", module))
                    .as(String.class);
        }
    }

    private void run(List<Row> rows) throws RunnerException, IOException, InterruptedException {
        for (Row row : rows) {
            for (Library library : libraries) {
                if (row.libraries().contains(library)) {
                    note(row, library, row == Row.START ? start(library) : measure(row, library));
                }
            }
        }
    }

    private void note(Row row, Library library, double micros) {
        System.out.printf("%-12s %-8s %,14.2f us%n", row.method(), library, micros);
        results.add(row, library, micros);
    }

    private double measure(Row row, Library library) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include(Pattern.quote(RivalsBenchmark.class.getName() + "." + row.method()) + "$")
                .param("library", library.name())
                .jvmArgs(jvmArguments.toArray(String[]::new))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        return new Runner(options.build()).runSingle().getPrimaryResult().getScore();
    }

    /** Runs a whole program; returns its microseconds. */
    private double start(Library library) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), FirstResult.class.getName(), library.name()));
        long begin = System.nanoTime();
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        double micros = (System.nanoTime() - begin) / 1e3;
        if (exit != 0) {
            throw new IllegalStateException(library + " did not start: exit code " + exit);
        }
        return micros;
    }
}
