package dev.carteiro.checker.defect;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Copies advice into methods. Stateless. Reads classes from their files, because loading one would prevent the agent from changing
 * it.
 */
final class MethodPatcher {
    private static final ClassFileLocator FILES = ClassFileLocator.ForClassLoader.ofSystemLoader();
    private static final TypePool TYPES = TypePool.Default.ofSystemLoader();

    private MethodPatcher() {
    }

    /** @throws IllegalStateException if there is not exactly one such method */
    static void require(MethodPatch change) {
        TypePool.Resolution type = TYPES.describe(change.type());
        int found = type.isResolved() ? type.resolve().getDeclaredMethods().filter(method(change)).size() : 0;
        if (found != 1) {
            throw new IllegalStateException("a defect changes " + change.type() + "." + change.method() + " with "
                    + change.parameters() + " parameters, but " + found + " such methods exist: adapt "
                    + MethodPatch.class.getName());
        }
    }

    static AsmVisitorWrapper visitor(MethodPatch change) {
        return Advice.to(TYPES.describe(change.advice().getName()).resolve(), FILES).on(method(change));
    }

    private static ElementMatcher.Junction<MethodDescription> method(MethodPatch change) {
        return ElementMatchers.<MethodDescription>named(change.method())
                .and(ElementMatchers.takesArguments(change.parameters())).and(ElementMatchers.isPublic()
                        .or(ElementMatchers.isPackagePrivate()));
    }
}
