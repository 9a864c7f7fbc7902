package org.pybridge.examples.city;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The command line.
 *
 * @param cities how many of the largest cities are searched; empty for all
 * @param index where indexes are kept
 * @param python where Python runs, as {@link org.pybridge.examples.Backends#cpython} takes it; empty for GraalPy in this JVM
 * @param queries what to search for
 */
public record Options(Optional<Integer> cities, Path index, Optional<String> python, List<CityQuery> queries) {

    static final String USAGE = """
            Arguments: [--cities N | --all] [--index DIRECTORY] [--python PROGRAM|bundled] [QUERY ...]

              --cities N         search the N largest cities; default 6000
              --all              search all 34 000 cities
              --index DIRECTORY  keep the index there; default target/city-index
              --python PROGRAM   search in processes of an installed Python, as python3, instead of on GraalPy
              --python bundled   search on the CPython that Maven brings, in this JVM from Java 22 on

            A query is NAME[,COUNTRY[,POPULATION]]: berl* begins so, munchn~ is spelled like it; *,DE,500000
            are the German cities of half a million people or more.""";

    private static final int MOST_BY_DEFAULT = 6000;
    private static final List<String> SAMPLES =
            List.of("berl*", "munchn~", "san*,US,500000", "sao*,BR", "*,IN,5000000");

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException when it makes no sense
     */
    public static Options parse(String... arguments) {
        Optional<Integer> cities = Optional.of(MOST_BY_DEFAULT);
        Path index = Path.of("target", "city-index");
        Optional<String> python = Optional.empty();
        List<String> queries = new ArrayList<>();
        Iterator<String> left = Arrays.asList(arguments).iterator();
        while (left.hasNext()) {
            String argument = left.next();
            switch (argument) {
                case "--all" -> cities = Optional.empty();
                case "--cities" -> cities = Optional.of(count(value(argument, left)));
                case "--index" -> index = Path.of(value(argument, left));
                case "--python" -> python = Optional.of(value(argument, left));
                default -> queries.add(query(argument));
            }
        }
        List<String> asked = queries.isEmpty() ? SAMPLES : queries;
        return new Options(
                cities,
                index.toAbsolutePath(),
                python,
                asked.stream().map(CityQuery::parse).toList());
    }

    private static String value(String option, Iterator<String> left) {
        if (!left.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value after it");
        }
        return left.next();
    }

    private static String query(String argument) {
        if (argument.startsWith("--")) {
            throw new IllegalArgumentException("There is no option " + argument);
        }
        return argument;
    }

    private static int count(String digits) {
        if (!digits.matches("[1-9][0-9]{0,6}")) {
            throw new IllegalArgumentException("--cities is \"" + digits + "\"; it must be a number from 1 on");
        }
        return Integer.parseInt(digits);
    }
}
