package dev.carteiro.checker.defect;

import net.bytebuddy.asm.Advice;

/** See {@link Defect#COMMIT_AHEAD}. Stateless. */
final class CommitAheadAdvice {
    private CommitAheadAdvice() {
    }

    @Advice.OnMethodExit
    static void exit(@Advice.FieldValue("next") long next, @Advice.Return(readOnly = false) long committable) {
        committable = Math.max(committable, next);
    }
}
