package dev.carteiro.bench.baseline;

import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.cli.logs.LoggingSetup;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * The upper bound for a sender: a consumer, and a virtual thread for each request with OkHttp. It does not sign, record, commit,
 * retry or check responses. A signal ends it.
 */
public final class BareHttpMain {
    private static final int MAX_CONCURRENT_REQUESTS = 64;
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private final OkHttpClient client = new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(MAX_CONCURRENT_REQUESTS, 1, TimeUnit.MINUTES)).build();
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT_REQUESTS);
    private final int port;

    private BareHttpMain(int port) {
        this.port = port;
    }

    /** @param arguments as in {@link PeerArguments} */
    @SuppressWarnings({"SystemOut", "InfiniteLoopStatement"}) // the parent process waits for the line, and sends the signal
    public static void main(String[] arguments) {
        LoggingSetup.start(false);
        PeerArguments task = PeerArguments.of(arguments);
        BareHttpMain loop = new BareHttpMain(task.receiverPort());
        try (KafkaConsumer<String, byte[]> consumer = task.consumer()) {
            consumer.subscribe(List.of(task.topic()));
            System.out.println("the bare loop is ready");
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                    loop.permits.acquireUninterruptibly();
                    Thread.startVirtualThread(() -> loop.send(record));
                }
            }
        }
    }

    private void send(ConsumerRecord<String, byte[]> record) {
        HttpUrl url = new HttpUrl.Builder().scheme("http").host("127.0.0.1").port(port)
                .encodedPath(BenchSubscription.path(record.key())).build();
        Request request = new Request.Builder().url(url).header("webhook-id", PeerArguments.id(record))
                .post(RequestBody.create(record.value(), MediaType.get("application/json"))).build();
        try (Response response = client.newCall(request).execute()) {
            response.body().bytes();
        } catch (IOException e) {
            // The receiver counts arrived requests; failures are not needed.
        } finally {
            permits.release();
        }
    }
}
