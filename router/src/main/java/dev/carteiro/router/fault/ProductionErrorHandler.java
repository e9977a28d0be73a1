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
 * The broker refused a record for good. Under exactly-once its transaction is lost with it, so skipping the record is
 * not possible: the thread ends, the transaction aborts, and {@link ThreadFailureHandler} decides whether to try again. The
 * router prevents the causes it knows, sizes and timestamps, before it forwards.
 */
public final class ProductionErrorHandler implements ProductionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProductionErrorHandler.class);

    @Override
    public void configure(Map<String, ?> configs) {
        // nothing to configure
    }

    @Override
    public Response handleError(ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record,
            Exception exception) {
        if (exception instanceof RetriableException) {
            return Response.retry();
        }
        LOG.error("{} did not take a record of {} bytes made from {}-{} offset {}", record.topic(),
                record.value() == null ? 0 : record.value().length, context.topic(), context.partition(),
                context.offset(), exception);
        return Response.fail();
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface's own signature
    public Response handleSerializationError(ErrorHandlerContext context, ProducerRecord record, Exception exception,
            @Nullable SerializationExceptionOrigin origin) {
        LOG.error("A record made from {}-{} offset {} cannot be serialized", context.topic(), context.partition(),
                context.offset(), exception);
        return Response.fail();
    }
}
