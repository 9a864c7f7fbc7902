package org.pybridge.examples.city;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pybridge.Python;
import org.pybridge.examples.Backends;
import org.pybridge.graalpy.GraalPy;
import org.pybridge.packages.PythonPackages;
import org.pybridge.pool.PoolStatistics;
import org.pybridge.spi.Backend;

/** Searches the world's cities: the data and the index are Python's, the queries run in parallel from Java. */
public final class CitySearch {
    private static final String MODULES = "pybridge-examples/python";

    private static final Path OWN = Path.of("src/main/python");

    private final CityIndex cities;
    private final PrintStream out;

    CitySearch(CityIndex cities, PrintStream out) {
        this.cities = cities;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        try (PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8)) {
            run(Options.parse(arguments), out);
        } catch (IllegalArgumentException misread) {
            System.err.println(misread.getMessage() + "\n\n" + Options.USAGE);
            System.exit(2);
        }
    }

    static void run(Options options, PrintStream out) throws IOException {
        out.println(
                options.python().isEmpty()
                        ? "Starting Python ..."
                        : "Starting Python; its packages are installed when they are not there yet ...");
        try (Python python = Python.builder(backend(options)).build()) {
            CitySearch search = new CitySearch(python.bind(CityIndex.class), out);
            String directory = search.prepare(options);
            search.answer(options.queries(), directory, python.statistics().size());
            out.println(describe(python.statistics()));
        }
    }

    /** Where Python runs is the only difference between a search on GraalPy and one on CPython. */
    private static Backend backend(Options options) {
        return options.python()
                .map(python -> Backends.cpython(python, packages(), OWN))
                .orElseGet(() -> GraalPy.builder().resources(MODULES).build());
    }

    private static PythonPackages packages() {
        return PythonPackages.builder()
                .requirements(Path.of("requirements.txt"))
                .requireHashes()
                .build();
    }

    /** Builds the index, unless it is there from an earlier run, and gives its directory. */
    String prepare(Options options) {
        String directory = cities.locate(options.index().toString(), options.cities());
        if (!Files.isDirectory(Path.of(directory))) {
            out.println("Loading the cities ...");
            List<City> loaded = cities.largest(options.cities());
            cities.build(directory, loaded, this::progress);
        }
        return directory;
    }

    void answer(List<CityQuery> queries, String directory, int parallel) {
        ExecutorService threads = Executors.newFixedThreadPool(parallel);
        try {
            List<CompletableFuture<List<City>>> answers = queries.stream()
                    .map(query -> CompletableFuture.supplyAsync(() -> query.run(cities, directory), threads))
                    .toList();
            for (int i = 0; i < answers.size(); i++) {
                print(queries.get(i), answers.get(i).join());
            }
        } finally {
            threads.shutdown();
        }
    }

    private void progress(int done, int total) {
        out.printf("\rIndexing: %,d of %,d cities%s", done, total, done == total ? "%n".formatted() : "");
        out.flush();
    }

    private void print(CityQuery query, List<City> found) {
        out.printf("%n%s%n", query.title());
        out.printf("  %-28s %-7s %12s %9s %10s%n", "city", "country", "population", "latitude", "longitude");
        for (City city : found) {
            out.printf(
                    "  %-28s %-7s %,12d %9.3f %10.3f%n",
                    city.name(), city.country(), city.population(), city.latitude(), city.longitude());
        }
    }

    private static String describe(PoolStatistics pool) {
        return "%nPool: %d of %d interpreters started, %d calls, waited %d ms in all, %d timeouts, %d lost"
                .formatted(
                        pool.live(),
                        pool.size(),
                        pool.leases(),
                        pool.totalWait().toMillis(),
                        pool.timeouts(),
                        pool.died());
    }
}
