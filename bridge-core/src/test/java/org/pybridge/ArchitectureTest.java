package org.pybridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of docs/architecture.md, on core's classes. */
@AnalyzeClasses(packages = "org.pybridge", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> HIDDEN = DescribedPredicate.describe(
            "of packages that are not exported",
            type -> type.getPackageName().startsWith("org.pybridge.internal")
                    || type.getPackageName().startsWith("org.pybridge.convert"));

    @ArchTest
    static final ArchRule coreNeedsThreeLibrariesAndNoEngine = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "jdk.jfr..",
                    "org.pybridge..",
                    "org.slf4j..",
                    "com.fasterxml.jackson..",
                    "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule exceptionsHaveOneRoot = classes()
            .that()
            .resideInAnyPackage("org.pybridge", "org.pybridge.spi", "org.pybridge.pool", "org.pybridge.packages")
            .and()
            .areAssignableTo(Throwable.class)
            .should()
            .beAssignableTo(BridgeException.class);

    @ArchTest
    static final ArchRule signaturesNameNoHiddenType = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage("org.pybridge", "org.pybridge.spi", "org.pybridge.pool", "org.pybridge.packages")
            .and()
            .arePublic()
            .should()
            .haveRawReturnType(HIDDEN);

    @ArchTest
    static final ArchRule packagesBelowTheRootHaveNoCycles =
            slices().matching("org.pybridge.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingPrintsToTheConsole =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager");
}
