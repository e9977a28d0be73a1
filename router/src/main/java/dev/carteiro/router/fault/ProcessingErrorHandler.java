package dev.carteiro.router.fault;

import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the source record into quarantine if a processor throws an exception, within the same transaction; the stream
 * continues (KIP-1034). Streams creates one instance per thread.
 *
 * <p>The global thread cannot produce, so that its records are only logged. Its processor catches all exceptions
 * itself.
 */
public final class ProcessingErrorHandler implements ProcessingExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessingErrorHandler.class);

    private static final String PRODUCER_PACKAGE = "org.apache.kafka.clients.producer.";

    private @Nullable QuarantineRecordFactory dead;

    @Override
    public void configure(Map<String, ?> configs) {
        dead = QuarantineRecordFactory.configured(configs);
    }

    /**
     * Returns whether the cause is Kafka and not the record. The transaction has failed then, and the record is routed
     * again after the thread is replaced, see {@link ThreadFailureHandler}.
     */
    private static boolean isKafkaFailure(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof KafkaException) {
                return true;
            }
            for (StackTraceElement frame : cause.getStackTrace()) {
                // After a timeout, a producer throws IllegalStateException, which is not a KafkaException.
                if (frame.getClassName().startsWith(PRODUCER_PACKAGE)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public Response handleError(ErrorHandlerContext context, @Nullable Record<?, ?> record, Exception exception) {
        if (isKafkaFailure(exception)) {
            LOG.warn("{} could not write the results of {}-{} offset {}; the record is routed again",
                    context.processorNodeId(), context.topic(), context.partition(), context.offset());
            return Response.fail();
        }
        LOG.error("{} failed on {}-{} offset {}; the record goes to quarantine", context.processorNodeId(),
                context.topic(), context.partition(), context.offset(), RedactedException.of(exception));
        return dead == null ? Response.resume() : Response.resume(dead.of(context, exception));
    }
}
