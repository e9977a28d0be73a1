package dev.carteiro.checker.defect;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import java.util.concurrent.atomic.AtomicLong;
import net.bytebuddy.asm.Advice;

/** See {@link Defect#FORGET_ATTEMPTS}. Safe for any thread. */
public final class ForgetAttemptsAdvice {
    private static final long AFFECTED_NANOS = 5_000_000_000L;
    private static final AtomicLong ASSIGNED = new AtomicLong(System.nanoTime() - AFFECTED_NANOS);

    private ForgetAttemptsAdvice() {
    }

    /** Remembers the time of the assignment. */
    static final class AssignmentAdvice {
        private AssignmentAdvice() {
        }

        @Advice.OnMethodEnter
        static void enter() {
            rememberAssignment();
        }
    }

    /** Removes a delivery's attempts, but not its waiting time. */
    static final class ReadAdvice {
        private ReadAdvice() {
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) DeliveryCodec.ReadResult reading) {
            reading = withoutAttempts(reading);
        }
    }

    /** Called from the changed class. */
    public static void rememberAssignment() {
        ASSIGNED.set(System.nanoTime());
    }

    /** Called from the changed class. */
    public static DeliveryCodec.ReadResult withoutAttempts(DeliveryCodec.ReadResult reading) {
        if (System.nanoTime() - ASSIGNED.get() < AFFECTED_NANOS
                && reading instanceof DeliveryCodec.ReadResult.Valid(Delivery delivery)) {
            DeliveryProgress progress = delivery.progress();
            return new DeliveryCodec.ReadResult.Valid(delivery.with(
                    new DeliveryProgress(0, null, null, progress.due(), progress.wake(), progress.held())));
        }
        return reading;
    }
}
