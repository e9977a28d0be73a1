package dev.carteiro.checker.defect;

import dev.carteiro.dispatcher.render.RenderedBody;
import dev.carteiro.schemas.delivery.Delivery;
import net.bytebuddy.asm.Advice;

/** See {@link Defect#OTHER_BODY}. Stateless. */
public final class OtherBodyAdvice {
    private static final int ONE_IN = 500;

    private OtherBodyAdvice() {
    }

    @Advice.OnMethodExit
    static void exit(@Advice.Argument(1) Delivery delivery, @Advice.Return(readOnly = false) RenderedBody rendered) {
        rendered = changed(delivery, rendered);
    }

    /** Called from the changed class. The last brace becomes a bracket: the signature is made of that, and verifies. */
    public static RenderedBody changed(Delivery delivery, RenderedBody rendered) {
        if (!AffectedDeliveries.oneIn(ONE_IN, delivery.id())) {
            return rendered;
        }
        byte[] changed = rendered.body().clone();
        changed[changed.length - 1] = ']';
        return new RenderedBody(changed, rendered.contentType(), rendered.headers(), rendered.signature());
    }
}
