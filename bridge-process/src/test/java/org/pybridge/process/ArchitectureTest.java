package org.pybridge.process;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of docs/architecture.md, on the classes of this module. */
@AnalyzeClasses(packages = "org.pybridge.process", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule noPackageNeedsAnotherThatNeedsIt =
            slices().matching("org.pybridge.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theSystemAndTheStreamsKnowNoCommands = noClasses()
            .that()
            .resideInAnyPackage("org.pybridge.process.os", "org.pybridge.process.stream")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.pybridge.process");

    @ArchTest
    static final ArchRule theyNeedNoLibraryButTheLog = classes()
            .that()
            .resideInAnyPackage("org.pybridge.process.os", "org.pybridge.process.stream")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.pybridge..", "org.slf4j..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule nothingPrintsToTheConsole =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");
}
