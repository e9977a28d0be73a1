package dev.carteiro.checker.defect;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.Progress;
import net.bytebuddy.asm.Advice;

/** See {@link Defect#EARLY}. Stateless. */
public final class EarlyAdvice {
    private static final int ONE_IN = 20;

    private EarlyAdvice() {
    }

    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) DeliveryCodec.Reading reading) {
        reading = hurried(reading);
    }

    /** Called from the changed class. */
    public static DeliveryCodec.Reading hurried(DeliveryCodec.Reading reading) {
        if (reading instanceof DeliveryCodec.Reading.Valid(Delivery delivery)
                && Chosen.oneIn(ONE_IN, delivery.id())) {
            Progress progress = delivery.progress();
            return new DeliveryCodec.Reading.Valid(delivery.with(new Progress(progress.attempts(),
                    progress.firstAttempt(), progress.lastAttempt(), null, null, progress.held())));
        }
        return reading;
    }
}
