package org.pybridge.command;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.pybridge.rules.CommonRules;
import org.pybridge.rules.ThisModule;

/** The rules of docs/architecture.md, on the classes of this module. */
@AnalyzeClasses(packages = "org.pybridge.command", importOptions = ThisModule.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests common = ArchTests.in(CommonRules.class);

    @ArchTest
    static final ArchRule ofCoreOnlyTheRootIsNeeded = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "org.pybridge", "org.pybridge.command..", "org.slf4j..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule theSystemAndTheStreamsKnowNoCommands = noClasses()
            .that()
            .resideInAnyPackage("org.pybridge.command.os", "org.pybridge.command.stream")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.pybridge", "org.pybridge.command", "org.pybridge.command.internal");
}
