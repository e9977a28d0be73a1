package dev.carteiro.router.fault;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A processor threw: the source record goes to quarantine within the same transaction, and the stream goes on
 * (KIP-1034). Streams makes one instance for each of its threads.
 *
 * <p>The global thread cannot produce, so there the record is only logged; its processor catches everything itself.
 */
public final class QuarantineOnProcessing implements ProcessingExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(QuarantineOnProcessing.class);

    private @Nullable DeadRecords dead;

    @Override
    public void configure(Map<String, ?> configs) {
        dead = DeadRecords.configured(configs);
    }

    @Override
    public Response handleError(ErrorHandlerContext context, @Nullable Record<?, ?> record, Exception exception) {
        LOG.error("{} failed on {}-{} offset {}; the record goes to quarantine", context.processorNodeId(),
                context.topic(), context.partition(), context.offset(), exception);
        return dead == null ? Response.resume() : Response.resume(dead.of(context, exception));
    }
}
