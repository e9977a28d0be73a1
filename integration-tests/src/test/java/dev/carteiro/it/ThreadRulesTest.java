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

/** A thread that ends unseen leaves a process that looks well and does less than it should. */
@AnalyzeClasses(packages = {"dev.carteiro.runtime", "dev.carteiro.router", "dev.carteiro.dispatcher",
        "dev.carteiro.api"}, importOptions = ImportOption.DoNotIncludeTests.class)
class ThreadRulesTest {
    /** Those whose threads need no {@code VitalThread}, or are made into one: each catches everything, or makes one try. */
    private static final Set<String> KNOWN = Set.of(
            "VitalThread",
            // Rounds that go on whatever one of them throws.
            "ClusterWatch", "ConnectionGuard",
            // One look-up, attempt, request each; what it throws is its result.
            "BoundedDns", "Workers", "MonitorServer", "JettyParts", "KnownKeys", "KeptConnections", "RequestResources",
            // Tells itself, in its own way; made into a vital one; tells or closes others.
            "Lane", "LaneKeeper", "Router", "Dispatcher");

    @ArchTest
    static final ArchRule THREADS_ARE_VITAL_OR_KNOWN = noClasses()
            .that(describe("are not known to look after their threads", ThreadRulesTest::isUnknown))
            .should().callMethod(Thread.class, "ofPlatform").orShould().callMethod(Thread.class, "ofVirtual")
            .orShould().callMethod(Thread.class, "startVirtualThread", Runnable.class)
            .orShould().callConstructor(Thread.class, Runnable.class)
            .orShould().dependOnClassesThat().areAssignableTo(Executors.class)
            .because("whatever ends a thread must be seen: make it with VitalThread, or name it here with a reason");

    private static boolean isUnknown(JavaClass type) {
        return !KNOWN.contains(type.getSimpleName()) && type.getEnclosingClass()
                .map(enclosing -> !KNOWN.contains(enclosing.getSimpleName())).orElse(true);
    }
}
