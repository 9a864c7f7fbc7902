package org.pybridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public API is a file, {@code api.txt}, so that changing it is a visible diff. When a change is meant, copy {@code target/api.txt}
 * over it.
 */
class PublicApiTest {
    private static final Set<String> EXPORTED =
            Set.of("org.pybridge", "org.pybridge.packages", "org.pybridge.pool", "org.pybridge.spi");

    @Test
    void theApiIsAsListed() throws IOException {
        String api = new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests()))
                .importPackages("org.pybridge").stream()
                        .filter(type -> EXPORTED.contains(type.getPackageName()) && isPublic(type))
                        .sorted(Comparator.comparing(JavaClass::getName))
                        .map(PublicApiTest::describe)
                        .collect(Collectors.joining("\n"));
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/api.txt"), api);

        assertThat(api).isEqualTo(Files.readString(Path.of("api.txt")));
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PublicApiTest::isPublic).orElse(true);
    }

    private static String describe(JavaClass type) {
        Stream<String> members = type.getMembers().stream()
                .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED))
                .filter(member -> !member.getModifiers().contains(JavaModifier.SYNTHETIC))
                .map(PublicApiTest::describe)
                .sorted();
        return type.getName() + "\n" + members.collect(Collectors.joining());
    }

    private static String describe(JavaMember member) {
        if (!(member instanceof JavaCodeUnit code)) {
            return "  " + member.getName() + "\n";
        }
        String parameters = code.getRawParameterTypes().stream()
                .map(JavaClass::getSimpleName)
                .collect(Collectors.joining(", "));
        return "  " + code.getName() + "(" + parameters + "): "
                + code.getRawReturnType().getSimpleName() + "\n";
    }
}
