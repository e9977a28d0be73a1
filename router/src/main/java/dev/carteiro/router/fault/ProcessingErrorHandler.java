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
 * A processor threw: the source record goes to quarantine within the same transaction, and the stream goes on
 * (KIP-1034). Streams makes one instance for each of its threads.
 *
 * <p>The global thread cannot produce, so there the record is only logged; its processor catches everything itself.
 */
public final class ProcessingErrorHandler implements ProcessingExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessingErrorHandler.class);

    private static final String PRODUCER = "org.apache.kafka.clients.producer.";

    private @Nullable QuarantineRecordFactory dead;

    @Override
    public void configure(Map<String, ?> configs) {
        dead = QuarantineRecordFactory.configured(configs);
    }

    /**
     * A record that could not be written is as good as any: under exactly-once its transaction has failed, and it is
     * routed again when the thread has been replaced. Handed on to {@link ThreadFailureHandler}.
     */
    private static boolean isTroubleWithKafka(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof KafkaException) {
                return true;
            }
            for (StackTraceElement frame : cause.getStackTrace()) {
                // An IllegalStateException of a producer whose last call timed out is no KafkaException.
                if (frame.getClassName().startsWith(PRODUCER)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public Response handleError(ErrorHandlerContext context, @Nullable Record<?, ?> record, Exception exception) {
        if (isTroubleWithKafka(exception)) {
            LOG.warn("{} could not hand on what follows from {}-{} offset {}; it is routed again",
                    context.processorNodeId(), context.topic(), context.partition(), context.offset());
            return Response.fail();
        }
        LOG.error("{} failed on {}-{} offset {}; the record goes to quarantine", context.processorNodeId(),
                context.topic(), context.partition(), context.offset(), RedactedException.of(exception));
        return dead == null ? Response.resume() : Response.resume(dead.of(context, exception));
    }
}
