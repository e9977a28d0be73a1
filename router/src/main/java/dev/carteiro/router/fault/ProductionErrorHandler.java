package dev.carteiro.router.fault;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the thread if the broker rejects a record permanently. Under exactly-once, the whole transaction fails, so that
 * skipping the record is not possible: the transaction aborts, and {@link ThreadFailureHandler} decides whether to retry. The
 * router prevents the known causes (sizes and timestamps) before it forwards records.
 */
public final class ProductionErrorHandler implements ProductionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProductionErrorHandler.class);

    @Override
    public void configure(Map<String, ?> configs) {
        // no configuration
    }

    @Override
    public Response handleError(ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record,
            Exception exception) {
        if (exception instanceof RetriableException) {
            return Response.retry();
        }
        LOG.error("Topic {} rejected a record of {} bytes that results from {}-{} offset {}", record.topic(),
                record.value() == null ? 0 : record.value().length, context.topic(), context.partition(),
                context.offset(), exception);
        return Response.fail();
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface's own signature
    public Response handleSerializationError(ErrorHandlerContext context, ProducerRecord record, Exception exception,
            @Nullable SerializationExceptionOrigin origin) {
        LOG.error("A record that results from {}-{} offset {} cannot be serialized", context.topic(),
                context.partition(),
                context.offset(), exception);
        return Response.fail();
    }
}
