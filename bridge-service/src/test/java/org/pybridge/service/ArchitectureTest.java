package org.pybridge.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.pybridge.rules.CommonRules;
import org.pybridge.rules.ThisModule;

/** The rules of docs/architecture.md, on the classes of this module. */
@AnalyzeClasses(packages = "org.pybridge.service", importOptions = ThisModule.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests common = ArchTests.in(CommonRules.class);

    @ArchTest
    static final ArchRule httpCarriesServicesOfAnyMaker = noClasses()
            .that()
            .resideInAPackage("org.pybridge.service.http")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.pybridge", "org.pybridge.spi", "org.pybridge.pool");

    @ArchTest
    static final ArchRule pythonServicesKnowNoHttp = noClasses()
            .that()
            .resideInAPackage("org.pybridge.service")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.pybridge.service.http");
}
