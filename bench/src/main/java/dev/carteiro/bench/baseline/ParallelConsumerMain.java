package dev.carteiro.bench.baseline;

import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.cli.logs.LoggingSetup;
import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.PollContext;
import io.confluent.parallelconsumer.vertx.VertxParallelStreamProcessor;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Confluent's parallel consumer with Vert.x: sends each delivery's event unchanged, with its id. It does not sign or record, and
 * commits offsets from time to time. It has threads of its own; a signal ends it.
 */
public final class ParallelConsumerMain {
    private static final int MAX_CONCURRENT_REQUESTS = 128;
    private static final long TIMEOUT_MILLIS = 5_000;

    /** Read-ahead as a multiple of concurrent requests. With the default, 2, it sometimes runs out of records: a fifth less. */
    private static final int LOAD_FACTOR = 100;

    private ParallelConsumerMain() {
    }

    /** @param arguments as in {@link PeerArguments}, and the order: {@code key} or {@code unordered} */
    @SuppressWarnings("SystemOut") // the parent process waits for the line
    public static void main(String[] arguments) throws InterruptedException {
        LoggingSetup.start(false);
        PeerArguments task = PeerArguments.of(arguments);
        ParallelConsumerOptions<String, byte[]> options = ParallelConsumerOptions.<String, byte[]>builder()
                .ordering(ProcessingOrder.valueOf(arguments[4].toUpperCase(Locale.ROOT)))
                .maxConcurrency(MAX_CONCURRENT_REQUESTS)
                .initialLoadFactor(LOAD_FACTOR)
                .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS).consumer(task.consumer()).build();
        VertxParallelStreamProcessor<String, byte[]> processor = VertxParallelStreamProcessor
                .createEosStreamProcessor(options);
        processor.subscribe(List.of(task.topic()));
        processor.vertxHttpWebClient((client, context) -> send(client, context, task.receiverPort()), sent -> {
        });
        System.out.println("the parallel consumer is ready");
        Thread.currentThread().join();
    }

    private static Future<HttpResponse<Buffer>> send(WebClient client, PollContext<String, byte[]> context, int port) {
        ConsumerRecord<String, byte[]> record = context.getSingleConsumerRecord();
        return client.post(port, "127.0.0.1", BenchSubscription.path(record.key())).timeout(TIMEOUT_MILLIS)
                .putHeader("content-type", "application/json")
                .putHeader("webhook-id", PeerArguments.id(record)).sendBuffer(Buffer.buffer(record.value()));
    }
}
