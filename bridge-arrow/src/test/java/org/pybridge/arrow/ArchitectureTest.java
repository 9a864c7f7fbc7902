package org.pybridge.arrow;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import org.pybridge.rules.CommonRules;
import org.pybridge.rules.ThisModule;

/** The rules of docs/architecture.md, on the classes of this module. */
@AnalyzeClasses(packages = "org.pybridge.arrow", importOptions = ThisModule.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests common = ArchTests.in(CommonRules.class);
}
