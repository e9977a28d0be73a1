package dev.carteiro.checker.defect;

import dev.carteiro.schemas.event.Event;
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
    static void exit(@Advice.Argument(0) Event event,
            @Advice.Return(readOnly = false) List<Record<byte[], byte[]>> records) {
        records = doubled(event, records);
    }

    /** Called from the changed class. */
    public static List<Record<byte[], byte[]>> doubled(Event event, List<Record<byte[], byte[]>> records) {
        if (records.isEmpty() || !Chosen.oneIn(ONE_IN, event.id())) {
            return records;
        }
        List<Record<byte[], byte[]>> doubled = new ArrayList<>(records);
        doubled.add(records.getLast());
        return doubled;
    }
}
