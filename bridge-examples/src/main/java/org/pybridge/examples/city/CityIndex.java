package org.pybridge.examples.city;

import java.util.List;
import java.util.Optional;
import org.pybridge.PyModule;
import org.pybridge.PyName;

/** What {@code cities.py} offers. An empty optional leaves Python's default. */
@PyModule("cities")
public interface CityIndex {

    List<City> largest(Optional<Integer> count);

    String locate(String root, Optional<Integer> count);

    void build(String directory, List<City> cities, Progress progress);

    List<City> startingWith(
            String directory,
            String prefix,
            @PyName("country") Optional<String> country,
            @PyName("min_population") Optional<Long> minPopulation);

    List<City> spelledLike(
            String directory,
            String word,
            @PyName("country") Optional<String> country,
            @PyName("min_population") Optional<Long> minPopulation);

    /** Hears how far the index is. */
    @FunctionalInterface
    interface Progress {
        void indexed(int done, int total);
    }
}
