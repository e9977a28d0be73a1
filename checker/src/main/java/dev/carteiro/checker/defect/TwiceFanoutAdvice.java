package dev.carteiro.checker.defect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.streams.processor.api.Record;

/** See {@link Defect#TWICE_FANOUT}. Stateless. */
public final class TwiceFanoutAdvice {
    private static final int ONE_IN = 100;

    private TwiceFanoutAdvice() {
    }

    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) List<Record<byte[], byte[]>> records) {
        records = withDuplicate(records);
    }

    /** Called from the changed class. */
    public static List<Record<byte[], byte[]>> withDuplicate(List<Record<byte[], byte[]>> records) {
        if (records.isEmpty() || !AffectedDeliveries.oneIn(ONE_IN, eventId(records.getLast()))) {
            return records;
        }
        List<Record<byte[], byte[]>> doubled = new ArrayList<>(records);
        doubled.add(records.getLast());
        return doubled;
    }

    private static String eventId(Record<byte[], byte[]> delivery) {
        return new String(delivery.headers().lastHeader("event-id").value(), StandardCharsets.UTF_8);
    }
}
