package org.pybridge.rules;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.nio.file.Path;

/** Takes the classes of the module whose tests run, and no others: neither its tests nor what it depends on. */
public final class ThisModule implements ImportOption {
    static final Path CLASSES = Path.of("target/classes");

    @Override
    public boolean includes(Location location) {
        return location.contains(CLASSES.toAbsolutePath().toUri().getPath());
    }
}
