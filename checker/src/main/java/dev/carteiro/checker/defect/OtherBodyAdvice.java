package dev.carteiro.checker.defect;

import dev.carteiro.schemas.delivery.Delivery;
import net.bytebuddy.asm.Advice;

/** See {@link Defect#OTHER_BODY}. Stateless. */
public final class OtherBodyAdvice {
    private static final int ONE_IN = 500;

    private OtherBodyAdvice() {
    }

    @Advice.OnMethodExit
    static void exit(@Advice.Argument(0) Delivery delivery, @Advice.Return(readOnly = false) byte[] body) {
        body = changed(delivery, body);
    }

    /** Called from the changed class. The last brace becomes a bracket: the signature is made of that, and verifies. */
    public static byte[] changed(Delivery delivery, byte[] body) {
        if (!Chosen.oneIn(ONE_IN, delivery.id())) {
            return body;
        }
        byte[] changed = body.clone();
        changed[changed.length - 1] = ']';
        return changed;
    }
}
