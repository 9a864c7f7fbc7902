package org.pybridge.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public API of a module is a file in its directory, {@code api.txt}, so that changing it is a visible diff. When a change is meant,
 * copy {@code target/api.txt} over it. The module's own test extends this.
 */
public abstract class PublicApi {
    private static final Path FOUND = Path.of("target/api.txt");
    private static final Path LISTED = Path.of("api.txt");

    @Test
    final void theApiIsAsListed() throws IOException {
        Set<String> exported = exported();
        String api = new ClassFileImporter()
                .importPath(ThisModule.CLASSES).stream()
                        .filter(type -> exported.contains(type.getPackageName()) && isPublic(type))
                        .sorted(Comparator.comparing(JavaClass::getName))
                        .map(PublicApi::describe)
                        .collect(Collectors.joining("\n"));
        Files.writeString(FOUND, api);

        assertThat(api).isEqualTo(Files.readString(LISTED));
    }

    /** What is exported to modules of ours only is not public. */
    private static Set<String> exported() throws IOException {
        try (InputStream descriptor = Files.newInputStream(ThisModule.CLASSES.resolve("module-info.class"))) {
            return ModuleDescriptor.read(descriptor).exports().stream()
                    .filter(exports -> !exports.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toSet());
        }
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PublicApi::isPublic).orElse(true);
    }

    private static String describe(JavaClass type) {
        Stream<String> members = type.getMembers().stream()
                .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED))
                .filter(member -> !member.getModifiers().contains(JavaModifier.SYNTHETIC))
                .map(PublicApi::describe)
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
