package dev.carteiro.router.fault;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record could not be deserialized, which bytes cannot fail to be; here for the day that changes, because the default
 * would stop the stream. Streams makes one instance for each of its threads.
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
        LOG.error("{}-{} offset {} cannot be read; the record goes to quarantine", record.topic(), record.partition(),
                record.offset(), RedactedException.of(exception));
        return dead == null ? Response.resume() : Response.resume(dead.of(context, exception));
    }
}
