package dev.carteiro.checker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** No module depends on the checker, and only its defects change classes. */
@AnalyzeClasses(packages = "dev.carteiro", importOptions = ImportOption.DoNotIncludeTests.class)
class CheckerModuleDirectionTest {
    @ArchTest
    static final ArchRule NO_MODULE_DEPENDS_ON_THE_CHECKER = noClasses().that()
            .resideOutsideOfPackage("dev.carteiro.checker..")
            .should().dependOnClassesThat().resideInAPackage("dev.carteiro.checker..");

    @ArchTest
    static final ArchRule ONLY_DEFECTS_CHANGE_CLASSES = noClasses().that()
            .resideOutsideOfPackage("dev.carteiro.checker.defect..").should().dependOnClassesThat()
            .resideInAPackage("net.bytebuddy..");

    @ArchTest
    static final ArchRule INVARIANTS_DEPEND_ONLY_ON_HISTORIES = noClasses().that()
            .resideInAPackage("dev.carteiro.checker.invariant..").should().dependOnClassesThat()
            .resideInAnyPackage("dev.carteiro.checker.process..", "dev.carteiro.checker.run..",
                    "dev.carteiro.dispatcher..", "dev.carteiro.router..");
}
