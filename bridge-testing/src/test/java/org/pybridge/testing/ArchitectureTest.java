package org.pybridge.testing;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.pybridge.rules.CommonRules;
import org.pybridge.rules.ThisModule;

/** The rules of docs/architecture.md that hold for cases; these look at the console, too. */
@AnalyzeClasses(packages = "org.pybridge.testing", importOptions = ThisModule.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles = CommonRules.packagesHaveNoCycles;
}
