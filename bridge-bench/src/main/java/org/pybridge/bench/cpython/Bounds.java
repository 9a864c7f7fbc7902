package org.pybridge.bench.cpython;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/** How many times its rival's time each home may take: {@code rivals.properties}, from a run that was looked at. */
final class Bounds {
    private final Properties known;

    private Bounds(Properties known) {
        this.known = known;
    }

    static Bounds read() {
        Properties read = new Properties();
        try (InputStream file = Objects.requireNonNull(Bounds.class.getResourceAsStream("/rivals.properties"))) {
            read.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Bounds(read);
    }

    /** Names the bounds that all rounds have broken: what one round keeps is within the spread of the run. */
    List<String> broken(Results results) {
        List<String> broken = new ArrayList<>();
        for (Row row : Row.values()) {
            for (Library library : Library.values()) {
                String bound = known.getProperty(row.bound(library));
                List<Double> ratios = results.ratios(row, library);
                if (bound != null && !ratios.isEmpty() && Collections.min(ratios) > Double.parseDouble(bound)) {
                    broken.add(String.format(
                            Locale.ROOT,
                            "%s takes %.2f to %.2f of its rival's time, and may take %s",
                            row.bound(library),
                            Collections.min(ratios),
                            Collections.max(ratios),
                            bound));
                }
            }
        }
        return broken;
    }
}
