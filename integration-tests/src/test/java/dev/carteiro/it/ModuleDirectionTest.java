package dev.carteiro.it;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Leaf modules do not depend on siblings, siblings do not depend on each other, and only one launcher depends on all. */
@AnalyzeClasses(packages = "dev.carteiro", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleDirectionTest {
    @ArchTest
    static final ArchRule DIRECTION = layeredArchitecture().consideringOnlyDependenciesInAnyPackage("dev.carteiro..")
            .layer("schemas").definedBy("dev.carteiro.schemas..").layer("runtime").definedBy("dev.carteiro.runtime..")
            .layer("broker").definedBy("dev.carteiro.broker..").layer("router").definedBy("dev.carteiro.router..")
            .layer("dispatcher").definedBy("dev.carteiro.dispatcher..").layer("api").definedBy("dev.carteiro.api..")
            .layer("cli").definedBy("dev.carteiro.cli..")
            .layer("testkit").definedBy("dev.carteiro.testkit..")
            .whereLayer("schemas")
            .mayOnlyBeAccessedByLayers("runtime", "broker", "router", "dispatcher", "api", "cli", "testkit")
            .whereLayer("runtime").mayOnlyBeAccessedByLayers("router", "dispatcher", "api", "cli")
            .whereLayer("broker").mayOnlyBeAccessedByLayers("cli", "testkit")
            .whereLayer("router").mayOnlyBeAccessedByLayers("cli")
            .whereLayer("dispatcher").mayOnlyBeAccessedByLayers("cli")
            .whereLayer("api").mayOnlyBeAccessedByLayers("cli")
            .whereLayer("cli").mayNotBeAccessedByAnyLayer().whereLayer("testkit").mayNotBeAccessedByAnyLayer();
}
