package dev.carteiro.checker.defect;

import dev.carteiro.dispatcher.send.Sender;
import dev.carteiro.runtime.http.OutOfSocketsException;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.subscription.Subscription;
import java.time.Instant;
import net.bytebuddy.asm.Advice;

/** See {@link Defect#SEND_TWICE}. Safe for any thread. */
public final class SendTwiceAdvice {
    private static final int ONE_IN = 100;
    private static final ThreadLocal<Boolean> AGAIN = ThreadLocal.withInitial(() -> false);

    private SendTwiceAdvice() {
    }

    @Advice.OnMethodEnter
    static void enter(@Advice.This Sender sender, @Advice.Argument(0) Subscription subscription,
            @Advice.Argument(1) Delivery delivery, @Advice.Argument(2) int attempt, @Advice.Argument(3) Instant at)
            throws OutOfSocketsException {
        sendOnceMore(sender, subscription, delivery, attempt, at);
    }

    /** Called from the changed class, and recursively by its own request. */
    public static void sendOnceMore(Sender sender, Subscription subscription, Delivery delivery, int attempt,
            Instant at)
            throws OutOfSocketsException {
        if (AGAIN.get() || !AffectedDeliveries.oneIn(ONE_IN, delivery.id())) {
            return;
        }
        AGAIN.set(true);
        try {
            sender.send(subscription, delivery, attempt, at);
        } finally {
            AGAIN.remove();
        }
    }
}
