package dev.carteiro.checker.defect;

import net.bytebuddy.asm.Advice;

/** See {@link Defect#IGNORE_TENANT}. Stateless. */
final class IgnoreTenantAdvice {
    private IgnoreTenantAdvice() {
    }

    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) boolean admitted) {
        admitted |= true;
    }
}
