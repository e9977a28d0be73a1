package dev.carteiro.checker.defect;

import dev.carteiro.schemas.event.Event;
import net.bytebuddy.asm.Advice;

/** See {@link Defect#WRONG_TENANT}. Stateless. */
public final class WrongTenantAdvice {
    private static final int ONE_IN = 50;

    private WrongTenantAdvice() {
    }

    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 0, readOnly = false) Event event) {
        event = withOtherTenant(event);
    }

    /** Called from the changed class. */
    public static Event withOtherTenant(Event event) {
        if (event.tenant() == null || !AffectedDeliveries.oneIn(ONE_IN, event.id())) {
            return event;
        }
        return new Event(event.source(), event.id(), event.type(), event.context(),
                event.tenant().equals("acme") ? "globex" : "acme", event.time(), event.format(), event.attributes(),
                event.contentType(), event.payload());
    }
}
