package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.limit.FairPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The memory and the processor time that one request takes, shared fairly between accounts. Used by the request's thread
 * alone. Memory is counted before it is taken:
 *
 * <pre>
 *   a body arrives    counted in the pool of bodies as it does; 503 at once where that is full
 *   it is worked on   counted in the pool of work, for which a request waits a moment; 503 after that
 *   it is answered    stays counted until the last byte is written
 * </pre>
 *
 * <p>Two pools, because a request that waits for its turn to be worked on keeps its body meanwhile.
 *
 * <p>What takes the processor for milliseconds is done in turns, on a few threads of their own. Virtual threads run until
 * they block, in about the order in which they came: without that, whoever sends most requests would have most of the
 * processor, and a small request would wait behind all the large ones.
 */
final class RequestResources implements AutoCloseable {
    private static final Duration WAITS = Duration.ofSeconds(5);
    private static final int COME_BACK_SECONDS = 2;

    /** As long as a client may take over its response: what has begun to be written cannot be refused. */
    private static final Duration WAITS_IN_A_RESPONSE = Duration.ofSeconds(30);

    /** Jackson's tree of {@code [{"":1},...]} takes 31 times its bytes; the rest is for what is written of it. */
    private static final int TREE = 40;

    /** A body that arrives lies in a buffer that doubles, then in an array. */
    private static final int ARRIVING = 3;

    private static final int LEAST = 16 * 1024;

    /** Takes a fraction of a millisecond: less than it takes to hand it over. */
    private static final int SMALL = 8 * 1024;

    private final Pools pools;
    private final String account;
    private final List<FairPool.Allocation> leases = new ArrayList<>();

    /**
     * What all requests together may take. Immutable.
     *
     * @param work bytes of memory for documents
     * @param bodies bytes of memory for what arrives
     * @param turns one for each of the threads
     * @param threads do what takes the processor
     */
    record Pools(FairPool work, FairPool bodies, FairPool turns, ExecutorService threads) implements AutoCloseable {
        static Pools of(Runtime process) {
            return of(process.maxMemory() / 8, process.maxMemory() / 16, process.availableProcessors() + 1);
        }

        static Pools of(long work, long bodies, int turns) {
            return new Pools(new FairPool(work), new FairPool(bodies), new FairPool(turns),
                    Executors.newFixedThreadPool(turns, Thread.ofPlatform().daemon().name("api-work-", 0).factory()));
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }

    RequestResources(Pools pools, String account) {
        this.pools = pools;
        this.account = account;
    }

    /**
     * Waits for its turn to read a document and to write it.
     *
     * @param bytes of the document, as JSON
     * @throws ApiException if that takes too long
     */
    void reserveDocument(long bytes) throws InterruptedException {
        reserve(LEAST + TREE * bytes);
    }

    /** @param bytes in memory */
    void reserve(long bytes) throws InterruptedException {
        leases.add(pools.work().take(account, bytes, WAITS).orElseThrow(RequestResources::busy));
    }

    /** @throws ApiException if no body can be received now */
    FairPool.Allocation beginBody() throws InterruptedException {
        FairPool.Allocation lease = pools.bodies().take(account, 0, Duration.ZERO).orElseThrow(RequestResources::busy);
        leases.add(lease);
        return lease;
    }

    /**
     * Reads or makes a document.
     *
     * @param bytes of it as JSON, about; what is small is done at once
     * @throws ApiException if its turn does not come in time
     */
    <T> T compute(long bytes, Supplier<T> computation) throws InterruptedException {
        return compute(bytes, computation, WAITS);
    }

    /** As above, for a response that has begun, and so waits as long as its client may. */
    <T> T computeInResponse(long bytes, Supplier<T> computation) throws InterruptedException {
        return compute(bytes, computation, WAITS_IN_A_RESPONSE);
    }

    private <T> T compute(long bytes, Supplier<T> computation, Duration atMost) throws InterruptedException {
        if (bytes <= SMALL) {
            return computation.get();
        }
        try (FairPool.Allocation _ = pools.turns().take(account, 1, atMost).orElseThrow(RequestResources::busy)) {
            return pools.threads().submit(computation::get).get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException known -> throw known;
                case Error serious -> throw serious;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /** @return whether there is room for so many more bytes of a body */
    static boolean grow(FairPool.Allocation body, int bytes) {
        return body.grow((long) ARRIVING * bytes);
    }

    static ApiException busy() {
        return ApiException.later(ErrorCode.BUSY,
                "other requests take all that there is for them: send fewer at a time, or ask for smaller pages",
                COME_BACK_SECONDS);
    }

    @Override
    public void close() {
        leases.forEach(FairPool.Allocation::close);
        leases.clear();
    }
}
