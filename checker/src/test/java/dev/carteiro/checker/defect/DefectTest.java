package dev.carteiro.checker.defect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DefectTest {
    /** Detects a renamed method or an advice that no longer fits, before a run does. */
    @ParameterizedTest
    @EnumSource(Defect.class)
    void fitsItsTargetClasses(Defect defect) throws Exception {
        PatchedClasses classes = new PatchedClasses(defect);
        assertThat(MethodPatch.of(defect)).isNotEmpty();
        for (MethodPatch change : MethodPatch.of(defect)) {
            MethodPatcher.require(change);
            assertThat(classes.bytes(change.type())).isNotEqualTo(PatchedClasses.original(change.type()));
            // Initialization makes the JVM verify the class.
            assertThat(Class.forName(change.type(), true, classes).getClassLoader()).isSameAs(classes);
        }
    }

    @Test
    void aChangedClassBehavesDifferently() throws Exception {
        String tracker = "dev.carteiro.dispatcher.offsets.OffsetTracker";
        assertThat(committableWithOneHandedOut(Class.forName(tracker))).isZero();
        assertThat(committableWithOneHandedOut(
                Class.forName(tracker, true, new PatchedClasses(Defect.COMMIT_AHEAD)))).isOne();
    }

    @Test
    void namesAMissingMethod() {
        assertThatThrownBy(() -> MethodPatcher.require(
                new MethodPatch("dev.carteiro.dispatcher.outcome.Outbox", "entries", 3, ForkAdvice.class)))
                .hasMessage("a defect changes dev.carteiro.dispatcher.outcome.Outbox.entries with 3 parameters, but"
                        + " 0 such methods exist: adapt dev.carteiro.checker.defect.MethodPatch");
        assertThatThrownBy(
                () -> MethodPatcher.require(new MethodPatch("dev.carteiro.Nothing", "at", 0, ForkAdvice.class)))
                .hasMessageContaining("0 such methods exist");
    }

    @Test
    void findsEveryDefectByItsCode() {
        assertThat(Defect.codes()).contains("drop", "commit-ahead", "fork", "forget-attempts").doesNotHaveDuplicates();
        assertThat(Defect.codes()).allSatisfy(
                code -> assertThat(Defect.ofCode(code)).get().extracting(Defect::code).isEqualTo(code));
        assertThat(Defect.ofCode("nothing")).isEmpty();
    }

    @Test
    void theAgentsJarHoldsOnlyAManifest(@TempDir Path directory) throws Exception {
        List<String> options = AgentJar.options(directory, Defect.FORK, "dlv_1");
        assertThat(options).containsExactly("-javaagent:" + directory.resolve("defect-agent.jar") + "=fork",
                "-Dcarteiro.checker.victim=dlv_1");
        try (JarFile jar = new JarFile(directory.resolve("defect-agent.jar").toFile())) {
            assertThat(jar.stream().map(Object::toString)).containsExactly("META-INF/MANIFEST.MF");
            assertThat(jar.getManifest().getMainAttributes().getValue("Premain-Class"))
                    .isEqualTo(Agent.class.getName());
        }
    }

    private static long committableWithOneHandedOut(Class<?> type) throws ReflectiveOperationException {
        Object tracker = type.getConstructor(long.class, String.class).newInstance(0L, "");
        type.getMethod("handOut", long.class).invoke(tracker, 0L);
        return (long) type.getMethod("committable").invoke(tracker);
    }
}
