package org.pybridge.grpc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.pybridge.rules.CommonRules;
import org.pybridge.rules.ThisModule;

/** The rules of docs/architecture.md, on the classes of this module. */
@AnalyzeClasses(packages = "org.pybridge.grpc", importOptions = ThisModule.class)
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> OF_GRPC = DescribedPredicate.describe(
            "of gRPC or protobuf",
            type -> type.getPackageName().startsWith("io.grpc")
                    || type.getPackageName().startsWith("com.google")
                    || type.getPackageName().startsWith("org.pybridge.grpc.protocol"));

    @ArchTest
    static final ArchTests common = ArchTests.in(CommonRules.class);

    @ArchTest
    static final ArchRule thePublicApiNamesNothingOfGrpc = noMethods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .haveNameMatching("org\\.pybridge\\.grpc\\.(PythonServer|RemotePython|Peer|Permission|Authorizer).*")
            .should()
            .haveRawReturnType(OF_GRPC)
            .orShould()
            .haveRawParameterTypes(DescribedPredicate.anyElementThat(OF_GRPC));
}
