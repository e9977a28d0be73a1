package dev.carteiro.checker.defect;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.utility.JavaModule;
import org.jspecify.annotations.Nullable;

/**
 * The Java agent that changes classes when they are loaded. Its argument is a defect's code. Any problem ends the process at once,
 * because a run without its defect would suggest that the checker cannot find it.
 */
public final class Agent {
    private static final int EXIT_STATUS = 70;

    private Agent() {
    }

    public static void premain(String code, Instrumentation instrumentation) {
        try {
            Defect defect = Defect.ofCode(code)
                    .orElseThrow(() -> new IllegalStateException("unknown defect '" + code + "'"));
            for (MethodPatch change : MethodPatch.of(defect)) {
                MethodPatcher.require(change);
                new AgentBuilder.Default().disableClassFormatChanges().with(new PatchListener(change))
                        .type(ElementMatchers.named(change.type()))
                        .transform(
                                (builder, type, loader, module, domain) -> builder.visit(MethodPatcher.visitor(change)))
                        .installOn(instrumentation);
            }
        } catch (RuntimeException | Error e) {
            exit(e);
        }
    }

    private static void exit(Throwable reason) {
        System.err.println("cannot apply the defect: " + reason);
        Runtime.getRuntime().halt(EXIT_STATUS);
    }

    /** Prints each changed method, and ends the process on an error. */
    private static final class PatchListener extends AgentBuilder.Listener.Adapter {
        private final MethodPatch change;

        private PatchListener(MethodPatch change) {
            this.change = change;
        }

        @Override
        public void onTransformation(net.bytebuddy.description.type.TypeDescription type,
                @Nullable ClassLoader loader, @Nullable JavaModule module, boolean loaded,
                net.bytebuddy.dynamic.DynamicType changed) {
            System.err.println("applied a defect to " + change.type() + "." + change.method());
        }

        @Override
        public void onError(String type, @Nullable ClassLoader loader, @Nullable JavaModule module, boolean loaded,
                Throwable reason) {
            exit(reason);
        }
    }
}
