package dev.carteiro.checker.defect;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import net.bytebuddy.asm.Advice;

/** See {@link Defect#EARLY}. Stateless. */
public final class EarlyAdvice {
    private static final int ONE_IN = 20;

    private EarlyAdvice() {
    }

    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) DeliveryCodec.ReadResult reading) {
        reading = withoutWait(reading);
    }

    /** Called from the changed class. */
    public static DeliveryCodec.ReadResult withoutWait(DeliveryCodec.ReadResult reading) {
        if (reading instanceof DeliveryCodec.ReadResult.Valid(Delivery delivery)
                && AffectedDeliveries.oneIn(ONE_IN, delivery.id())) {
            DeliveryProgress progress = delivery.progress();
            return new DeliveryCodec.ReadResult.Valid(delivery.with(new DeliveryProgress(progress.attempts(),
                    progress.firstAttempt(), progress.lastAttempt(), null, null, progress.held())));
        }
        return reading;
    }
}
