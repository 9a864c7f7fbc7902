package org.pybridge.testing.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A real wheel with one module, so that tests install packages without a network. Source: the binary distribution format of PEP 427. */
public final class Wheel {
    private Wheel() {}

    /**
     * Writes a wheel of a package whose module has the version as {@code VERSION}.
     *
     * @param directory where to
     * @param name of the package and of its module
     * @param version of the package
     * @param requirements what it depends on
     * @return the wheel
     * @throws IOException when it cannot be written
     */
    public static Path write(Path directory, String name, String version, String... requirements) throws IOException {
        String info = name + "-" + version + ".dist-info/";
        StringBuilder metadata =
                new StringBuilder("Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
        for (String requirement : requirements) {
            metadata.append("Requires-Dist: ").append(requirement).append('\n');
        }
        Map<String, String> files = new LinkedHashMap<>();
        files.put(name + ".py", "VERSION = '" + version + "'\n");
        files.put(info + "METADATA", metadata.toString());
        files.put(info + "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        String record = String.join(",,\n", files.keySet()) + ",,\n" + info + "RECORD,,\n";
        files.put(info + "RECORD", record);
        Path wheel = directory.resolve(name + "-" + version + "-py3-none-any.whl");
        try (OutputStream file = Files.newOutputStream(wheel);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, String> each : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue().getBytes(UTF_8));
            }
        }
        return wheel;
    }
}
