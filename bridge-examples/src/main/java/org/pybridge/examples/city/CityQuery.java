package org.pybridge.examples.city;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One query as it is typed: a name's beginning or, with a tilde, something like it, then perhaps a country and the fewest people, as
 * {@code san*,US,500000}, {@code munchn~} or {@code *,DE}.
 */
public record CityQuery(String text, boolean fuzzy, Optional<String> country, Optional<Long> minPopulation) {

    public static CityQuery parse(String query) {
        String[] parts = query.split(",", -1);
        if (parts.length > 3) {
            throw new IllegalArgumentException(
                    "\"" + query + "\" has " + parts.length + " parts; a query is NAME[*|~][,COUNTRY[,POPULATION]]");
        }
        boolean fuzzy = parts[0].endsWith("~");
        String text = parts[0].replaceFirst("[*~]$", "");
        if (fuzzy && text.isEmpty()) {
            throw new IllegalArgumentException("\"" + query + "\" has no name before the tilde; write one, as munchn~");
        }
        Optional<String> country = part(parts, 1).map(code -> code.toUpperCase(Locale.ROOT));
        return new CityQuery(text, fuzzy, country, part(parts, 2).map(CityQuery::population));
    }

    public List<City> run(CityIndex cities, String directory) {
        return fuzzy
                ? cities.spelledLike(directory, text, country, minPopulation)
                : cities.startingWith(directory, text, country, minPopulation);
    }

    /** Says in words what is looked for. */
    public String title() {
        String name = fuzzy ? "spelled like \"" + text + "\"" : "starting with \"" + text + "\"";
        return "Cities " + (text.isEmpty() ? "of any name" : name)
                + country.map(code -> " in " + code).orElse("")
                + minPopulation.map(" with %,d people or more"::formatted).orElse("");
    }

    private static long population(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "The population \"" + digits + "\" is no whole number; write one, as 500000");
        }
    }

    private static Optional<String> part(String[] parts, int index) {
        return index < parts.length && !parts[index].isBlank() ? Optional.of(parts[index].strip()) : Optional.empty();
    }
}
