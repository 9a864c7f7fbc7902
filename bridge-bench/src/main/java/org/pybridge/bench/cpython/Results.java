package org.pybridge.bench.cpython;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What was measured, in microseconds: a figure for each row, library and round. */
final class Results {
    private final Map<Key, List<Double>> rounds = new LinkedHashMap<>();

    /** A cell of the table. */
    private record Key(Row row, Library library) {}

    void add(Row row, Library library, double micros) {
        rounds.computeIfAbsent(new Key(row, library), cell -> new ArrayList<>()).add(micros);
    }

    /** The middle one of the rounds. */
    OptionalDouble median(Row row, Library library) {
        List<Double> all = rounds.get(new Key(row, library));
        return all == null ? OptionalDouble.empty() : OptionalDouble.of(middle(all));
    }

    private static double middle(List<Double> all) {
        List<Double> sorted = all.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** How many times its rival's time a library takes, in each round; none where one of them was not measured. */
    List<Double> ratios(Row row, Library library) {
        return library.rival()
                .filter(rival -> rounds.containsKey(new Key(row, library)) && rounds.containsKey(new Key(row, rival)))
                .map(rival -> ratios(rounds.get(new Key(row, library)), rounds.get(new Key(row, rival))))
                .orElse(List.of());
    }

    private static List<Double> ratios(List<Double> own, List<Double> rivals) {
        return IntStream.range(0, own.size())
                .mapToObj(round -> own.get(round) / rivals.get(round))
                .toList();
    }
}
