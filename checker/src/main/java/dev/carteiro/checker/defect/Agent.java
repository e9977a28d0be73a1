package dev.carteiro.checker.defect;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.utility.JavaModule;
import org.jspecify.annotations.Nullable;

/**
 * The Java agent: changes classes when they are loaded. Its argument is a defect's code. Whatever does not go as it
 * should ends the process at once: a run without its defect would say that the checker is blind.
 */
public final class Agent {
    private static final int EXIT_STATUS = 70;

    private Agent() {
    }

    public static void premain(String code, Instrumentation instrumentation) {
        try {
            Defect defect = Defect.ofCode(code)
                    .orElseThrow(() -> new IllegalStateException("there is no defect '" + code + "'"));
            for (MethodPatch change : MethodPatch.of(defect)) {
                MethodPatcher.require(change);
                new AgentBuilder.Default().disableClassFormatChanges().with(new PatchListener(change))
                        .type(ElementMatchers.named(change.type()))
                        .transform((builder, type, loader, module, domain) -> builder.visit(MethodPatcher.visitor(change)))
                        .installOn(instrumentation);
            }
        } catch (RuntimeException | Error e) {
            end(e);
        }
    }

    private static void end(Throwable reason) {
        System.err.println("the defect cannot be made: " + reason);
        Runtime.getRuntime().halt(EXIT_STATUS);
    }

    /** Says what is changed, and that it cannot be. */
    private static final class PatchListener extends AgentBuilder.Listener.Adapter {
        private final MethodPatch change;

        private PatchListener(MethodPatch change) {
            this.change = change;
        }

        @Override
        public void onTransformation(net.bytebuddy.description.type.TypeDescription type,
                @Nullable ClassLoader loader, @Nullable JavaModule module, boolean loaded,
                net.bytebuddy.dynamic.DynamicType changed) {
            System.err.println("a defect is now in " + change.type() + "." + change.method());
        }

        @Override
        public void onError(String type, @Nullable ClassLoader loader, @Nullable JavaModule module, boolean loaded,
                Throwable reason) {
            end(reason);
        }
    }
}
