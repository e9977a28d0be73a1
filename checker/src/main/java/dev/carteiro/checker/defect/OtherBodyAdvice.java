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
        rendered = withOtherBody(delivery, rendered);
    }

    /** Called from the changed class. Replaces the last brace by a bracket. The body is signed afterwards, so the signature verifies. */
    public static RenderedBody withOtherBody(Delivery delivery, RenderedBody rendered) {
        if (!AffectedDeliveries.oneIn(ONE_IN, delivery.id())) {
            return rendered;
        }
        byte[] changed = rendered.body().clone();
        changed[changed.length - 1] = ']';
        return new RenderedBody(changed, rendered.contentType(), rendered.headers(), rendered.signature());
    }
}
