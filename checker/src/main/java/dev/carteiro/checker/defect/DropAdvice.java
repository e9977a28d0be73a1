package dev.carteiro.checker.defect;

import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.schemas.delivery.Delivery;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** See {@link Defect#DROP}. Stateless. */
public final class DropAdvice {
    private DropAdvice() {
    }

    /** Makes no request and returns a success. */
    static final class SendAdvice {
        private SendAdvice() {
        }

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.Argument(1) Delivery delivery) {
            return AffectedDeliveries.isLikeTheVictim(delivery.id());
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Enter boolean skipped, @Advice.Return(readOnly = false) @Nullable SendResult answer) {
            answer = skipped ? new SendResult.StatusReceived(200, null, "") : answer;
        }
    }

    /** Writes no records. */
    static final class WriteAdvice {
        private WriteAdvice() {
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Argument(0) Consequence consequence,
                @Advice.Return(readOnly = false) List<ProducerRecord<byte[], byte[]>> records) {
            records = isDropped(consequence) ? List.of() : records;
        }
    }

    /** Called from the changed class. */
    public static boolean isDropped(Consequence consequence) {
        return consequence instanceof Consequence.Delivered(var attempt)
                && AffectedDeliveries.isLikeTheVictim(attempt.subject().delivery());
    }
}
