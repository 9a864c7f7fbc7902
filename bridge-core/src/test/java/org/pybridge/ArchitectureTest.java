package org.pybridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.pybridge.rules.CommonRules;
import org.pybridge.rules.ThisModule;

/** The rules of docs/architecture.md, on core's classes. */
@AnalyzeClasses(packages = "org.pybridge", importOptions = ThisModule.class)
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> HIDDEN = DescribedPredicate.describe(
            "of packages that are not exported", type -> type.getPackageName().startsWith("org.pybridge.internal"));

    @ArchTest
    static final ArchTests common = ArchTests.in(CommonRules.class);

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
            .haveRawReturnType(HIDDEN)
            .orShould()
            .haveRawParameterTypes(DescribedPredicate.anyElementThat(HIDDEN));
}
