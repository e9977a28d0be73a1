package dev.carteiro.checker.defect;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import java.util.concurrent.atomic.AtomicLong;
import net.bytebuddy.asm.Advice;

/** See {@link Defect#FORGET_ATTEMPTS}. Safe for any thread. */
public final class ForgetAttemptsAdvice {
    private static final long FORGETFUL_NANOS = 5_000_000_000L;
    private static final AtomicLong ASSIGNED = new AtomicLong(System.nanoTime() - FORGETFUL_NANOS);

    private ForgetAttemptsAdvice() {
    }

    /** Remembers when. */
    static final class AssignmentAdvice {
        private AssignmentAdvice() {
        }

        @Advice.OnMethodEnter
        static void enter() {
            assigned();
        }
    }

    /** Forgets what a delivery has behind it, but not what it waits for. */
    static final class ReadAdvice {
        private ReadAdvice() {
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) DeliveryCodec.ReadResult reading) {
            reading = forgotten(reading);
        }
    }

    /** Called from the changed class. */
    public static void assigned() {
        ASSIGNED.set(System.nanoTime());
    }

    /** Called from the changed class. */
    public static DeliveryCodec.ReadResult forgotten(DeliveryCodec.ReadResult reading) {
        if (System.nanoTime() - ASSIGNED.get() < FORGETFUL_NANOS
                && reading instanceof DeliveryCodec.ReadResult.Valid(Delivery delivery)) {
            DeliveryProgress progress = delivery.progress();
            return new DeliveryCodec.ReadResult.Valid(delivery.with(
                    new DeliveryProgress(0, null, null, progress.due(), progress.wake(), progress.held())));
        }
        return reading;
    }
}
