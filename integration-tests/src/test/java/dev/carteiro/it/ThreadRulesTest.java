package dev.carteiro.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.concurrent.Executors;

/** Threads must not end silently, because the process would look healthy but do less than it should. */
@AnalyzeClasses(packages = {"dev.carteiro.runtime", "dev.carteiro.router", "dev.carteiro.dispatcher",
        "dev.carteiro.api"}, importOptions = ImportOption.DoNotIncludeTests.class)
class ThreadRulesTest {
    /** Classes whose threads need no {@code VitalThread} or are turned into one. */
    private static final Set<String> KNOWN = Set.of(
            "VitalThread",
            // Loops that continue after any exception.
            "ClusterWatch", "ConnectionGuard",
            // One look-up, attempt or request each; its exception is its result.
            "BoundedDns", "Workers", "MonitorServer", "JettyConfiguration", "KeySetCache", "KeptConnections",
            "RequestResources",
            // They report failures in their own way, are turned into a VitalThread, or close others.
            "Lane", "LaneSupervisor", "Router", "Dispatcher");

    @ArchTest
    static final ArchRule THREADS_ARE_VITAL_OR_KNOWN = noClasses()
            .that(describe("are not known to handle failures of their threads", ThreadRulesTest::isUnknown))
            .should().callMethod(Thread.class, "ofPlatform").orShould().callMethod(Thread.class, "ofVirtual")
            .orShould().callMethod(Thread.class, "startVirtualThread", Runnable.class)
            .orShould().callConstructor(Thread.class, Runnable.class)
            .orShould().dependOnClassesThat().areAssignableTo(Executors.class)
            .because(
                    "the end of a thread must be reported: create it with VitalThread, or add the class here with a reason");

    private static boolean isUnknown(JavaClass type) {
        return !KNOWN.contains(type.getSimpleName()) && type.getEnclosingClass()
                .map(enclosing -> !KNOWN.contains(enclosing.getSimpleName())).orElse(true);
    }
}
