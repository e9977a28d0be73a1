package dev.carteiro.router.fault;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts records into quarantine that cannot be deserialized. That cannot happen with byte arrays, but the default
 * handler would stop the stream if it did. Streams creates one instance per thread.
 */
public final class DeserializationErrorHandler implements DeserializationExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DeserializationErrorHandler.class);

    private @Nullable QuarantineRecordFactory dead;

    @Override
    public void configure(Map<String, ?> configs) {
        dead = QuarantineRecordFactory.configured(configs);
    }

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record,
            Exception exception) {
        LOG.error("{}-{} offset {} cannot be deserialized; the record goes to quarantine", record.topic(),
                record.partition(),
                record.offset(), RedactedException.of(exception));
        return dead == null ? Response.resume() : Response.resume(dead.of(context, exception));
    }
}
