package org.pybridge.internal.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.loader.launch.LaunchedClassLoader;
import org.springframework.boot.loader.net.protocol.Handlers;
import org.springframework.boot.loader.net.protocol.jar.JarUrl;

class ModuleResourcesTest {
    private static final Map<String, byte[]> MODULES = new LinkedHashMap<>();

    static {
        MODULES.put("python/", new byte[0]);
        MODULES.put("python/top.py", text("x = 1"));
        MODULES.put("python/pack/__init__.py", text(""));
        MODULES.put("python/pack/inner.py", text("y = '\u00e4'"));
        MODULES.put("python/pack/data.txt", text("no module"));
        MODULES.put("python/__pycache__/top.py", text("no module"));
        MODULES.put("python/no-name.py", text("no module"));
        MODULES.put("pythonic/other.py", text("no module of this directory"));
    }

    @TempDir
    Path directory;

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A jar without compression, as one inside of another has to be. */
    private static byte[] jar(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                CRC32 sum = new CRC32();
                sum.update(each.getValue());
                entry.setSize(each.getValue().length);
                entry.setCrc(sum.getValue());
                zip.putNextEntry(entry);
                zip.write(each.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static void checkModules(Map<String, ModuleText> modules) {
        assertThat(modules).containsOnlyKeys("top", "pack", "pack.inner");
        assertThat(modules.get("pack").isPackage()).isTrue();
        assertThat(modules.get("pack.inner").source()).isEqualTo("y = '\u00e4'");
        assertThat(modules.get("top").file()).endsWith("/python/top.py");
    }

    @Test
    void modulesComeFromAJar() throws IOException {
        Path jar = Files.write(directory.resolve("app.jar"), jar(MODULES));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            checkModules(new ModuleResources(loader, "python").read());
            checkModules(new ModuleResources(loader, "python/").read());
            assertThat(loader.getResource("python/top.py").openConnection().getContentLength())
                    .isEqualTo(5);
        }
    }

    @Test
    void modulesComeFromTheClassesOfASpringBootJar() throws IOException {
        Map<String, byte[]> entries =
                new LinkedHashMap<>(Map.of("META-INF/MANIFEST.MF", text("Manifest-Version: 1.0\n\n")));
        entries.put("BOOT-INF/", new byte[0]);
        entries.put("BOOT-INF/classes/", new byte[0]);
        MODULES.forEach((name, content) -> entries.put("BOOT-INF/classes/" + name, content));
        checkModules(fromSpringBoot(entries, "BOOT-INF/classes/"));
    }

    @Test
    void modulesComeFromALibraryInsideOfASpringBootJar() throws IOException {
        Map<String, byte[]> entries = Map.of("BOOT-INF/lib/modules.jar", jar(MODULES));
        checkModules(fromSpringBoot(entries, "BOOT-INF/lib/modules.jar"));
    }

    private Map<String, ModuleText> fromSpringBoot(Map<String, byte[]> entries, String nested) throws IOException {
        Path jar = Files.write(directory.resolve("app.jar"), jar(entries));
        Handlers.register();
        URL[] urls = {JarUrl.create(jar.toFile(), nested)};
        try (LaunchedClassLoader loader = new LaunchedClassLoader(false, urls, null)) {
            Map<String, ModuleText> modules = new ModuleResources(loader, "python").read();
            // Reading has closed nothing that the class loader needs.
            assertThat(loader.getResourceAsStream("python/top.py")).isNotNull();
            return modules;
        }
    }

    @Test
    void aDirectoryWithoutModulesIsRefused() throws IOException {
        Path jar = Files.write(directory.resolve("app.jar"), jar(Map.of("python/", new byte[0])));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            for (String name : List.of("python", "absent")) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> new ModuleResources(loader, name))
                        .withMessageContaining("no Python modules in \"" + name + "\"");
            }
        }
    }
}
