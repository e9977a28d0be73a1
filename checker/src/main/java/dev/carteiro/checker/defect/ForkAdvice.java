package dev.carteiro.checker.defect;

import dev.carteiro.dispatcher.outcome.Consequence;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.clients.producer.ProducerRecord;

/** See {@link Defect#FORK}. Stateless. */
public final class ForkAdvice {
    private static final int ONE_IN = 50;

    private ForkAdvice() {
    }

    @Advice.OnMethodExit
    static void exit(@Advice.Argument(0) Consequence consequence,
            @Advice.Return(readOnly = false) List<ProducerRecord<byte[], byte[]>> records) {
        records = withSecondRetry(consequence, records);
    }

    /** Called from the changed class. The retry record is the last record of a failed attempt. */
    public static List<ProducerRecord<byte[], byte[]>> withSecondRetry(Consequence consequence,
            List<ProducerRecord<byte[], byte[]>> records) {
        if (!(consequence instanceof Consequence.Retried retried)
                || !AffectedDeliveries.oneIn(ONE_IN, retried.next().id())) {
            return records;
        }
        List<ProducerRecord<byte[], byte[]>> forked = new ArrayList<>(records);
        forked.add(records.getLast());
        return forked;
    }
}
