package org.pybridge.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of docs/architecture.md that hold in each module. A module's own test takes them in with {@code ArchTests.in}. */
public final class CommonRules {

    /** No two packages need each other. */
    @ArchTest
    public static final ArchRule packagesHaveNoCycles =
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

    private CommonRules() {}
}
